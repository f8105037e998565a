"""What readers touch and see on every page: pickers, figures, tables, notices, the frame around a page."""
