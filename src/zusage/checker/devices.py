"""Devices: what an item on the end device is for, by its name and by the reason given (§ 25 TDDDG).

Law: known names of trackers, and reasons that speak of measuring or advertising, are never a service that somebody asked
for; reasons that name such a service are taken at their word.
"""

from __future__ import annotations

import re

from zusage.policy.activity import DeviceItem

_TRACKERS = re.compile(
    r"^(_pk_|_ga|_gid|_gcl|_fbp|_fbc|_hj|mtm_(?!(cookie_)?consent)|ajs_|_uetsid|_uetvid|li_|bcookie|_clck|__hs|hubspotutk)",
    re.IGNORECASE,
)
_AIMS = re.compile(
    r"statisti|analytics|reichweitenmess|marketing|(?<!be)werbung|werbezweck|advertis|tracking|remarket|heatmap|session.?re(cord|play)",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"anmeld|einlogg|warenkorb|merkliste|sicherheit|security|csrf|angriff|attack|missbrauch|abuse|lastverteil|auswahl|einwilligung"
    r"|consent|sprache|language|zahlung|payment|bestell|checkout|formular|entwurf|sitzung|barriere|kontrast|contrast|buchung"
    r"|booking|konto|account|abspiel|währung|currency|ablehn|widerspr|opt-?out|objection"
    r"|\b(log-?ins?|logging in|sign|signing|signed|basket|cart|bots?|spam|load balanc\w*|choices?|chat|orders?|ordering"
    r"|forms?|draft|sessions?|accessib\w*|play|playing|playback|refus\w*)\b",
    re.IGNORECASE,
)

_REFUSALS = re.compile(r"^((matomo|piwik)_ignore|.*opt-?out.*)$", re.IGNORECASE)
_REFUSED = re.compile(
    r"widerspr[uü]ch|widersprechen|opt-?out|ablehnung|abgelehnt|objection|objected|\brefus(al|ed)\b|(don't|not) track",
    re.IGNORECASE,
)
_AGAINST = re.compile(rf"(?:{_REFUSED.pattern})\w*\s+(gegen|to|against|of|from)\b", re.IGNORECASE)
_COUNTS = re.compile(r"wiedererk|zählung|besuche?rzahl|\bmessung|recogni[sz]|counting|measuring", re.IGNORECASE)


def tracker(item: DeviceItem) -> bool:
    """Whether its name is that of a known tracker."""
    return _TRACKERS.search(item.name) is not None


def aims_at_trackers(item: DeviceItem) -> bool:
    """Whether the need that is stated for it is measuring or advertising."""
    return _AIMS.search(_reason(item)) is not None


def wanted(item: DeviceItem) -> bool:
    """Whether the need that is stated for it names a service that people ask for, or a choice of theirs."""
    return _WANTED.search(_reason(item)) is not None


def keeps_refusal(item: DeviceItem) -> bool:
    """Whether all that it stores is that somebody refused: by a known name, or by the need that is stated for it.

    What is set with a consent, bears the name of a tracker or counts people is never that.
    """
    if item.necessary is None or item.consent or tracker(item):
        return False
    against = _AGAINST.search(_reason(item))
    counts = aims_at_trackers(item) or _COUNTS.search(_reason(item)) is not None
    refused = _REFUSALS.search(item.name) is not None or _REFUSED.search(_reason(item)) is not None
    return against is not None or (refused and not counts)


def _reason(item: DeviceItem) -> str:
    return f"{item.necessary.de or ''} {item.necessary.en or ''}" if item.necessary else ""
