"""The code on a slide leads whoever is signed in back to its figure, and says in words where it does not."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from dashboard.data.exports import noted
from dashboard.views import gallery
from store.engine import bump, open_store, writing
from store.schema import Report
from tests.dashboard import stores

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('store')}/country.db"
    stores.partial(url).dispose()
    return url


@pytest.fixture
def engine(own, monkeypatch):
    monkeypatch.setenv("THIDUA_DATABASE_URL", own)
    engine = open_store(own)
    yield engine
    engine.dispose()


@pytest.fixture
def taken(engine):
    """A figure of the last round but one, of which a file has left."""
    on = gallery.chosen(gallery.reader_now("en"), "2026-Q2", "department")
    figure = gallery.drawn(gallery.reader_now("en"), "evidence", on)
    with writing(engine) as connection:
        noted(connection, "an", "10.0.0.7", "deck.html", AT, [figure.edition], [gallery.view("evidence", figure, on)])
    return figure


def said(page):
    return [each.value for each in (*page.warning, *page.header, *page.markdown)]


def test_a_code_leads_to_the_page_with_the_same_choices(opened, taken):
    page = opened("figure", "coordinator", code=taken.code.lower().replace("-", " "), lang="en")

    (link,) = page.get("page_link")
    assert taken.title in said(page)
    assert "The results are the same today." in "\n".join(said(page))
    assert (link.proto.label, link.proto.page) == ("Open the page with this figure", "rankings")
    assert "round=2026-Q2" in link.proto.query_string
    assert "type=department" in link.proto.query_string
    # not included: who took the file, which is for those who read the log
    assert "deck.html" not in "\n".join(said(page))


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("D93076-9D2B0D-D", "No file with the code D93076-9D2B0D-D has left this store."),
        ("D93076-9D2B0D-E", "“D93076-9D2B0D-E” is no code of a figure."),
        ("<b>", "“<b>” is no code of a figure."),
    ],
)
def test_a_code_that_is_none_of_ours_says_so(opened, code, answer):
    page = opened("figure", code=code, lang="en")

    assert page.warning[0].value.replace("\\", "").startswith(answer)
    assert not page.get("page_link")


def test_what_has_changed_since_is_said(opened, taken, engine):
    with writing(engine) as connection:
        connection.execute(update(Report).where(Report.state != "draft").values(state="returned"))
        bump(connection, ["2026-Q2"])

    page = opened("figure", code=taken.code, lang="en")

    assert "The results have changed since, by other data, catalogue or method" in "\n".join(said(page))
    assert len(page.get("page_link")) == 1
