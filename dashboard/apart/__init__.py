"""Reports are taken in by a process of their own, so that nobody who saves waits for a page that reckons."""
