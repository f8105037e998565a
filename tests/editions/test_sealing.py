"""A sealed edition stays as it is, leaves the same at any time, and can be checked to the last byte."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from dashboard.data import editions, sealing
from dashboard.exports.bundle import as_csv, from_csv, packed, unpacked
from store import editions as kept
from store.engine import writing
from store.faults import ReportError
from store.queries.origins import ANSWER_ORIGINS

ROUND = "2026-Q1"
AT = datetime(2026, 6, 1, 1, 30, tzinfo=UTC)


def seal(world, *, official=True, at=AT, round_=ROUND):
    return sealing.seal(world.engine, world.catalogue, round_, official=official, by="Lan", at=at)


def rewritten(content, changes):
    """The zip with some files put in another way; None takes one out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if changes.get(name, b"") is not None:
                new.writestr(name, changes.get(name) or old.read(name))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return target.getvalue()


def test_a_bundle_holds_data_results_catalogue_map_and_texts_of_recognised_reports(world):
    sealed = editions.verified(world.engine, seal(world).digest)

    files = sealed.bundle.files
    assert sorted(path for path in files if not path.startswith("catalogue/")) == [
        "data/answers.csv",
        "data/appraisals.csv",
        "data/events.csv",
        "data/reports.csv",
        "data/units.csv",
        "results/gaps.csv",
        "results/ranges.csv",
        "results/results.csv",
        "results/strengths.csv",
        "results/targets.csv",
        "texts/results.en.md",
        "texts/results.vi.md",
    ]
    assert {"catalogue/instruments/small.toml", "catalogue/places/provinces_34.geojson"} <= set(files)
    assert from_csv(files["data/reports.csv"], {"unit": pl.String, "state": pl.String}).rows() == [
        ("a", "recognised"),
        ("b", "recognised"),  # not included: c, which is submitted only
    ]
    about = sealed.bundle.about
    assert (about["status"], about["number"], about["sealed_by"]) == ("official", 1, "Lan")
    assert about["reports"] == {"expected": 3, "counted": 2}
    assert (about["data_version"], about["catalogue"], about["method"]) == (
        world.version(),
        world.catalogue.digest,
        "1",
    )


def test_the_texts_say_what_the_edition_is_in_each_language(world):
    sealed = editions.verified(world.engine, seal(world).digest)
    files, about = sealed.bundle.files, sealed.bundle.about

    assert (
        files["texts/results.en.md"].decode()
        == f"""# Results of Round 2026-Q1, sealed edition 1

- Status: Official
- Edition: `{about["key"]}`
- Sealed: Lan, 08:30 1 Jun 2026
- Recognised reports: 2 of 3
- Data version: {world.version()}
- Catalogue version: `{world.catalogue.digest}`
- Method version: 1
- Reports that were not recognised when the edition was sealed are not in it.

## Schools

Small set, version 1. Official.

| Rank | Rank range | Unit | Score | Level |
| --- | --- | --- | --- | --- |
| 1 | 1–1 | School a | 35.0 | One |
| 1 | 1–1 | School b | 35.0 | One |
"""
    )
    assert "| 1 | 1–1 | Trường a | 35,0 | Một |" in files["texts/results.vi.md"].decode()


def test_a_sealed_edition_is_unchanged_after_later_edits_and_leaves_byte_for_byte_the_same(world):
    first = seal(world)
    before = editions.verified(world.engine, first.digest)
    report = world.report("c", learners=100, devices=10, plan=1, platform="own", budget=1, online=80)
    world.move(report, "appraised", "recognised")
    second = seal(world, at=AT + timedelta(days=400))

    after = editions.verified(world.engine, first.digest)

    assert after.content == before.content
    assert (first.number, second.number) == (1, 2)
    assert second.edition != first.edition
    assert after.file_name == f"thidua_2026-Q1_1_{first.digest[:12]}.zip"


def test_the_same_content_makes_the_same_file_on_any_day(world, monkeypatch):
    content = editions.verified(world.engine, seal(world).digest).content
    bundle = unpacked(content)
    monkeypatch.setattr("time.time", lambda: 4e9)

    again = packed(dict(reversed(bundle.files.items())), bundle.about)

    assert again == (bundle.digest, content)


def test_an_edition_is_sealed_once(world):
    digest = seal(world).digest

    with pytest.raises(ReportError, match=f"sealed already: {digest}"):
        seal(world, at=AT + timedelta(days=1))

    assert seal(world, official=False).number == 2  # not refused: another standing of the same results


