"""Limits of a declaration: nobody needs more, and whoever sends more must not slow the reader down."""

from __future__ import annotations

BYTES = 2_000_000
DEPTH = 20
VALUES = 200_000
ACTIVITIES = 5_000
SLUG = 40
