"""A unit's own workbook for a round, ready to be filled in."""

from dashboard.exports.workbook.form import Form
from dashboard.exports.workbook.writing import write_workbook

__all__ = ["Form", "write_workbook"]
