"""What each page shows: cached functions from a reader and what was picked to figures, tables and sentences."""
