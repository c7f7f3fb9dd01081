"""Known services: which entry of the catalogue a recipient or a device item looks like.

Law: `use:` counts first, then a host, then a name at the beginning of the recipient's name; a company behind several
services says none of them. Software on our own machines (role self) is no service of somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from zusage.checker.parties import flows_of, role_of
from zusage.policy.activity import Activity, DeviceItem, Flow
from zusage.policy.organisation import Recipient
from zusage.policy.policy import Policy
from zusage.reference.services import Cookie, Service, by_host, by_name, service, services

_UNIQUE = 3
_ASKED = re.compile(r"einwillig|zustimm|klick|consent|agree|click", re.IGNORECASE)
_GENERIC = frozenset({"test_cookie", "CookieConsent", "sessionid", "uid"})


def service_of(recipient: Recipient) -> Service | None:
    """The service that a recipient is, or looks like."""
    if recipient.use:
        return service(recipient.use)
    for host in recipient.hosts:
        if found := by_host(host):
            return found
    return _named(recipient.name) if recipient.name else None


def unasked(policy: Policy, activity: Activity) -> Iterator[tuple[Flow, Recipient, Service]]:
    """Flows to services of others that no consent, choice or duty governs, in an activity of ours without consent."""
    if activity.role == "processor" or any(basis.kind == "consent" for basis in activity.bases):
        return
    for flow, recipient in flows_of(policy, activity):
        if role_of(flow, recipient) in ("self", "instructed_by_customer") or _governed(flow):
            continue
        if (found := service_of(recipient)) is not None and found.role != "self":
            yield flow, recipient, found


def _governed(flow: Flow) -> bool:
    """Whether a consent, a choice or a duty stands before a flow, in the declaration or in its words."""
    words = f"{flow.when_text.de or ''} {flow.when_text.en or ''}" if flow.when_text else ""
    return flow.when_kind in ("consent", "choice", "duty") or _ASKED.search(words) is not None


def american(one: Service) -> bool:
    """Whether a service belongs to a company in the United States."""
    return "US" in (one.country, one.parent_country)


def brand(one: Service) -> str:
    """The first word of its name in small letters, by which people know the company: google, meta, hubspot."""
    return one.name.split()[0].lower()


def cookies_like(item: DeviceItem) -> tuple[tuple[Service, Cookie], ...]:
    """The cookies of the catalogue that an item's name fits; short and ordinary names fit none."""
    return _fitting(item.name) if item.kind in ("cookie", "storage") else ()


@lru_cache(maxsize=4096)
def _named(name: str) -> Service | None:
    return next((mention.service for mention in by_name(name) if mention.start == 0), None)


@lru_cache(maxsize=4096)
def _fitting(name: str) -> tuple[tuple[Service, Cookie], ...]:
    stem = name.split("*", maxsplit=1)[0].rstrip(".")
    return tuple(
        (one, cookie)
        for begin, open_end, one, cookie in _cookies()
        if stem == begin or (open_end and stem.startswith(begin)) or cookie.fits(name)
    )


@cache
def _cookies() -> tuple[tuple[str, bool, Service, Cookie], ...]:
    found = []
    for one in services().values():
        for cookie in one.cookies:
            begin = cookie.name.split("*")[0].rstrip(".")
            if len(begin) >= _UNIQUE and not cookie.ordinary and cookie.name not in _GENERIC:
                found.append((begin, "*" in cookie.name, one, cookie))
    return tuple(found)
