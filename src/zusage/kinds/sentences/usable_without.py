"""The sentence of `usable-without`.

Law: the site works without the thing refused.
"""

from __future__ import annotations

from zusage.kinds.words.speech import english, german
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(), promise, policy) if language == "de" else english(_en())


def _de() -> str:
    return (
        "Unsere Website ‹können Sie|kannst du› auch nutzen, wenn ‹Sie|du› in ‹Ihrem|deinem› Browser Cookies "
        "‹abschalten|abschaltest›; ein Ersatzmerkmal setzen wir dann nicht."
    )


def _en() -> str:
    return "You can also use our website with cookies switched off in your browser; we set no substitute for them."
