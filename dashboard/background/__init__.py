"""Work that takes minutes: done in a process of its own, seen on a page, kept as one file."""
