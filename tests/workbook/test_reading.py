"""A filled workbook becomes a submission, or a list of the cells to be mended."""

from datetime import UTC, datetime

import pytest

from dashboard.words import Words
from store.faults import ReportError
from store.submission import FileRef, Given, InitiativeGiven
from store.workbook.reading import read_workbook
from tests.workbook import books
from tests.workbook.books import Formula, Looks, answer_rows, book, report

AT = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)
WHOLE = {"learners": 100, "devices": 40, "plan": "Có", "platform": "Tự có", "budget": 12.5, "online": 80}


@pytest.fixture
def read(small_catalogue):
    return lambda data: read_workbook(data, small_catalogue, name="a.xlsx", by="an", at=AT)


@pytest.fixture
def answers(read):
    """What stands for each question: the number, the choice, the absence or the text that is none of them."""

    def read_answers(data):
        return {id_: said(given) for id_, given in read(data).answers.items()}

    return read_answers


@pytest.fixture
def refusal(read):
    """The faults in Vietnamese, a line each."""

    def read_faults(data):
        with pytest.raises(ReportError) as raised:
            read(data)
        return [Words.of("vi").fault(fault) for fault in raised.value.faults]

    return read_faults


def said(given):
    found = [each for each in (given.value, given.choice, given.absence, given.text) if each is not None]
    return found[0] if found else None


def test_a_whole_workbook_is_a_submission_that_knows_its_cells_and_its_file(read):
    data = report(WHOLE, {"title": "Ký số", "stage": "Thí điểm"})

    submission = read(data)

    assert (submission.unit, submission.round, submission.by, submission.at) == ("a", "2026-Q1", "an", AT)
    assert (submission.door, submission.submit) == ("workbook", True)
    assert submission.file == FileRef(submission.file.digest, "a.xlsx")
    assert len(submission.file.digest) == 64
    assert submission.answers == {
        "learners": Given(value=100, place="Báo cáo!C2"),
        "devices": Given(value=40, place="Báo cáo!C3"),
        "plan": Given(value=1, place="Báo cáo!C4"),
        "platform": Given(choice="own", place="Báo cáo!C5"),
        "budget": Given(value=12.5, place="Báo cáo!C6"),
        "online": Given(value=80, place="Báo cáo!C7"),
    }
    assert submission.initiatives == (InitiativeGiven("Ký số", stage="pilot", place="Sáng kiến!B2"),)


NUMBERS = [
    # in the cell of `learners`, a count; in that of `online`, a percentage
    (1.234, 1.234, 1.234),  # a number is what it is, whatever its figures look like
    ("1.234", 1234, 1.234),
    (Looks(0.125, "0.0%"), "0.125", 12.5),  # what a program keeps of "12.5%"
    (Looks(0.5, '0.0"%"'), 0.5, 0.5),  # not a percentage: the sign is only written behind the number
    (Looks(1234, '#,##0 "đồng/ngày"'), 1234, 1234),  # not a day: d and y stand in quotation marks
    (Looks(46000, "dd/mm/yyyy"), "46000", "46000"),  # a program took "12/5" for a day
    (Looks(0.07, "0%"), "0.07", 7),  # not 7.000000000000001
    (Formula("=6*7", 42), 42, 42),
    (Formula("=1/0", "#DIV/0!"), "#DIV/0!", "#DIV/0!"),
    (True, "True", "True"),
    ("không áp dụng", "not_applicable", "not_applicable"),
    ("-", "-", "-"),
]


@pytest.mark.parametrize(("cell", "count", "percent"), NUMBERS, ids=[str(cell)[:30] for cell, *_ in NUMBERS])
def test_a_cell_is_read_as_its_question_wants_it(answers, cell, count, percent):
    assert answers(report({"learners": cell, "online": cell})) == {"learners": count, "online": percent}


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Có", 1),
        ("có", 1),
        ("x", 1),
        ("✓", 1),
        (1, 1),
        (True, 1),
        ("KHÔNG", 0),
        ("Chưa", 0),
        (0, 0),
        (False, 0),
        ("Không áp dụng", "not_applicable"),  # not "no"
        ("sắp có", "sắp có"),
        (2, "2"),
    ],
)
def test_yes_and_no_are_understood_as_people_write_them(answers, cell, meant):
    assert answers(report({"plan": cell})) == {"plan": meant}


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("Dùng chung", "shared"), ("dung chung", "shared"), ("Shared", "shared"), ("Đi thuê", "Đi thuê")],
)
def test_a_choice_is_found_by_its_name(answers, cell, meant):
    assert answers(report({"platform": cell})) == {"platform": meant}


def test_an_absence_brings_its_reason_and_an_empty_row_only_its_place(read):
    absent = {"absence": "Chưa có số liệu", "reason": "Đang kiểm kê", "comment": "Tháng sau có"}

    assert read(report({"learners": absent, "devices": None})).answers == {
        "learners": Given(absence="not_available", reason="Đang kiểm kê", comment="Tháng sau có", place="Báo cáo!C2"),
        "devices": Given(place="Báo cáo!C3"),
    }


def test_rows_and_columns_may_stand_in_any_order(answers):
    moved = report(dict(reversed(WHOLE.items())), columns=("comment", "answer", "help", "question", "id"))

    assert answers(moved) == answers(report(WHOLE))


def test_without_the_id_column_the_text_of_a_question_tells_which_it_is(answers):
    rows = [["Nội dung báo cáo", "Trả lời"], ["Số  người học", 100], ["Share online", 80], ["Nhóm A", None]]

    assert answers(book({"Trang 1": rows})) == {"learners": 100, "online": 80}


