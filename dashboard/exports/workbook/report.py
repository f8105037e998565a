"""The sheet of questions: one row a question, by pillar, with the cells to be filled in."""

from collections.abc import Mapping

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from catalogue import Question
from dashboard.exports.workbook.form import Form
from dashboard.exports.workbook.guide import notices, title
from dashboard.exports.workbook.limits import limits, rule
from dashboard.exports.workbook.lists import Lists
from dashboard.exports.workbook.styles import Styles, height
from dashboard.words import Words
from store.submission import Given
from store.workbook.layout import ABSENCES, ANSWER_COLUMNS, YES_NO

HEADER = 5
COLUMN = {key: number for number, key in enumerate(ANSWER_COLUMNS)}
LETTER = {key: xl_col_to_name(number) for key, number in COLUMN.items()}
LONGEST_MESSAGE = 255


def write_report(
    sheet: Worksheet,
    form: Form,
    words: Words,
    styles: Styles,
    lists: Lists,
) -> None:
    """Every question that the instrument asks, in its order; the id of each stands in a hidden column."""
    rows = question_rows(form)
    pillar_rows = _pillar_rows(form, rows)
    last = max(rows.values())
    _write_head(sheet, form, words, styles)
    sheet.write_formula(3, COLUMN["number"], *_progress(rows, last, form, words, styles))
    for pillar, row in pillar_rows.items():
        _write_pillar(sheet, row, _pillar_name(form, pillar, words), styles)
    numbers = {id_: number for number, id_ in enumerate(rows, start=1)}
    for id_, row in rows.items():
        question = form.instrument.questions[id_]
        texts = _write_texts(sheet, row, question, numbers, words, styles)
        texts |= _write_answers(sheet, row, question, form, words, styles)
        sheet.set_row(row, height((text, ANSWER_COLUMNS[key].width) for key, text in texts.items()))
        _validate(sheet, row, question, rows, words, lists)
    _colour(sheet, last, styles)
    sheet.freeze_panes(HEADER + 1, COLUMN["question"] + 1)
    sheet.repeat_rows(HEADER)
    sheet.set_landscape()
    sheet.set_selection(HEADER + 2, COLUMN["answer"], HEADER + 2, COLUMN["answer"])


def question_rows(form: Form) -> dict[str, int]:
    """Question -> row, a row left free above each pillar for its name."""
    rows: dict[str, int] = {}
    row, current = HEADER, None
    for pillar, question in form.instrument.asked():
        row += 1 if pillar == current else 2
        current = pillar
        rows[question] = row
    return rows


def _pillar_rows(form: Form, rows: Mapping[str, int]) -> dict[str, int]:
    first: dict[str, int] = {}
    for pillar, question in form.instrument.asked():
        first.setdefault(pillar, rows[question] - 1)
    return first


def _pillar_name(form: Form, pillar: str, words: Words) -> str:
    return words.name(form.instrument.pillar(pillar)) if pillar else words("Further figures")


def _write_head(sheet: Worksheet, form: Form, words: Words, styles: Styles) -> None:
    sheet.set_row(0, 30)
    for blank in range(len(COLUMN)):
        sheet.write_blank(0, blank, None, styles["title"])
        sheet.write_blank(1, blank, None, styles["band"])
    unit, round_, due = form.unit.name(words.language), form.round.name(words.language), words.deadline(*form.due)
    sheet.write_string(0, COLUMN["number"], title(words), styles["title"])
    sheet.write_string(
        1,
        COLUMN["number"],
        words("{unit} · {round} · to be handed in by {due}", unit=unit, round=round_, due=due),
        styles["band"],
    )
    sheet.write_string(2, COLUMN["number"], " ".join(notices(form, words)), styles["warning"])
    sheet.set_row(HEADER, 32)
    for number, (key, column) in enumerate(ANSWER_COLUMNS.items()):
        sheet.set_column(number, number, column.width, None, {"hidden": key == "id"})
        sheet.write_string(HEADER, number, column.heading.text(words.language), styles["header"])
    if form.last_round:
        sheet.write_comment(HEADER, COLUMN["last"], form.last_round.name(words.language))


def _progress(rows: Mapping[str, int], last: int, form: Form, words: Words, styles: Styles) -> tuple[str, object, str]:
    """Formula, format and the result as it stands now: an answer counts, and so does saying that there is none."""
    cells = [f"{LETTER[key]}{HEADER + 2}:{LETTER[key]}{last + 1}" for key in ("answer", "absence")]
    filled = sum(1 for id_ in rows if form.answers.get(id_, Given()).is_answer)
    text = words("{filled} of {all} filled in", filled="\0", all=len(rows))
    before, after = (part.replace('"', '""') for part in text.split("\0"))
    formula = f'="{before}"&SUMPRODUCT(--((({cells[0]}<>"")+({cells[1]}<>""))>0))&"{after}"'
    return formula, styles["progress"], text.replace("\0", str(filled))


