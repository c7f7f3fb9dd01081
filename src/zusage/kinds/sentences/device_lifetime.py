"""The sentence of `device-lifetime`.

Law: what is stored on the device, by whom, how long, and why that is allowed (section 25 TDDDG).
"""

from __future__ import annotations

from zusage.kinds.words.flows import device_of
from zusage.kinds.words.places import recipient
from zusage.kinds.words.speech import english, german
from zusage.language.citations import section
from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.model.text import Language
from zusage.policy.activity import DeviceItem
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def device_kind(item: DeviceItem, language: Language) -> str:
    """The item with its article."""
    de, en = {
        "storage": ("der Speichereintrag", "the storage entry"),
        "pixel": ("das Zählpixel", "the pixel"),
        "fingerprint": ("das Gerätemerkmal", "the device feature"),
    }.get(item.kind, ("das Cookie", "the cookie"))
    return de if language == "de" else en


def setter(item: DeviceItem, policy: Policy, language: Language) -> str:
    """Who sets it, in brackets; "" for ourselves."""
    known = policy.recipients.get(item.by)
    ours = item.by in ("", "self") or (known is not None and known.role == "self")
    name = "" if ours else recipient(item.by, policy, language)
    if language == "de":
        return f"(gesetzt für {name}) bleibt" if name else "bleibt"
    return f"(set for {name}) stays" if name else "stays"


def lifetime(item: DeviceItem, language: Language) -> str:
    """How long it stays on the device."""
    de = language == "de"
    if item.session or item.lifetime is None:
        return (
            "bis zum Schließen des Browsers auf ‹Ihrem|deinem› Gerät" if de else "on your device until you close the browser"
        )
    words = duration(item.lifetime, language)
    return f"höchstens {words} auf ‹Ihrem|deinem› Gerät" if de else f"on your device for {words} at most"


def permission(item: DeviceItem, policy: Policy, language: Language) -> str:
    """The first of the two steps: consent, or strict necessity."""
    de = language == "de"
    if item.consent:
        known = policy.consents.get(item.consent)
        label = known.label.to(language) if known else item.consent
        norm = section("25", "TDDDG", language, "1")
        return f"es wird nur mit ‹Ihrer|deiner› Einwilligung („{label}“) gesetzt ({norm})" if de else (
            f"it is set only with your consent (“{label}”) ({norm})")  # fmt: skip
    why = item.necessary.to(language) if item.necessary else ""
    norm = section("25", "TDDDG", language, "2", "2")
    return f"es ist unbedingt erforderlich ({why}; {norm})" if de else f"it is strictly necessary ({why}; {norm})"


def _de(promise: Promise, policy: Policy) -> str:
    item = device_of(promise, policy)
    if item is None:
        return ""
    return (
        f"{capitalised(device_kind(item, 'de'))} „{item.name}“ {setter(item, policy, 'de')} "
        f"{lifetime(item, 'de')}; {permission(item, policy, 'de')}."
    )


def _en(promise: Promise, policy: Policy) -> str:
    item = device_of(promise, policy)
    if item is None:
        return ""
    return (
        f"{capitalised(device_kind(item, 'en'))} “{item.name}” {setter(item, policy, 'en')} "
        f"{lifetime(item, 'en')}; {permission(item, policy, 'en')}."
    )
