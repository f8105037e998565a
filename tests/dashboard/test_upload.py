"""A report comes in as a file: its differences are shown, and nothing is stored before somebody says so."""

import csv
import io
import shutil

import pytest
from streamlit.testing.v1 import AppTest

import catalogue
from dashboard.intake import answers_text, workbook
from dashboard.words import Words
from store import log, queries
from store.accounts import people
from store.engine import open_store, reading, writing
from tests.dashboard import stores
from tests.dashboard.conftest import APP, to

ROUND, UNIT = "2026-Q2", "SGD-01"
XLSX, CSV = "SGD-01.xlsx", "SGD-01.csv"
VI = Words.of("vi")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A store that is copied for each test, since making one takes longer."""
    path = tmp_path_factory.mktemp("upload") / "store.db"
    stores.partial(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture
def opened(kept, tmp_path, monkeypatch):
    """One store of the test's own, as the coordinator of one unit sees the page."""
    url = f"sqlite:///{shutil.copy(kept, tmp_path)}"
    monkeypatch.setenv("THIDUA_DATABASE_URL", url)

    def see(language="en"):
        test = AppTest.from_file(str(APP), default_timeout=60)
        test.user = stores.signed_in(url, "coordinator", ("unit", UNIT))
        return to(test, "upload", lang=language, of=ROUND)

    def ask(query, *given):
        with reading(open_store(url)) as connection:
            return query(connection, *given)

    see.ask, see.url = ask, url
    return see


def filled(opened, **changes):
    """The unit's own file as CSV, with other answers to some questions."""
    text = answers_text(open_store(opened.url), catalogue.load(), UNIT, ROUND, VI).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    for row in rows:
        row[4] = changes.get(row[2], row[4])
    content = io.StringIO()
    csv.writer(content, delimiter=";").writerows(rows)
    return content.getvalue().encode()


def given(test, name, data):
    return test.file_uploader[0].set_value((name, data, "application/octet-stream")).run()


def press(test, label):
    return next(button for button in test.button if button.label == label).click().run()


def texts(test):
    assert not test.exception
    shown = (*test.markdown, *test.info, *test.success, *test.warning, *test.error)
    return "\n".join(each.value for each in shown).replace("\\", "")


def labels(test):
    return [button.label for button in (*test.button, *test.get("download_button"))]


def numbers():
    """The first two numbers that a Department is asked for as parts of others, so that none is a fault."""
    asked = catalogue.load().instrument_for("department").questions
    return [id_ for id_, question in asked.items() if question.is_number and question.at_most][:2]


def line_of(question):
    return list(catalogue.load().instrument_for("department").questions).index(question) + 2


def filed(opened):
    return dict(opened.ask(queries.answers_of, UNIT, ROUND).select("question", "value").rows())


def logged(opened):
    return opened.ask(log.entries).select("action", "subject").rows()


def test_differences_are_shown_and_stored_only_when_confirmed(opened):
    first, _ = numbers()
    before = filed(opened)

    test = given(opened(), CSV, filled(opened, **{first: "0"}))

    (table,) = (frame.value for frame in test.table)
    assert "1 answer differs from what stands now." in texts(test)
    assert [(row["Stands now"][:1], row["In the file"][:1]) for _, row in table.iterrows()] == [("1", "0")]
    assert filed(opened) == before

    test = press(test, "Store all and hand in")

    assert "The report has been handed in. Your receipt:" in texts(test)
    assert filed(opened) == before | {first: 0}
    assert logged(opened)[0] == ("file report", f"{UNIT} {ROUND}")
    assert test.file_uploader[0].value is None


def test_of_a_faulty_file_the_good_answers_are_kept_as_a_draft(opened):
    first, second = numbers()
    before = filed(opened)

    test = given(opened(), CSV, filled(opened, **{first: "0", second: "nhiều"}))

    assert f"SGD-01.csv!E{line_of(second)}: “" in texts(test)
    assert "is “nhiều”. Enter a whole number." in texts(test)
    assert "Store all and hand in" not in labels(test)
    assert "The same file with notes" in labels(test)

    test = press(test, "Keep the good answers as a draft")

    assert "1 answer is kept as a draft." in texts(test)
    assert filed(opened) == before  # what is filed counts as it was
    typed = opened.ask(queries.written, UNIT, ROUND).filter(step="typed")
    assert typed["question"].to_list() == [first]
    assert logged(opened)[0] == ("keep answers of a file", f"{UNIT} {ROUND}")


def test_a_workbook_comes_back_as_it_went_out(opened):
    data = workbook(open_store(opened.url), catalogue.load(), UNIT, ROUND, VI)

    test = given(opened(), XLSX, data)

    assert "No answer differs from what stands now." in texts(test)
    assert "Store all and hand in" not in labels(test)  # all of it has been filed


def test_a_file_of_another_unit_is_answered_like_one_of_no_unit(opened):
    own = filled(opened).decode()
    page = opened()
    answers = [texts(given(page, "x.csv", own.replace(UNIT, id_).encode())) for id_ in ("SGD-79", "SGD-99")]

    assert "You may not do this to the report of SGD-79 for 2026-Q2." in answers[0]
    assert answers[0].replace("SGD-79", "SGD-99") == answers[1]
    foreign = workbook(open_store(opened.url), catalogue.load(), "SGD-79", ROUND, VI)
    assert "Department two" not in texts(given(page, XLSX, foreign))


def test_a_right_that_was_taken_back_stores_nothing(opened):
    first, _ = numbers()
    before, test = filed(opened), given(opened(), CSV, filled(opened, **{first: "0"}))
    with writing(open_store(opened.url)) as connection:
        people.change(connection, test.session_state["person"].account, "An", "coordinator", [("unit", "SGD-79")])

    test = press(test, "Store all and hand in")

    assert "You may not do this to the report of SGD-01 for 2026-Q2." in texts(test)

    assert filed(opened) == before


def test_a_strange_file_is_refused_in_words(opened):
    page = opened("vi")

    for name in (XLSX, CSV):
        for data in (b"", b"\x00" * 5000, b"PK\x03\x04" + b"\xff" * 300, b"MZ not a workbook"):
            test = given(page, name, data)
            assert not test.exception
            assert len(test.error) == 1
