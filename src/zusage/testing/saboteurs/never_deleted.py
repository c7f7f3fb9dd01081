"""never-deleted: something that stays for good is deleted by hand."""

from __future__ import annotations

from zusage.testing.saboteurs.keep_for_duty import sabotage

__all__ = ["sabotage"]
