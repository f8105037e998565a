"""What is asked and how it is judged: data that people who do not program edit, and the loader that checks it."""

from catalogue.entries import Entry, InstitutionType, Membership, Norm, Price, Target, Topic
from catalogue.findings import Finding
from catalogue.instrument import Gate, Indicator, Instrument, Level, Overall, Pillar, Section, Step
from catalogue.loader import Catalogue, CatalogueError, load
from catalogue.questions import Choice, Question

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Choice",
    "Entry",
    "Finding",
    "Gate",
    "Indicator",
    "InstitutionType",
    "Instrument",
    "Level",
    "Membership",
    "Norm",
    "Overall",
    "Pillar",
    "Price",
    "Question",
    "Section",
    "Step",
    "Target",
    "Topic",
    "load",
]
