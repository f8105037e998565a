"""What a file would change, in the reader's words."""

from dataclasses import asdict

import polars as pl

from dashboard.data.source import judged_by
from dashboard.data.uploading import Difference, Upload
from dashboard.figures import Column
from dashboard.views.answers import worded
from dashboard.views.reader import Reader
from dashboard.views.table import Table
from dashboard.words import Words
from store.submission import Given


def differences(reader: Reader, upload: Upload) -> Table:
    """One row per question at which the file says something else than what stands now."""
    words = reader.words
    rows = [_told(reader, each) for each in upload.preview.differences]
    columns = {
        "name": Column(words("Question")),
        "was": Column(words("Stands now")),
        "becomes": Column(words("In the file")),
    }
    return Table(words("Differences"), pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String)), columns)


def initiatives(words: Words, upload: Upload) -> str:
    """What becomes of the initiatives; empty where they stay as they are."""
    if upload.initiatives is None:
        return ""
    now, then = upload.initiatives
    return words(
        "The initiatives differ: {now} stand now; the file has {then}, which take their place.", now=now, then=then
    )


def _told(reader: Reader, each: Difference) -> dict[str, str]:
    asked = judged_by().questions.get(each.question)
    name = asked.name(reader.language) if asked else each.question
    return {"name": name, "was": _said(reader, each, each.before), "becomes": _said(reader, each, each.after)}


def _said(reader: Reader, each: Difference, given: Given) -> str:
    """The answer with its reason and remark, since these may be all that differs."""
    if given.text is not None:
        told = given.text
    elif given.value is None and given.choice is None and given.absence is None:
        told = reader.words.written(None)
    else:
        told = worded(reader.words, judged_by().questions.get(each.question), asdict(given))
    return " · ".join(part for part in (told, given.reason.strip(), given.comment.strip()) if part)
