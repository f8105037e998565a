"""The only SQL: what is remembered, how it is asked for, and the one door by which it changes."""
