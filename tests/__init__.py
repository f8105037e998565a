"""Tests read as sentences; environment.py starts the programs they need, programs.py finds them."""
