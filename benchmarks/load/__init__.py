"""The evening a round closes: hundreds of coordinators at their reports, some viewers beside them, one server."""
