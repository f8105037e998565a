"""Evidence is known by the hash of its bytes, and its type by its content."""

import hashlib
import io
import zipfile

import pytest

PDF = b"%PDF-1.7\n" + "Kế hoạch".encode()
FILES = "/reports/2026-Q1/a/files/"
EVIDENCE = "/reports/2026-Q1/a/evidence"


def send(interface, content, path=FILES):
    return interface.client.post(
        path, content=content, headers={"authorization": f"Bearer {interface.known}", "accept-language": "en"}
    )


def office(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
    return content.getvalue()


def told(reply):
    return reply.status_code, [fault["sentence"] for fault in reply.json()["faults"]]


def test_a_file_is_kept_under_its_hash_and_shown_for_an_indicator(interface):
    digest = hashlib.sha256(PDF).hexdigest()
    assert [send(interface, PDF).json() for _ in range(2)] == [{"digest": digest}] * 2  # twice the same is once
    interface.save("learners", 0, answer=1)

    added = interface.ask("POST", EVIDENCE, {"indicator": "devices_per_learner", "digest": digest, "note": "tr. 3"})
    again = interface.ask("POST", EVIDENCE, {"indicator": "devices_per_learner", "digest": digest})
    back = interface.ask("GET", FILES + digest)

    assert (added.status_code, again.json()["id"]) == (201, added.json()["id"])
    assert [(one["digest"], one["note"]) for one in interface.ask("GET", EVIDENCE).json()] == [(digest, "tr. 3")]
    assert (back.content, back.headers["content-type"]) == (PDF, "application/pdf")
    assert back.headers["content-disposition"].startswith("attachment")


def test_a_file_is_handed_out_only_by_a_report_that_shows_it(interface):
    digest = send(interface, PDF).json()["digest"]

    assert told(interface.ask("GET", FILES + digest)) == (404, ["This report shows no such file."])


def test_a_file_of_another_unit_is_shown_by_nobody_who_merely_knows_its_hash(interface):
    interface.world.units("b")
    digest = send(interface, PDF).json()["digest"]
    theirs, piece = interface.token("b"), {"indicator": "devices_per_learner", "digest": digest}

    guessed = interface.ask("POST", "/reports/2026-Q1/b/evidence", piece, theirs)
    assert told(guessed) == (422, ["There is no file of this hash. Send the file first."])

    header = {"authorization": f"Bearer {theirs}"}
    interface.client.post("/reports/2026-Q1/b/files/", content=PDF, headers=header)
    assert interface.ask("POST", "/reports/2026-Q1/b/evidence", piece, theirs).status_code == 201  # now it has it


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90",
        b"<html>",
        b"PK\x03\x04 and no more",
        office("a.txt"),
        office("xl/workbook.xml", "xl/vbaProject.bin"),
    ],
    ids=["empty", "program", "page", "torn", "archive", "macros"],
)
def test_what_is_no_document_or_holds_macros_is_refused_whatever_it_is_called(interface, content):
    assert told(send(interface, content)) == (
        422,
        ["The file is neither PDF, PNG, JPEG, DOCX nor XLSX, or it holds macros. Send one of these."],
    )


def test_an_office_file_is_taken(interface):
    assert send(interface, office("word/document.xml")).status_code == 201


def test_everything_wrong_with_a_piece_is_said_at_once(interface):
    both = interface.ask("POST", EVIDENCE, {"indicator": "weather"})
    wrong = interface.ask("POST", EVIDENCE, {"indicator": "weather", "link": "javascript:alert(1)"})
    unknown = interface.ask("POST", EVIDENCE, {"indicator": "devices_per_learner", "digest": "0" * 64})

    assert told(both) == (422, ["Send either a link or the hash of a file."])
    assert told(wrong) == (
        422,
        [
            "The report is not judged by weather.",
            "“javascript:alert(1)” is no address. Enter one that begins with https://",
        ],
    )
    assert told(unknown) == (422, ["There is no file of this hash. Send the file first."])
