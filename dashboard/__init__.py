"""What people see: pages, figures, exports and the command line."""
