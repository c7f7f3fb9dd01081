"""Machine-readable forms of the declaration."""
