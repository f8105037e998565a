"""A catalogue version is kept once, whole, and can be read again when its files are gone."""

import shutil

import pytest
from sqlalchemy import func, select

import catalogue
from store.engine import writing
from store.schema import CatalogueVersion
from store.versions import keep_catalogue, kept_catalogue
from tests.store import small
from tests.store.world import World, submission


def test_a_version_is_kept_once(engine, small_catalogue):
    with writing(engine) as connection:
        digests = {keep_catalogue(connection, small_catalogue), keep_catalogue(connection, small_catalogue)}
        number = connection.scalar(select(func.count()).select_from(CatalogueVersion))

    assert (digests, number) == ({small_catalogue.digest}, 1)


def test_a_kept_version_is_read_from_the_store_alone(engine, tmp_path):
    folder = small.write(tmp_path / "own")
    questions = folder / "questions.toml"
    questions.write_text(questions.read_text("utf-8").replace("Số người học", "Số học sinh"), "utf-8")
    own = catalogue.load(folder)
    with writing(engine) as connection:
        digest = keep_catalogue(connection, own)
    shutil.rmtree(folder)

    with writing(engine) as connection:
        again = kept_catalogue(connection, digest)

    assert again.digest == digest
    assert again.questions["learners"].name_vi == "Số học sinh"
    assert again.instruments == own.instruments
    assert again.geography.provinces == own.geography.provinces


def test_a_version_that_nobody_kept_is_not_found(engine):
    with writing(engine) as connection, pytest.raises(KeyError, match="nowhere"):
        kept_catalogue(connection, "nowhere")


def test_a_report_names_the_version_that_it_answers(school_world, tmp_path):
    school_world.report("a")
    folder = small.write(tmp_path / "next")
    (folder / "targets.toml").write_text("# one letter more is another version\n", "utf-8")
    later = World(school_world.engine, catalogue.load(folder))

    first, again = later.file(submission("a")), later.file(submission("a"))

    assert [(o.moved, o.added, o.changed) for o in (*first, *again)] == [(True, 0, 0), (False, 0, 0)]
