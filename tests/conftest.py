"""Fixtures for all tests; heavy imports stay inside them, so that the layer test needs pytest alone."""

pytest_plugins = ["tests.environment"]
