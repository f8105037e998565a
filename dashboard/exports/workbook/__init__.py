"""A unit's own workbook for a round, ready to be filled in."""

from dashboard.exports.workbook.form import Form
from dashboard.exports.workbook.text import returned_text, write_text
from dashboard.exports.workbook.writing import write_workbook

__all__ = ["Form", "returned_text", "write_text", "write_workbook"]
