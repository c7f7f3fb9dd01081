"""pseudonymise-after: a unit is long past its date."""

from __future__ import annotations

from zusage.testing.saboteurs.ageing import age_unit as sabotage

__all__ = ["sabotage"]
