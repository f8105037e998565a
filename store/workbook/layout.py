"""What writer and reader of a workbook agree on: sheets, columns and the words that stand for closed vocabularies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FORMAT: Final = 1  # grows when a reader of the old kind could no longer read what is written


@dataclass(frozen=True)
class Label:
    """What a person reads for one thing, in both languages."""

    vi: str
    en: str

    def text(self, language: str) -> str:
        """The label in `vi` or, for any other language, in English."""
        return self.vi if language == "vi" else self.en

    @property
    def both(self) -> tuple[str, str]:
        """A filled workbook may have been written in either."""
        return self.vi, self.en

    @property
    def names(self) -> dict[str, str]:
        """As a value of a fault, so that each reader is shown the own language."""
        return {"name_vi": self.vi, "name_en": self.en}


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its heading, by which the reader finds it wherever it was moved to, and its width."""

    heading: Label
    width: float


GUIDE: Final = Label("Hướng dẫn", "Guide")
ANSWERS: Final = Label("Báo cáo", "Report")
INITIATIVES: Final = Label("Sáng kiến", "Initiatives")
TO_MEND: Final = Label("Cần sửa", "To mend")  # only in a file that came back
META: Final = "_meta"
LISTS: Final = "_lists"

META_KEYS: Final = ("format", "unit", "round", "instrument", "catalogue")
SEAL: Final = "seal"

ANSWER_COLUMNS: Final[Mapping[str, Column]] = {
    "id": Column(Label("Mã", "Id"), 10),
    "number": Column(Label("TT", "No."), 5),
    "question": Column(Label("Nội dung báo cáo", "Question"), 42),
    "unit": Column(Label("Đơn vị tính", "Counted in"), 11),
    "limits": Column(Label("Giới hạn", "Limits"), 15),
    "last": Column(Label("Kỳ trước", "Last round"), 12),
    "answer": Column(Label("Trả lời", "Answer"), 14),
    "absence": Column(Label("Nếu không có số liệu", "If there is none"), 16),
    "reason": Column(Label("Lý do", "Reason"), 22),
    "comment": Column(Label("Ghi chú", "Comment"), 18),
    "help": Column(Label("Cách lấy số liệu", "How to find the answer"), 44),
}
INITIATIVE_COLUMNS: Final[Mapping[str, Column]] = {
    "number": Column(Label("TT", "No."), 5),
    "title": Column(Label("Tên sáng kiến", "Title"), 34),
    "problem": Column(Label("Vấn đề cần giải quyết", "Problem"), 32),
    "solution": Column(Label("Giải pháp", "Solution"), 32),
    "result": Column(Label("Kết quả", "Result"), 32),
    "topic": Column(Label("Nội dung phong trào", "Topic of the movement"), 26),
    "stage": Column(Label("Giai đoạn", "Stage"), 14),
    "beneficiaries": Column(Label("Số người thụ hưởng", "Persons who benefit"), 13),
    "cost": Column(Label("Kinh phí (triệu đồng)", "Cost (million đồng)"), 13),
}
# A CSV has no hidden sheet, so that it says in columns of its own whose it is.
WHOSE_COLUMNS: Final[Mapping[str, Column]] = {
    "of_unit": Column(Label("Mã đơn vị", "Unit code"), 12),
    "of_round": Column(Label("Mã kỳ báo cáo", "Round code"), 12),
}
CSV_COLUMNS: Final = ("of_unit", "of_round", "id", "question", "answer", "absence", "reason", "comment")
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {"answers": ("question", "answer"), "initiatives": ("title", "stage")}

ABSENCES: Final = {
    "not_applicable": Label("Không áp dụng", "Not applicable"),
    "not_available": Label("Chưa có số liệu", "Not available"),
}
YES_NO: Final = {1.0: Label("Có", "Yes"), 0.0: Label("Không", "No")}
STAGES: Final = {
    "idea": Label("Ý tưởng", "Idea"),
    "pilot": Label("Thí điểm", "Pilot"),
    "applied": Label("Đã áp dụng", "Applied"),
    "replicated": Label("Đã nhân rộng", "Replicated"),
}
INITIATIVE_ROWS: Final = 20


def cell_name(row: int, column: int) -> str:
    """What a spreadsheet program calls the cell; both count from 0: (11, 5) is F12."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