def _write_pillar(sheet: Worksheet, row: int, name: str, styles: Styles) -> None:
    sheet.set_row(row, 22)
    for blank in range(len(COLUMN)):
        sheet.write_blank(row, blank, None, styles["pillar"])
    sheet.write_string(row, COLUMN["number"], name, styles["pillar"])


def _write_texts(
    sheet: Worksheet,
    row: int,
    question: Question,
    numbers: Mapping[str, int],
    words: Words,
    styles: Styles,
) -> dict[str, str]:
    """What is asked; returns the texts by column."""
    texts = {
        "question": (question.name(words.language), "cell"),
        "unit": (question.unit(words.language), "aside"),
        "limits": (limits(question, numbers, words), "aside"),
        "help": (question.help(words.language), "help"),
    }
    sheet.write_string(row, COLUMN["id"], question.id, styles["aside"])
    sheet.write_number(row, COLUMN["number"], numbers[question.id], styles["number"])
    for key, (text, look) in texts.items():
        sheet.write_string(row, COLUMN[key], text, styles[look])
    return {key: text for key, (text, _) in texts.items()}


def _write_answers(
    sheet: Worksheet,
    row: int,
    question: Question,
    form: Form,
    words: Words,
    styles: Styles,
) -> dict[str, str]:
    """What was answered last time and so far; returns the texts by column."""
    kind = f"_{question.kind}" if question.kind in ("count", "amount") else ""
    given, before = form.answers.get(question.id, Given()), form.last.get(question.id, Given())
    written = {
        "last": (shown(before, question, words.language, absence=True), f"last{kind}"),
        "answer": (shown(given, question, words.language), f"answer{kind}"),
        "absence": (ABSENCES[given.absence].text(words.language) if given.absence else "", "input"),
        "reason": (given.reason, "input"),
        "comment": (given.comment, "input"),
    }
    for key, (value, look) in written.items():
        sheet.write(row, COLUMN[key], None if value == "" else value, styles[look])
    return {key: value for key, (value, _) in written.items() if isinstance(value, str)}


def shown(given: Given, question: Question, language: str, *, absence: bool = False) -> float | str | None:
    """What stands in an answer's cell: a number as a number, everything else as its label."""
    if absence and given.absence:
        return ABSENCES[given.absence].text(language)
    if given.choice:
        return next((c.name(language) for c in question.choices if c.id == given.choice), given.choice)
    if question.kind == "yes_no" and given.value is not None:
        return YES_NO[given.value].text(language)
    return given.value


def _validate(
    sheet: Worksheet,
    row: int,
    question: Question,
    rows: Mapping[str, int],
    words: Words,
    lists: Lists,
) -> None:
    language = words.language
    if question.kind == "yes_no":
        checked = lists.rule([label.text(language) for label in YES_NO.values()], words)
    elif question.kind == "choice":
        checked = lists.rule([choice.name(language) for choice in question.choices], words)
    else:
        ceiling = rows.get(question.at_most or "")
        checked = rule(question, f"${LETTER['answer']}${ceiling + 1}" if ceiling else None, words)
    if question.help(language):
        checked = {**checked, "input_message": question.help(language)[:LONGEST_MESSAGE]}
    sheet.data_validation(row, COLUMN["answer"], row, COLUMN["answer"], checked)
    absences = lists.rule([label.text(language) for label in ABSENCES.values()], words)
    sheet.data_validation(row, COLUMN["absence"], row, COLUMN["absence"], absences)


def _colour(sheet: Worksheet, last: int, styles: Styles) -> None:
    """Answered cells lose their yellow; a reason that is still owed is orange."""
    first = HEADER + 2
    answer, absence, reason = (f"${LETTER[key]}{first}" for key in ("answer", "absence", "reason"))
    for column, formula, look in (
        ("answer", f'=OR({answer}<>"",{absence}<>"")', "filled"),
        ("reason", f'=AND({absence}<>"",TRIM({reason})="")', "wanted"),
    ):
        sheet.conditional_format(
            first - 1,
            COLUMN[column],
            last,
            COLUMN[column],
            {"type": "formula", "criteria": formula, "format": styles[look]},
        )
