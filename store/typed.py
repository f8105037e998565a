"""What a person typed becomes an answer, or stays as it was typed."""

import math
from typing import Final

from catalogue import Question
from catalogue.folding import fold
from store.submission import Given
from store.workbook.layout import ABSENCES, Label
from store.workbook.numbers import number
from store.workbook.tables import choose

YES: Final = frozenset(("co", "x", "v", "yes", "y", "true", "dung", "roi", "da co", "1"))
NO: Final = frozenset(("khong", "ko", "no", "n", "false", "sai", "chua", "chua co", "0"))
TICKS: Final = frozenset("✓✔☑√")

Typed = str | float | bool | None


def read_answer(
    question: Question,
    typed: Typed,
    *,
    absence: str | None = None,
    reason: str = "",
    comment: str = "",
    place: str = "",
) -> Given:
    """The answer; `text` keeps what cannot be read as the question's kind, so that it can be shown again and mended.

    An absence may be typed as the answer, in words ("Chưa có số liệu").
    """
    if isinstance(typed, str) and absence is None and (said := choose(typed, ABSENCES)):
        typed, absence = None, said
    value, choice, text = read(question, typed)
    return Given(value, choice, absence, reason, comment, place, text)


def read(question: Question, typed: Typed) -> tuple[float | None, str | None, str | None]:
    """Number, choice, or the text that is neither; nothing where nothing was typed."""
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return None, None, None
    text = typed if isinstance(typed, str) else f"{typed:.15g}" if isinstance(typed, float) else str(typed)
    if question.kind == "choice":
        labels = {c.id: Label(c.name_vi, c.name_en) for c in question.choices}
        choice = text if text in labels else choose(text, labels)
        return None, choice, None if choice else text
    value = _yes_no(typed) if question.kind == "yes_no" else _number(typed, question.kind)
    return value, None, text if value is None else None


def yes_no(text: str) -> float | None:
    """1 for yes, 0 for no, in either language or as a tick; None for anything else."""
    if text.strip() in TICKS:
        return 1.0
    word = fold(text)
    return 1.0 if word in YES else 0.0 if word in NO else None


def _yes_no(typed: str | float | bool) -> float | None:  # noqa: FBT001 - what was typed, not a switch
    if isinstance(typed, str):
        return yes_no(typed)
    return float(typed) if typed in (0, 1) else None


def _number(typed: str | float | bool, kind: str) -> float | None:  # noqa: FBT001 - what was typed, not a switch
    if isinstance(typed, str):
        return number(typed, kind)
    return None if isinstance(typed, bool) or not math.isfinite(typed) else float(typed)
