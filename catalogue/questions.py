"""The questions that units answer: what is typed, within which limits, in which words."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from catalogue.entries import Entry, Id

NUMERIC_KINDS = ("count", "amount", "percent", "marks")


class Choice(Entry):
    """One answer of a closed list, and the share of the points it earns, 0 to 100."""

    worth: Annotated[float, Field(ge=0, le=100)] = 0


class Question(Entry):
    """A raw count or fact that a unit gives; `name` is the question as asked."""

    kind: Literal["count", "amount", "percent", "yes_no", "choice", "marks"]
    unit_vi: str = ""
    unit_en: str = ""
    help_vi: str = ""
    help_en: str = ""
    min: float = 0
    max: float | None = None
    at_most: Id | None = None
    choices: Annotated[tuple[Choice, ...], Field(alias="choice")] = ()
    covers: tuple[Id, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether the answer is typed as a number."""
        return self.kind in NUMERIC_KINDS

    @property
    def ceiling(self) -> float | None:
        """The largest number that may be given, apart from another question's answer."""
        return 100 if self.kind == "percent" and self.max is None else self.max

    def unit(self, language: str) -> str:
        """What is counted, or % for a percentage; empty where the answer is no number."""
        return "%" if self.kind == "percent" else (self.unit_vi if language == "vi" else self.unit_en)

    def help(self, language: str) -> str:
        """How to find the answer; may be empty."""
        return self.help_vi if language == "vi" else self.help_en

    @model_validator(mode="after")
    def _choices_belong_to_choice(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("a question of kind 'choice' lists at least one [[choice]], and no other kind does")
        return self
