"""A unit's workbook: how it is laid out, and how a filled one becomes a submission."""
