"""What every entry of a catalogue shares: frozen, named in both languages, refusing fields that it does not know."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=28)]
Mark = Literal["official", "single source", "project draft"]
Strength = Literal["declared", "verified", "measured"]


class Record(BaseModel):
    """What every entry shares: it never changes, and an unknown field is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Entry(Record):
    """A named thing of the catalogue."""

    id: Id
    name_vi: Text
    name_en: Text

    def name(self, language: str) -> str:
        """The name in `vi` or, for any other language, in English."""
        return self.name_vi if language == "vi" else self.name_en


class Sourced(Entry):
    """An entry whose origin is on record, and the day on which it is looked at again."""

    source: Text
    mark: Mark = "project draft"


class InstitutionType(Entry):
    """A kind of unit, and the instrument that judges it, if any."""

    plural_vi: Text
    plural_en: Text
    reports: bool = True


class Topic(Entry):
    """An achievement that the movement promises or a difficulty that it must lay bare."""

    kind: Literal["achievement", "difficulty"]
    source: Text


class Price(Entry):
    """What one unit of a norm's shortfall costs, in million đồng, from a day on until a later entry of the same id."""

    million_dong: Annotated[float, Field(gt=0)]
    as_of: date
    source: Text
    mark: Mark = "project draft"


class Norm(Sourced):
    """What a unit should have: `rate` for each one of `per`, or `rate` in all where `per` is absent.

    `whole` says that the thing comes in whole pieces only, so that a need of 2.5 is a need of 3. The short names stand
    in charts, where there is no room for the sentence.
    """

    short_vi: ShortText = ""
    short_en: ShortText = ""
    difficulty: Id
    have: Id
    per: Id | None = None
    rate: Annotated[float, Field(gt=0)]
    whole: bool = False
    unit_vi: Text
    unit_en: Text
    price: Id | None = None
    as_of: date

    def short(self, language: str) -> str:
        """The name in a chart; the full one where the catalogue has no short one."""
        return (self.short_vi if language == "vi" else self.short_en) or self.name(language)

    def unit(self, language: str) -> str:
        """What the shortfall is counted in."""
        return self.unit_vi if language == "vi" else self.unit_en


class Target(Sourced):
    """What is to be reached by a day: `at_least` percent of `out_of`, or `at_least` of `of` itself."""

    decision: Text
    at_least: float
    of: Id | None = None
    out_of: Id | None = None
    due: date
    covers: tuple[Id, ...] = ()

    @property
    def is_tracked(self) -> bool:
        """Whether reports hold the answers that tell how far it is."""
        return self.of is not None


class Membership(Record):
    """One unit's time in one cluster (cụm, khối thi đua)."""

    cluster: Text
    name_vi: Text
    name_en: Text
    institution_type: Id
    unit: Text
    valid_from: date
    valid_to: date | None = None
    source: Text
    mark: Mark = "project draft"
