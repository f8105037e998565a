"""The pages of the menu, run by the frame: pick, ask, show."""
