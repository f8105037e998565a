"""The programming interface: the same reports, the same checks and the same sentences, for programs."""
