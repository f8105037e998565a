"""An empty store becomes a country: an invented register of units, and what they might have reported."""
