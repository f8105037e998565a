"""The answers as bare numbers: for each question a table, a row per unit, a column per round."""

from collections.abc import Mapping
from statistics import fmean

import numpy as np

from catalogue import Catalogue, Instrument, Question
from seed_data.chance import Floats
from seed_data.latent import Panel, maturity, progress
from seed_data.reading import Table, read_toml
from seed_data.recipes import Recipe, implied, recipes, sizes

GROWTH = 0.008  # of learners in a year
PASSING = 0.03  # how far a size wavers from round to round, as a share of how far units differ in it
LEAST_RATE = 0.05  # of the larger end of an inverse rate, so that nothing is divided by nothing
SETTLED = 0.75  # by this much progress every unit says yes
CARELESS = -1.75  # on a bell: four in a hundred units give two answers that contradict each other
ROOM = 0.4  # by how much at most an answer lies above what another one implies


class Figures:
    """All numbers of one instrument. Choices are numbered from 0 in the order of their worth."""

    def __init__(self, catalogue: Catalogue, instrument: Instrument, panel: Panel) -> None:
        self._instrument = instrument
        self._panel = panel
        self.level = maturity(panel)
        self._recipes = recipes(catalogue, instrument)
        self._sizes = sizes()
        self._gates = {gate.question for gate in instrument.gates}
        self._made: dict[str, Floats] = {}

    def of(self, question: str) -> Floats:
        """A question's numbers; a size may be asked for although the instrument does not ask it."""
        if question not in self._made:
            self._made[question] = self._make(question)
        return self._made[question]

    def _make(self, id_: str) -> Floats:
        if id_ == "learners":
            numbers = learners(self._panel)
        elif id_ in self._sizes:
            numbers = self._sized(self._sizes[id_])
        else:
            numbers = self._followed(self._recipes[id_])
        for rule in implied(id_):
            numbers = np.maximum(numbers, self._least(rule))
        question = self._instrument.questions.get(id_)
        return self._fitted(question, numbers) if question else numbers

    def _sized(self, size: Table) -> Floats:
        panel, id_ = self._panel, size["question"]
        common = fmean(size["rates"].values())  # for a type that nobody thought of
        rates = panel.column([size["rates"].get(unit.institution_type, common) for unit in panel.units])
        own = np.exp(size["spread"] * (panel.trait(f"size {id_}") + PASSING * panel.noise(f"size {id_}")))
        numbers: Floats = rates * own * self.of(size["per"]) ** size.get("power", 1.0)
        return numbers

    def _least(self, rule: Table) -> Floats:
        """What another answer implies; nothing for the careless, and where that other is not asked."""
        if rule["by"] not in self._instrument.questions:
            return np.zeros_like(self.level)
        room = ROOM / (1 + np.exp(-self._panel.trait(f"room {rule['question']}")))
        careful = self._panel.trait(f"careless {rule['question']}") > CARELESS
        least: Floats = careful * rule["rate"] * self.of(rule["by"]) * (1 + room)
        return least

    def _followed(self, recipe: Recipe) -> Floats:
        question = recipe.question
        if question.kind == "yes_no":
            return self._yes_or_no(recipe)
        share = self._share(recipe)
        if question.kind == "choice":
            return np.minimum(np.floor(share * len(question.choices)), len(question.choices) - 1)
        rate = recipe.low + (recipe.high - recipe.low) * share
        base = self.of(recipe.base) if recipe.base else np.ones_like(rate)
        if recipe.inverse:
            rate = 1 / np.maximum(rate, LEAST_RATE * max(recipe.low, recipe.high))
        return base * rate

    def _share(self, recipe: Recipe) -> Floats:
        if recipe.steady:
            trait = 1 / (1 + np.exp(-self._panel.trait(f"steady {recipe.question.id}")))
            return np.broadcast_to(trait, self.level.shape).copy()
        return progress(self._panel, self.level, recipe.question, recipe.pillar)

    def _yes_or_no(self, recipe: Recipe) -> Floats:
        """Each unit says yes from some degree of progress on, and stays with it; conditions come before the rest."""
        share = progress(self._panel, self.level, recipe.question, recipe.pillar, noisy=False)
        doubt = 1 / (1 + np.exp(-1.5 * self._panel.trait(f"doubt {recipe.question.id}")))
        settled = SETTLED / 2 if recipe.question.id in self._gates else SETTLED
        return (share > settled * doubt).astype(np.float64)

    def _fitted(self, question: Question, numbers: Floats) -> Floats:
        """Within the question's limits and not above its whole; whole things are counted, money keeps one decimal."""
        if not question.is_number:
            return numbers
        numbers = np.maximum(numbers, question.min)
        if question.ceiling is not None:
            numbers = np.minimum(numbers, question.ceiling)
        numbers = np.round(numbers) if question.kind == "count" else np.round(numbers, 1)
        if question.at_most and question.at_most in self._instrument.questions:
            numbers = np.minimum(numbers, self.of(question.at_most))
        return numbers


def learners(panel: Panel) -> Floats:
    """How many learners each unit has: Departments share out a total, the others lie around their type's median."""
    plan = read_toml("sizes.toml")["learners"]
    typical = panel.column([_typical(plan[unit.institution_type], unit.size) for unit in panel.units])
    spreads = panel.column([plan[unit.institution_type].get("spread", 0.0) for unit in panel.units])
    pace = GROWTH * panel.trait("growth of learners")
    years = school_years(panel)
    numbers: Floats = np.round(typical * np.exp(spreads * panel.trait("size") + pace * (years - years.mean())))
    return numbers


def school_years(panel: Panel) -> Floats:
    """The school year in which each round lies: numbers of learners change in autumn, not from quarter to quarter."""
    started: Floats = np.floor(panel.years - 7 / 12)
    return started


def _typical(plan: Mapping[str, float], size: float) -> float:
    return plan["total"] * size if "total" in plan else plan["median"]
