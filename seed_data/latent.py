"""How far each unit has come at each time in each thing: hidden numbers from 0 to 1 that the answers follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from catalogue import Question
from seed_data.chance import Chance, Floats, Keys, bells
from seed_data.country import Planned
from seed_data.reading import read_toml

DAYS_A_YEAR = 365.25
FIRST_YEAR = 2023


@dataclass(frozen=True)
class Panel:
    """Some units over some rounds, each with its keys of chance: a row per unit, a column per round."""

    chance: Chance
    units: tuple[Planned, ...]
    rounds: tuple[str, ...]
    ends: tuple[date, ...]
    years: Floats  # the last day of each round, for which reports speak, as a number of years
    unit_keys: Keys

    def trait(self, name: str) -> Floats:
        """One lasting standard-normal number per unit, as a column."""
        return bells(self.unit_keys, self.chance.keys("trait", [name]))

    def shared(self, name: str) -> Floats:
        """As `trait`, the same for all units of a home."""
        return bells(
            self.chance.keys("home", [unit.home or unit.id for unit in self.units]), self.chance.keys(name, [""])
        )

    def noise(self, name: str) -> Floats:
        """One passing standard-normal number per unit and round."""
        return bells(self.unit_keys, self.chance.keys(name, self.rounds))

    def column(self, numbers: Sequence[float]) -> Floats:
        return np.array(numbers, dtype=np.float64)[:, None]


def panel(chance: Chance, units: Sequence[Planned], rounds: Sequence[tuple[str, date]]) -> Panel:
    """`rounds` are (id, last day), in the order of time."""
    origin = date(FIRST_YEAR, 1, 1).toordinal()
    names = tuple(name for name, _ in rounds)
    return Panel(
        chance=chance,
        units=tuple(units),
        rounds=names,
        ends=tuple(end for _, end in rounds),
        years=np.array([FIRST_YEAR + (end.toordinal() - origin) / DAYS_A_YEAR for _, end in rounds]),
        unit_keys=chance.keys("unit", [unit.id for unit in units]),
    )


def maturity(of: Panel) -> Floats:
    """One number per unit and round on the logistic scale: its start, and its own pace along everyone's S-curve."""
    tuning = read_toml("latent.toml")
    trend, spread = tuning["trend"], tuning["spread"]
    waves = 1 / (1 + np.exp(-trend["pace"] * (of.years - trend["middle"])))
    rise = trend["yearly"] * (of.years - FIRST_YEAR - 1) + trend["launch"] * waves
    start = (
        of.column([trend["start"] + tuning["types"].get(unit.institution_type, 0) for unit in of.units])
        + spread["unit"] * of.trait("start")
        + spread["province"] * of.shared("start")
        + spread["size"] * of.trait("size")
    )
    level: Floats = start + rise[None, :] * np.exp(spread["growth"] * of.trait("growth"))
    return level


def progress(of: Panel, level: Floats, question: Question, pillar: str, *, noisy: bool = True) -> Floats:
    """How far a question's matter has come, 0 to 1; without noise it never falls back from one round to the next."""
    tuning = read_toml("latent.toml")
    spread = tuning["spread"]
    own = spread["question"]
    reached = level + spread["pillar"] * of.trait(f"pillar {pillar}")
    for topic in question.covers[:1]:
        habit = tuning["topics"].get(topic, {})
        reached = reached + habit.get("shift", 0) + spread["topic"] * of.trait(f"topic {topic}")
        own += habit.get("spread", 0)
    reached = reached + own * of.trait(f"question {question.id}")
    if noisy:
        reached = reached + spread["noise"] * of.noise(f"noise {question.id}")
    share: Floats = 1 / (1 + np.exp(-reached))
    return share
