"""access-restricted: only approved accounts can log in to a store.

Law: broken by one account that is not on the list. A list that lies in the environment is not readable here, so it is
unproven.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.kinds.base import Evidence, Judgement, Question
from zusage.kinds.scene import Finding, Scene, conclude, starting, total
from zusage.kinds.spoken import Observed
from zusage.plan.look import Roles


class AccessRestricted(Observed):
    """Compares the accounts of a store with the approved list."""

    def ask(self, scene: Scene) -> Iterable[Question]:
        """Who may log in."""
        return scene.ask(scene.word("system"), Roles("roles"))

    def weigh(self, scene: Scene, evidence: Evidence) -> Judgement:
        """Broken by one account too many."""
        words = [part for word in scene.words("accounts") for part in word.replace(",", " ").split()]
        unknown = [word for word in words if word.startswith("env:")]
        roles = starting(evidence, "roles")
        logins = {name for o in roles for name in o.facts.get("roles", "").split(",") if name}
        extra = logins - set(words) if not unknown else set()
        numbers = {"found": len(extra), "examined": len(logins), "superusers": total(roles, "superusers")}
        unproven = "list_not_readable" if unknown or not words else "" if logins else "nothing_asked"
        found = Finding("extra_accounts" if extra else "", unproven, numbers)
        return conclude(evidence, (scene.word("system"),), found)


KIND = AccessRestricted("access-restricted")
