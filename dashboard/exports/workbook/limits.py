"""What may be entered for a question, in words for the reader and as a rule for the spreadsheet program."""

from collections.abc import Mapping

from catalogue import Question
from dashboard.words import Words

UNBOUNDED = 10**15


def limits(question: Question, numbers: Mapping[str, int], words: Words) -> str:
    """The short text of the column of limits; `numbers` are the questions' running numbers."""
    if not question.is_number:
        return words("choose")
    low, high = question.min, question.ceiling
    ceiling = numbers.get(question.at_most or "")
    if ceiling and not low:
        return words("at most the answer to no. {number}", number=ceiling)
    return words("{low} or more", low=low) if high is None else words("{low} to {high}", low=low, high=high)


def rule(question: Question, ceiling: str | None, words: Words) -> dict[str, object]:
    """A validation rule for a number; `ceiling` is the cell that it may not exceed, once that cell is filled in."""
    most = UNBOUNDED if question.ceiling is None else question.ceiling
    return {
        "validate": "integer" if question.kind == "count" else "decimal",
        "criteria": "between",
        "minimum": question.min,
        "maximum": f"=IF(ISNUMBER({ceiling}),MIN({ceiling},{most:.15g}),{most:.15g})" if ceiling else most,
        "error_title": words("Enter a number"),
        "error_message": _message(question, words, bounded=ceiling is not None),
    }


def _message(question: Question, words: Words, *, bounded: bool) -> str:
    low, high = question.min, question.ceiling
    whole = question.kind == "count"
    if bounded:
        return words("Not less than {low}, and not more than the figure of which it is a part.", low=low)
    if high is None:
        return words("A whole number, {low} or more.", low=low) if whole else words("A number, {low} or more.", low=low)
    if whole:
        return words("A whole number from {low} to {high}.", low=low, high=high)
    return words("A number from {low} to {high}.", low=low, high=high)
