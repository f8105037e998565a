"""The public pages as HTML: sealed editions, country figures, ranks by peer group; no script, tables that are read."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from catalogue import Instrument
from dashboard.data import public
from dashboard.data.editions import SHORT
from dashboard.data.freezing import items
from dashboard.data.public import Public, Shortfall
from dashboard.door.pages import Frame, page
from dashboard.exports.edition_text import STATUSES
from dashboard.words import Words
from store.editions import Seal

HOME = "/public"


def listed(frame: Frame, seals: Sequence[Seal], rounds: dict[str, Any]) -> str:
    """Every edition that is open to all, the newest first; `rounds` are the rounds of the editions by id."""
    words = frame.words
    title = words("Published results")
    if not seals:
        return page(frame, title, f"<p>{escape(words('No edition is published yet.'))}</p>", broad=True)
    rows = [
        (
            _link(frame, f"{HOME}/{seal.digest[:SHORT]}", words.name(rounds[seal.round])),
            str(seal.number),
            escape(words(STATUSES[seal.status])),
            escape(words.time(seal.at)),
            f"<code>{seal.digest[:SHORT]}</code>",
        )
        for seal in seals
    ]
    head = (words("Reporting round"), words("Number"), words("Status"), words("Sealed"), words("Hash"))
    told = words("Each edition is sealed: it never changes. A correction is another edition with the next number.")
    return page(frame, title, f"<p>{escape(told)}</p>{_table(title, head, rows)}", broad=True)


def edition(frame: Frame, of: Public) -> str:
    """One edition: what it is, the country figures, and the way to the ranks of each peer group."""
    words = frame.words
    body = "".join([*_about(words, of), *_standings(frame, of), *_shortfalls(words, of), *_goals(words, of)])
    return page(frame, _title(words, of), body + _back(frame, HOME, words("All published editions")), broad=True)


def ranks(frame: Frame, of: Public, instrument: Instrument, item: str) -> str:
    """The ranks of one peer group with their ranges."""
    words = frame.words
    levels = {level.number: level.name(words.language) for level in instrument.levels}
    rows = [_ranked(words, of, levels, row) for row in _rows(of, instrument, item)]
    head = (
        *(words("Rank"), words("Unit"), words("Score"), words("Rank range"), words("Band")),
        *(words("Level"), words("Province")),
    )
    title = f"{_type_name(words, of, instrument)}: {_item_name(words, instrument, item)}"
    said = words("Ranks hold inside one institution type. Units of one band cannot be told apart with certainty.")
    here = f"{HOME}/{of.seal.digest[:SHORT]}"
    others = "".join(
        f"<li>{_link(frame, f'{here}/{instrument.institution_type}/{each}', _item_name(words, instrument, each))}</li>"
        for each in items(instrument)
        if each != item
    )
    body = f"{''.join(_about(words, of))}<p>{escape(said)}</p>{_table(title, head, rows, numeric={0, 2, 4})}"
    more = f"<h2>{escape(words('Ranked by'))}</h2><ul>{others}</ul>" if others else ""
    return page(frame, title, body + more + _back(frame, here, _title(words, of)), broad=True)


def _about(words: Words, of: Public) -> Iterator[str]:
    about = of.about
    if about["demonstration"]:
        told = words("All figures are invented to show what the system does. They say nothing of any real institution.")
        yield f'<p class="note"><strong>{escape(words("Demonstration data"))}.</strong> {escape(told)}</p>'
    told = words(
        "{round}, sealed edition {number} ({status}), {at}. It rests on {counted} recognised reports of {expected} "
        "expected. Hash: {digest}",
        round=about["round"],
        number=of.seal.number,
        status=words(STATUSES[of.seal.status]).lower(),
        at=of.seal.at,
        digest=of.seal.digest[:SHORT],
        **about["reports"],
    )
    yield f'<p class="soft">{escape(told)}</p>'


def _standings(frame: Frame, of: Public) -> Iterator[str]:
    words, rows = frame.words, []
    for instrument in of.instruments:
        found, item = public.standing(of, instrument), items(instrument)[0]
        name = _type_name(words, of, instrument)
        way = f"{HOME}/{of.seal.digest[:SHORT]}/{instrument.institution_type}/{item}"
        link = _link(frame, way, words("Ranks of: {type}", type=name))
        of_all = words("{counted} of {expected}", counted=found["counted"], expected=found["expected"])
        measure = _item_name(words, instrument, item)
        rows.append((escape(name), escape(of_all), escape(measure), words.number(found["mean"], 1), link))
    head = (
        *(words("Institution type"), words("Recognised reports"), words("Score")),
        *(words("Mean of the units"), words("Ranks")),
    )
    yield f"<h2>{escape(words('Where the institution types stand'))}</h2>"
    yield _table(words("Where the institution types stand"), head, rows, numeric={3})


def _shortfalls(words: Words, of: Public) -> Iterator[str]:
    found = public.shortfalls(of)
    if not found:
        return
    types = {each.institution_type: _type_name(words, of, each) for each in of.instruments}
    title = words("What is missing against the norms")
    head = (words("Norm"), words("Counted in"), words("Country"), *types.values())
    rows = [_short(words, of, each, types) for each in found]
    yield f"<h2>{escape(title)}</h2>{_table(title, head, rows, numeric=set(range(2, len(head))))}"
    if of.catalogue.small_cells:
        yield f'<p class="soft">{escape(of.catalogue.small_cells.note(words.language))}</p>'


def _short(words: Words, of: Public, row: Shortfall, types: Iterable[str]) -> tuple[str, ...]:
    norm = of.catalogue.norms[row.norm]
    cells = (
        _cell(words, row.by_type[type_]) if type_ in row.by_type else escape(words("not asked")) for type_ in types
    )
    return (
        escape(norm.name(words.language)),
        escape(norm.unit(words.language)),
        _cell(words, row.total),
        *cells,
    )


def _cell(words: Words, value: float | None) -> str:
    return f"<em>{escape(words('hidden'))}</em>" if value is None else words.number(value, 0)


def _goals(words: Words, of: Public) -> Iterator[str]:
    rows = []
    for row in public.goals(of).iter_rows(named=True):
        target = of.catalogue.targets[row["target"]]
        figure = words.percent(row["value"]) if target.out_of else words.number(row["value"], 0)
        value = f"<em>{escape(words('hidden'))}</em>" if row["hidden"] else figure
        rows.append((escape(target.name(words.language)), value, words.number(row["units"], 0)))
    if rows:
        title = words("Goals of the movement")
        head = (words("Goal"), words("Country"), words("Units that answered"))
        yield f"<h2>{escape(title)}</h2>{_table(title, head, rows, numeric={1, 2})}"


def _rows(of: Public, instrument: Instrument, item: str) -> Iterable[dict[str, Any]]:
    return public.league(of, instrument.institution_type, item).iter_rows(named=True)


def _ranked(words: Words, of: Public, levels: dict[int, str], row: dict[str, Any]) -> tuple[str, ...]:
    code = row["province"]
    place = words.name(vars(of.catalogue.geography.province(code, of.day))) if code else words.written(None)
    score, span = words.number(row["score"], 1), _span(words, row["rank_low"], row["rank_high"])
    level = levels.get(row["level"], words.written(None))
    told = (row["rank"], words.name(row), score, span, row["band"], level, place)
    return tuple(escape(words.written(each)) for each in told)


def _span(words: Words, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return words.written(None)
    first, last = int(low), -int(-high // 1)
    return str(first) if first == last else words("{first} to {last}", first=first, last=last)


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], numeric: Iterable[int] = ()) -> str:
    """`rows` are HTML; on a narrow screen the table is moved sideways, by keys too."""
    right = frozenset(numeric)
    labels = "".join(f'<th scope="col"{_side(n, right)}>{escape(label)}</th>' for n, label in enumerate(head))
    body = "".join(
        f"<tr>{''.join(f'<td{_side(n, right)}>{cell}</td>' for n, cell in enumerate(row))}</tr>" for row in rows
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><thead><tr>{labels}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _side(place: int, right: frozenset[int]) -> str:
    return ' class="n"' if place in right else ""


def _title(words: Words, of: Public) -> str:
    return words("Results of {round}", round=of.about["round"])


def _type_name(words: Words, of: Public, instrument: Instrument) -> str:
    found = of.catalogue.institution_types[instrument.institution_type]
    return found.plural_vi if words.language == "vi" else found.plural_en


def _item_name(words: Words, instrument: Instrument, item: str) -> str:
    return words("Overall score") if item == "overall" else instrument.pillar(item).name(words.language)


def _back(frame: Frame, path: str, name: str) -> str:
    return f"<p>{_link(frame, path, name)}</p>"


def _link(frame: Frame, path: str, name: str) -> str:
    return f'<a href="{escape(frame.address(path))}">{escape(name)}</a>'
