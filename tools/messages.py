"""Adds every sentence that the code speaks, and no translation holds yet, to the Vietnamese file, for a translator."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
FOLDERS = ("dashboard", "store")
VIETNAMESE = ROOT / "dashboard" / "locales" / "vi" / "LC_MESSAGES" / "thidua.po"
SPEAKERS = ("words", "N_", "plural")


def spoken(root: Path = ROOT) -> dict[str, str]:
    """Each sentence in the code, and the first file and line that speaks it; of a plural, its singular."""
    found: dict[str, str] = {}
    for path in sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.py")):
        for sentence, line in sentences(path.read_text("utf-8")):
            found.setdefault(sentence, f"{path.relative_to(root).as_posix()}:{line}")
    return found


def sentences(source: str) -> Iterator[tuple[str, int]]:
    """The sentences handed to `words("…")`, `words.plural("…", "…", n)` and `N_("…")`, either branch of an `if`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in SPEAKERS and node.args:
            for part in _branches(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value, part.lineno


def translated(path: Path = VIETNAMESE) -> dict[str, str]:
    """Sentence -> translation, empty where there is none yet; of a plural, its singular."""
    with path.open("rb") as file:
        entries = read_po(file, locale="vi")
    return {_first(entry.id): "" if entry.fuzzy else _first(entry.string) for entry in entries if entry.id}


def main() -> None:
    """Keep what is there; name what nobody says any more, since another branch may still say it."""
    with VIETNAMESE.open("rb") as file:
        catalog = read_po(file, locale="vi")
    known, now = translated(), spoken()
    for sentence in now.keys() - known.keys():
        catalog.add(sentence)
    catalog.revision_date = datetime.now(UTC)
    with VIETNAMESE.open("wb") as file:
        write_po(file, catalog, width=0, sort_output=True, no_location=True)
    for sentence in sorted(now):
        if not known.get(sentence):
            print(f"{now[sentence]}: to be translated: {sentence}")
    for sentence in sorted(known.keys() - now.keys()):
        print(f"said nowhere: {sentence}")


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _branches(argument: ast.expr) -> Iterator[ast.expr]:
    if isinstance(argument, ast.IfExp):
        yield from _branches(argument.body)
        yield from _branches(argument.orelse)
    else:
        yield argument


def _first(text: str | tuple[str, ...] | list[str] | None) -> str:
    return text if isinstance(text, str) else next(iter(text or ()), "")


if __name__ == "__main__":
    main()
