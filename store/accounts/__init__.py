"""Accounts at the door: who they are, how they sign in, what they reach. Each function is part of a transaction."""
