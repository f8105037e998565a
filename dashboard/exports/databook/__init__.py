"""A round as a workbook to reckon with: a summary that follows the data, tidy sheets, their dictionary, the method."""

import io

from xlsxwriter import Workbook

from dashboard.exports.cells import OPTIONS
from dashboard.exports.databook.explanations import write_dictionary, write_method
from dashboard.exports.databook.parts import Count, Databook, Field, Measure, Sheet
from dashboard.exports.databook.sheets import print_set_up, write_sheet
from dashboard.exports.databook.summary import write_summary
from dashboard.exports.workbook.styles import Styles
from dashboard.words import Words

__all__ = ["Count", "Databook", "Field", "Measure", "Sheet", "databook"]


def databook(book: Databook, words: Words) -> bytes:
    """As .xlsx; its formulas carry their results, so that a reader that does not reckon sees them too."""
    target = io.BytesIO()
    with Workbook(target, OPTIONS) as made:
        made.set_properties({"title": book.title, "subject": book.subtitle, "comments": " ".join(book.notices)})
        styles = Styles(made)
        names = (words("Summary"), *(sheet.name for sheet in book.sheets), words("Data dictionary"), words("Method"))
        places = {name: made.add_worksheet(name) for name in names}
        write_summary(made, places[names[0]], book, styles)
        for sheet in book.sheets:
            write_sheet(made, places[sheet.name], sheet, styles)
        write_dictionary(places[names[-2]], book, words, styles)
        write_method(places[names[-1]], book, styles)
        columns = {sheet.name: len(sheet.fields) for sheet in book.sheets}
        for name, place in places.items():
            print_set_up(place, book, columns.get(name, 1))
    return target.getvalue()