def test_rows_may_stand_above_the_headings(answers):
    rows = [["Báo cáo của đơn vị"], [None, "Trả lời trước 20/4"], [], *answer_rows({"learners": 100})]

    assert answers(book({"Báo cáo": rows})) == {"learners": 100}


def test_an_answer_under_an_id_of_an_older_catalogue_keeps_that_id(answers):
    assert answers(report({"abacuses": 3, "slates": None, "learners": 100})) == {"abacuses": 3, "learners": 100}


def test_without_an_initiative_sheet_initiatives_are_left_as_they_are(read):
    with_empty_sheet = book({"Báo cáo": answer_rows(WHOLE), "Sáng kiến": books.initiative_rows({"number": 1})})

    assert (read(report(WHOLE)).initiatives, read(with_empty_sheet).initiatives) == (None, ())


def test_an_initiative_is_read_whole(read):
    told = {
        "number": 1,
        "title": "Ký số học bạ",
        "problem": "Chậm",
        "solution": "Ký số",
        "result": "Nhanh",
        "topic": "Mạng",
        "stage": "Đã áp dụng",
        "beneficiaries": "12.500",
        "cost": 120.5,
    }

    assert read(report(WHOLE, told)).initiatives == (
        InitiativeGiven("Ký số học bạ", "Chậm", "Ký số", "Nhanh", "networks", "applied", 12500, 120.5, "Sáng kiến!B2"),
    )


def test_all_that_is_wrong_is_said_at_once_from_the_top_each_with_its_cell(refusal):
    data = report(
        WHOLE
        | {
            "learners": "khoảng 100",
            "plan": {"absence": "Sẽ báo cáo sau"},
            "budget": {"answer": None, "reason": "Chưa quyết toán"},
            "online": 180,
        },
        {"title": "Ký số", "stage": "Xong", "beneficiaries": "nhiều", "cost": "ít"},
        {"problem": "Chậm", "topic": "Khác"},
    )

    assert refusal(data) == [
        "Báo cáo!C2: “Số người học” đang ghi “khoảng 100”. Hãy nhập số nguyên.",
        "Báo cáo!C4: “Có kế hoạch?”: hãy chọn Có hoặc Không, hoặc nêu lý do không trả lời được.",
        "Báo cáo!D4: “Sẽ báo cáo sau” không có trong danh sách. Hãy chọn một trong các giá trị: "
        "Không áp dụng, Chưa có số liệu.",
        "Báo cáo!C6: “Kinh phí”: hãy nhập số liệu, hoặc nêu lý do không có số liệu.",
        "Báo cáo!E6: Có lý do nhưng chưa có câu trả lời. Hãy điền câu trả lời, hoặc chọn ở Báo cáo!D6 vì sao "
        "không có số liệu.",
        "Báo cáo!C7: “Tỷ lệ trực tuyến” đang là 180. Hãy nhập số không quá 100.",
        "Sáng kiến!G2: “Xong” không có trong danh sách. Hãy chọn một trong các giá trị: "
        "Ý tưởng, Thí điểm, Đã áp dụng, Đã nhân rộng.",
        "Sáng kiến!H2: “nhiều” không phải là số người. Hãy chỉ nhập chữ số, ví dụ 1250, hoặc để trống.",
        "Sáng kiến!I2: “ít” không phải là số. Hãy nhập kinh phí theo triệu đồng, ví dụ 12,5, hoặc để trống.",
        "Sáng kiến!B3: Có sáng kiến chưa ghi tên. Hãy ghi tên sáng kiến, hoặc xóa dòng này.",
        "Sáng kiến!F3: “Khác” không có trong danh sách. Hãy chọn một trong các giá trị: Mạng.",
        "Sáng kiến!G3: Chưa chọn giai đoạn. Hãy chọn một trong các giai đoạn: Ý tưởng, Thí điểm, Đã áp dụng, "
        "Đã nhân rộng.",
    ]


def test_a_question_answered_in_two_rows_is_refused_with_both_cells(refusal):
    rows = [*answer_rows(WHOLE), ["learners", None, None], ["learners", "Số người học", 120]]

    # not refused: the empty copy in row 8
    assert refusal(book({"Báo cáo": rows})) == [
        "Báo cáo!C9: Nội dung này đã được trả lời ở Báo cáo!C2. Hãy giữ một trong hai dòng."
    ]


def test_an_answer_beside_no_question_is_refused(refusal):
    rows = [*answer_rows(WHOLE), [None, "Số bàn ghế", 30]]

    assert refusal(book({"Báo cáo": rows})) == [
        "Báo cáo!C8: Dòng này không ứng với nội dung nào. Hãy chép câu trả lời sang đúng dòng và để trống dòng này."
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (report(WHOLE, meta=None), "Tệp này không phải là mẫu báo cáo của đơn vị."),
        (report(WHOLE, meta=books.MINE | {"unit": ""}), "Tệp này không phải là mẫu báo cáo của đơn vị."),
        (report(WHOLE, meta=books.MINE | {"format": "2"}), "Mẫu báo cáo này do phiên bản mới hơn"),
        (report(WHOLE, meta=books.MINE | {"instrument": "old"}), "Mẫu báo cáo này dùng bộ chỉ số “old” không còn"),
        (book({"Báo cáo": [["Câu hỏi", "Số"]]}), "Không trang nào có tiêu đề cột “Nội dung báo cáo” và “Trả lời”."),
    ],
)
def test_what_is_not_a_units_workbook_is_refused_in_words(refusal, data, sentence):
    (line,) = refusal(data)

    assert line.startswith(sentence)
