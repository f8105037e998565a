"""Where the store and the metrics meet: each question of a page, answered as a frame.

Every cached function takes a `Version` first: one state of one store and one catalogue. A new version is a new key, so
that nothing is ever cleared and all processes agree.
"""
