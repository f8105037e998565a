"""A workbook goes back to whoever sent it, the same file, with a note in each cell to be mended and a list of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from dashboard.exports.workbook import noting
from dashboard.words import Words
from store.faults import Fault
from store.workbook.confined import Died, run_confined
from store.workbook.layout import TO_MEND
from store.workbook.safety import check

LARGEST: Final = 2_000_000  # a filled workbook has a hundredth of this; what is larger is told in words alone


def returned(data: bytes, faults: Sequence[Fault], words: Words) -> bytes | None:
    """The file with its notes; None where no fault is of a cell, or the file is none to be opened again.

    Notes and list of an earlier return are taken away, so that what was mended looks mended.
    """
    cells = _by_cell(faults)
    if not cells or len(data) > LARGEST:
        return None
    check(data)
    own = TO_MEND.text(words.language)
    told = {
        "notes": [
            (sheet, cell, "\n".join(_said(each, words) for each in here)) for (sheet, cell), here in cells.items()
        ],
        "lists": [own, *(name for name in TO_MEND.both if name != own)],
        "heads": [words("Cell"), words("What to mend")],
        "lines": [(fault.place, _said(fault, words)) for fault in faults],
    }
    try:
        return run_confined(Path(noting.__file__), json.dumps(told).encode() + b"\n" + data)
    except Died:
        return None


def _by_cell(faults: Iterable[Fault]) -> dict[tuple[str, str], list[Fault]]:
    found: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in faults:
        sheet, mark, cell = fault.place.rpartition("!")
        if mark and cell:
            found[sheet, cell].append(fault)
    return found


def _said(fault: Fault, words: Words) -> str:
    return words(fault.sentence, **fault.values)
