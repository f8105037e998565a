"""The whole way, through real programs."""
