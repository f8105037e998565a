"""Tests of the workbook: written, filled in, read."""
