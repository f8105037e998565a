"""Fills an empty store with invented units and reports, so that every page has something to show."""
