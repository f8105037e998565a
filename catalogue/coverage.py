"""The table that shows by which questions, indicators, norms and targets each topic of the movement is covered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalogue.entries import Topic
from catalogue.loader import SHIPPED, Catalogue, load

PAGE = SHIPPED.parent / "docs" / "coverage.md"
KINDS = {"achievement": "Achievements", "difficulty": "Difficulties"}


@dataclass(frozen=True)
class Cover:
    """What covers one topic; indicators are (instrument, indicator), the rest are ids."""

    topic: Topic
    questions: tuple[str, ...]
    indicators: tuple[tuple[str, str], ...]
    norms: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        """Whether any report can tell how the topic stands; an untracked target cannot."""
        return bool(self.questions or self.indicators)


def covers(catalogue: Catalogue) -> tuple[Cover, ...]:
    """One entry per topic, in the order of the catalogue; instruments that nobody files cover nothing."""
    types = catalogue.institution_types
    filed = [i for i in catalogue.instruments.values() if types[i.institution_type].reports]
    questions = {q.id: q for instrument in filed for q in instrument.questions.values()}
    return tuple(
        Cover(
            topic=topic,
            questions=tuple(q.id for q in questions.values() if topic.id in q.covers),
            indicators=tuple((i.id, j.id) for i in filed for j in i.indicators if topic.id in j.covers),
            norms=tuple(norm.id for norm in catalogue.norms.values() if norm.difficulty == topic.id),
            targets=tuple(t.id for t in catalogue.targets.values() if topic.id in t.covers),
        )
        for topic in catalogue.topics.values()
    )


def page(catalogue: Catalogue) -> str:
    """The whole page as Markdown."""
    return "\n".join(
        [
            "# What covers the movement",
            "",
            "Made by `python -m catalogue.coverage` from the catalogue; do not edit it here.",
            "",
            "Indicators stand behind the instrument that they belong to. Initiatives are collected in every report and",
            "need no question. A target in brackets is not asked of the reporting units.",
            *_topics(catalogue),
            *_targets(catalogue),
            "",
        ]
    )


def _topics(catalogue: Catalogue) -> Iterator[str]:
    found = covers(catalogue)
    for kind, title in KINDS.items():
        rows = (_topic_row(cover, catalogue) for cover in found if cover.topic.kind == kind)
        yield from _table(title, ("Topic", "Questions", "Indicators", "Norms", "Targets"), rows)


def _topic_row(cover: Cover, catalogue: Catalogue) -> tuple[str, ...]:
    instruments = dict.fromkeys(instrument for instrument, _ in cover.indicators)
    by_instrument = (
        f"{instrument}: {_codes(i for owner, i in cover.indicators if owner == instrument)}"
        for instrument in instruments
    )
    targets = (f"`{t}`" if catalogue.targets[t].is_tracked else f"(`{t}`)" for t in cover.targets)
    return (
        f"{cover.topic.name_en}<br>{cover.topic.name_vi}",
        _codes(cover.questions),
        "<br>".join(by_instrument),
        _codes(cover.norms),
        ", ".join(targets),
    )


def _targets(catalogue: Catalogue) -> Iterator[str]:
    rows = (
        (
            f"`{target.id}`",
            target.name_en,
            f"{target.at_least:g}{'' if target.is_tracked and target.out_of is None else '%'}",
            target.due.isoformat(),
            _codes(filter(None, (target.of, target.out_of))) or "not asked",
            target.mark,
        )
        for target in catalogue.targets.values()
    )
    yield from _table("Targets", ("Target", "What", "At least", "Due", "Measured by", "Mark"), rows)


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _codes(ids: Iterable[str]) -> str:
    return ", ".join(f"`{id_}`" for id_ in ids)


def write(path: Path = PAGE) -> None:
    """Make the page anew from the catalogue that the environment names."""
    path.write_text(page(load()), "utf-8")


if __name__ == "__main__":
    write()
