"""What the disclosure check must know of folders before any rule is loaded."""

OF_CASE = frozenset({"reviews", "summaries", "briefings", "guidance", "resources"})
"""Folders whose texts tell of children; in the others a day is nearly always that of a meeting."""