def test_results_of_a_draft_instrument_are_sealed_as_a_draft_only(drafted):
    with pytest.raises(ReportError) as refused:
        seal(drafted)

    assert str(refused.value) == (
        "The instrument “Small set” is a draft of the project, so its results are not sealed as official. Add --draft."
    )
    assert drafted.ask(kept.seals).is_empty()
    assert seal(drafted, official=False).status == "project draft"


def test_invented_figures_are_never_official(world):
    with writing(world.engine) as connection:
        connection.exec_driver_sql("UPDATE store_state SET demonstration = true")

    with pytest.raises(ReportError, match="invented"):
        seal(world)


def test_everything_that_stands_against_a_seal_is_told_at_once(world):
    with writing(world.engine) as connection:
        connection.exec_driver_sql("UPDATE report SET state = 'submitted'")
        connection.exec_driver_sql("UPDATE store_state SET today = '2026-04-20'")

    with pytest.raises(ReportError) as refused:
        seal(world)

    assert str(refused.value).splitlines() == [
        "Reports for 2026-Q1 are due until 2026-04-20. Seal its results after that day.",
        "No report for 2026-Q1 is recognised yet. A sealed edition takes recognised reports only.",
    ]


def test_a_failed_step_seals_nothing_and_is_told(world, monkeypatch):
    def broken(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr("dashboard.data.freezing.evidence.strength", broken)

    with pytest.raises(ReportError, match=r"the step “strengths” failed\. OSError: disk full"):
        seal(world)

    assert world.ask(kept.seals).is_empty()
    assert world.ask(kept.failures).select("step", "reason").rows() == [("strengths", "OSError: disk full")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"data/answers.csv": b"unit\n"}, "data/answers.csv was altered after the edition was sealed."),
        ({"results/gaps.csv": None}, "results/gaps.csv is missing from the bundle."),
        ({"note.txt": b"x"}, "note.txt was added after the edition was sealed."),
        ({"manifest.json": b"{}"}, "The file is not the bundle of a sealed edition, or it is damaged."),
        ({"manifest.json": None}, "The file is not the bundle of a sealed edition, or it is damaged."),
    ],
)
def test_a_file_that_was_tampered_with_is_refused(world, changes, said):
    content = editions.verified(world.engine, seal(world).digest).content

    with pytest.raises(ReportError) as refused:
        editions.verified_file(world.engine, rewritten(content, changes))

    assert str(refused.value) == said


def test_a_file_is_the_sealed_one_to_the_last_byte_or_it_is_not(world):
    sealed = seal(world)
    content = editions.verified(world.engine, sealed.digest).content
    bundle = unpacked(content)

    assert editions.verified_file(world.engine, content).seal == sealed
    with pytest.raises(ReportError, match="not byte for byte"):
        editions.verified_file(world.engine, rewritten(content, {}))  # the same files, packed otherwise
    _, forged = packed(bundle.files, {**bundle.about, "sealed_by": "Hoa"})
    with pytest.raises(ReportError, match="this store has sealed no edition"):
        editions.verified_file(world.engine, forged)
    with pytest.raises(ReportError, match="not the bundle"):
        editions.verified_file(world.engine, b"PK nonsense")


def test_results_that_were_changed_in_the_store_are_found(world):
    digest = seal(world).digest
    with writing(world.engine) as connection:
        connection.exec_driver_sql("UPDATE result SET score = score + 1e-9 WHERE unit = 'a' AND kind = 'pillar'")

    with pytest.raises(ReportError, match="are not those that were sealed"):
        editions.verified(world.engine, digest)


def test_an_edition_is_named_by_the_beginning_of_its_key_or_hash(world):
    sealed = seal(world)

    for name in (sealed.digest[:6], sealed.digest.upper(), sealed.edition[:12]):
        assert world.ask(editions.seal_named, name) == sealed
    for name in (sealed.digest[:5], "ffffffff"):
        with pytest.raises(ReportError, match="There is no edition"):
            world.ask(editions.seal_named, name)


def test_csv_keeps_null_apart_from_empty_and_numbers_exact():
    rows = pl.DataFrame(
        [
            ("a", "q", 0.1 + 0.2, None, None, "", None, "an", AT, "form", None, None, "", 1),
            (
                "b",
                "q",
                None,
                None,
                "not_available",
                "mất, “điện”\nhai ngày",
                "x",
                "an",
                AT,
                "seed",
                "f",
                "d",
                "B!C2",
                2,
            ),
        ],
        schema=ANSWER_ORIGINS,
        orient="row",
    )

    assert from_csv(as_csv(rows), ANSWER_ORIGINS).rows() == rows.rows()
