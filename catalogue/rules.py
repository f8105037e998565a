"""What answers have to do with one another, with the unit's past and with its peers: a class for each kind of rule."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from catalogue.entries import Id, Sourced

Severity = Literal["error", "warn"]
Questions = Annotated[tuple[Id, ...], Field(min_length=1)]


class Rule(Sourced):
    """An `error` refuses a report; a `warn` asks the coordinator to look again, or to say why in the comment."""

    severity: Severity = "warn"

    @property
    def names(self) -> tuple[str, ...]:
        """The questions that the rule speaks of; it holds wherever all of them are asked."""
        return ()


class Total(Rule):
    """The `parts` together are `equal` to the `whole`, or `at_most` as large; silent while one of them is missing."""

    kind: Literal["total"]
    parts: Questions
    relation: Literal["at_most", "equal"]
    whole: Id

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.parts, self.whole)


class Needs(Rule):
    """Who answers `given` with yes, or with more than 0, answers `needs` so too."""

    kind: Literal["needs"]
    given: Id
    needs: Id

    @property
    def names(self) -> tuple[str, ...]:
        return self.given, self.needs


class Rate(Rule):
    """`of` for every `per` of `out_of` lies between `at_least` and `at_most`."""

    kind: Literal["rate"]
    of: Id
    out_of: Id
    per: Annotated[float, Field(gt=0)] = 1
    at_least: float | None = None
    at_most: float | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return self.of, self.out_of

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("a rule of kind 'rate' states 'at_least', 'at_most' or both")
        return self


class Jump(Rule):
    """None of these changed by more than `percent` since the unit's last report; changes of less than `least` pass.

    It holds for those of its questions that are asked.
    """

    kind: Literal["jump"]
    severity: Literal["warn"] = "warn"
    of: Questions
    percent: Annotated[float, Field(gt=0)]
    least: Annotated[float, Field(ge=0)] = 0


class Peers(Rule):
    """`of` for every `per` of `out_of` is not far from the peers of the last round.

    Far is more than `spread` times the distance between the quartiles above the upper one or below the lower one; where
    fewer than `fewest` peers reported, nothing is far.
    """

    kind: Literal["peers"]
    severity: Literal["warn"] = "warn"
    of: Id
    out_of: Id
    per: Annotated[float, Field(gt=0)] = 1
    spread: Annotated[float, Field(gt=0)] = 3
    fewest: Annotated[int, Field(ge=4)] = 10

    @property
    def names(self) -> tuple[str, ...]:
        return self.of, self.out_of


class Repeated(Rule):
    """Not all numbers, being at least `fewest`, are those of the unit's last report."""

    kind: Literal["repeated"]
    severity: Literal["warn"] = "warn"
    fewest: Annotated[int, Field(ge=2)]


class Twice(Rule):
    """No initiative is listed twice."""

    kind: Literal["twice"]
    severity: Literal["warn"] = "warn"


KINDS: dict[str, type[Rule]] = {
    "total": Total,
    "needs": Needs,
    "rate": Rate,
    "jump": Jump,
    "peers": Peers,
    "repeated": Repeated,
    "twice": Twice,
}
