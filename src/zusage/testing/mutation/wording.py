"""Wording: texts that become empty, outdated or contradictory.

Law: see the package. Texts are taken as they stand; only their words change.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.reference.countries import EEA
from zusage.testing.mutation.losses import is_shown
from zusage.testing.mutation.mutant import Change, Path, Tree, at, entries, listed, spoken


def sentence(tree: Tree, de: str, en: str) -> Iterator[Change]:
    """A further sentence of each notice."""
    for path, document in entries(tree, "documents"):
        if document.get("kind", "notice") == "notice":
            said = listed(document.get("statements"))
            yield Change((*path, "statements"), [*said, {"text": {"de": de, "en": en}}])


def placeholder(tree: Tree) -> Iterator[Change]:
    """A text that somebody wanted to write later. Left out: texts that no document shows."""
    marks = ("TODO", "XXX", "Lorem ipsum dolor sit amet", "[Bezeichnung einfügen]")
    for number, (path, _) in enumerate(spoken(tree)):
        if is_shown(path):
            yield Change((*path, "de"), marks[number % len(marks)])


def law_of_yesterday(tree: Tree) -> Iterator[Change]:
    """A statute, an agreement or a duty that is no longer in force, named in a text. Left out: texts that no document
    shows."""
    outdated = ("§ 15 TMG", "TTDSG", "EU-US Privacy Shield", "§ 26 TTDSG", "Safe Harbor", "Richtlinie 95/46/EG")
    for number, (path, text) in enumerate(spoken(tree)):
        if path[0] == "activities" and is_shown(path):
            yield Change((*path, "de"), f"{text['de']} ({outdated[number % len(outdated)]})")


def company_of_yesterday(tree: Tree) -> Iterator[Change]:
    """A recipient under a name that it no longer has. Left out: recipients of the catalogue."""
    former = ("Google Inc.", "Facebook Ireland Limited", "Facebook Inc.")
    for number, (path, recipient) in enumerate(entries(tree, "recipients")):
        if "use" not in recipient and "name" in recipient and recipient.get("role") != "self":
            yield Change((*path, "name"), former[number % len(former)])


def no_transfer(tree: Tree) -> Iterator[Change]:
    """The notice says that nothing leaves the Union. Left out: notices that show no recipient in a third country."""
    abroad = {
        str(path[1])
        for path, one in entries(tree, "recipients")
        if one.get("country", "DE") not in EEA and one.get("role") != "instructed_by_customer"
    }
    for change in (
        *sentence(
            tree, "Eine Übermittlung in ein Drittland findet nicht statt.", "Data are not transferred to a third country."
        ),
        *sentence(tree, "Alle Daten bleiben in der Europäischen Union.", "All data stay in the European Union."),
    ):
        for _, activity in entries(tree, "activities"):
            shown = listed(activity.get("documents")) or listed(at(tree, "defaults", "documents"))
            if change.path[1] in shown and abroad & set(activity.get("recipients") or {}):
                yield change
                break


def no_recipients(tree: Tree) -> Iterator[Change]:
    """The notice says that nobody gets the data. Left out: declarations without recipients."""
    if any(activity.get("recipients") for _, activity in entries(tree, "activities")):
        yield from sentence(
            tree, "Wir geben Ihre Daten nicht an Dritte weiter.", "We do not pass your data on to third parties."
        )


def no_cookies(tree: Tree) -> Iterator[Change]:
    """The notice says that there are no cookies. Left out: declarations without any."""
    if any(
        item.get("kind", "cookie") == "cookie"
        for _, activity in entries(tree, "activities")
        for _, item in entries(activity, "device")
    ):
        yield from sentence(tree, "Wir verwenden keine Cookies.", "We do not use cookies.")


def no_objection(tree: Tree) -> Iterator[Change]:
    """The notice says that nobody can object. Left out: declarations without a legitimate interest."""
    bases = [
        one for _, activity in entries(tree, "activities") for one in listed(activity.get("basis")) if isinstance(one, dict)
    ]
    if any("legitimate_interests" in one for one in bases):
        yield from sentence(tree, "Eine Widerspruchsmöglichkeit besteht nicht.", "It is not possible to object.")


def consent_by_reading(tree: Tree) -> Iterator[Change]:
    """Using the site counts as consent, or changes come without notice. None is left out."""
    yield from sentence(
        tree,
        "Mit der Nutzung der Website stimmen Sie der Verarbeitung zu.",
        "By using this website you agree to the processing.",
    )


def advertised(tree: Tree) -> Iterator[Change]:
    """The notice praises itself. None is left out."""
    yield from sentence(tree, "Unsere Verarbeitung ist 100 % DSGVO-konform.", "Our processing is 100 % GDPR compliant.")


def only_with_consent(tree: Tree) -> Iterator[Change]:
    """The notice says that data are only processed with consent. Left out: declarations in which that is so."""
    bases = [one for _, activity in entries(tree, "activities") for one in listed(activity.get("basis"))]
    if any(not (isinstance(one, dict) and "consent" in one) for one in bases):
        yield from sentence(
            tree, "Wir verarbeiten Ihre Daten nur mit Ihrer Einwilligung.", "We process your data only with your consent."
        )


def interest_says_nothing(tree: Tree) -> Iterator[Change]:
    """A legitimate interest that names none (Art. 13(1)(d) GDPR). None is left out."""
    empty = {"de": "berechtigtes Interesse", "en": "legitimate interest"}
    for path, activity in entries(tree, "activities"):
        several = isinstance(activity.get("basis"), list)
        for number, one in enumerate(listed(activity.get("basis"))):
            if isinstance(one, dict) and "legitimate_interests" in one:
                inner: Path = ("basis", number) if several else ("basis",)
                yield Change((*path, *inner, "legitimate_interests"), empty)


def purpose_says_nothing(tree: Tree) -> Iterator[Change]:
    """A purpose that fits everything (Art. 5(1)(b) GDPR). Left out: what we do on instruction, where the controller says
    the purpose."""
    empty = ({"de": "geschäftliche Zwecke", "en": "business purposes"}, {"de": "sonstige Zwecke", "en": "other purposes"})
    for path, activity in entries(tree, "activities"):
        if activity.get("role") == "processor":
            continue
        for number, (inner, purpose) in enumerate(entries(tree, *map(str, path), "purposes")):
            kept = (
                {key: value for key, value in purpose.items() if key not in ("de", "en")}
                if isinstance(purpose, dict)
                else {}
            )
            yield Change(inner, {**kept, **empty[number % 2]})


def data_say_nothing(tree: Tree) -> Iterator[Change]:
    """A datum that could be anything (Art. 14(1)(d), 30(1)(c) GDPR). None is left out."""
    for path, _ in entries(tree, "activities"):
        for inner, _ in entries(tree, *map(str, path), "data"):
            yield Change((*inner, "label"), {"de": "personenbezogene Daten", "en": "personal data"})


def recipient_says_nothing(tree: Tree) -> Iterator[Change]:
    """A kind of recipient that could be anybody (Art. 13(1)(e) GDPR). None is left out."""
    empty = {"de": "Dritte", "en": "third parties"}
    for path, recipient in entries(tree, "recipients"):
        if "category" in recipient:
            yield Change((*path, "category"), empty)
    for path, _ in entries(tree, "activities"):
        for inner, flow in entries(tree, *map(str, path), "recipients"):
            if "category" in flow:
                yield Change((*inner, "category"), empty)


def address_is_none(tree: Tree) -> Iterator[Change]:
    """The controller cannot be reached: an address or a name that is none. None is left out."""
    yield Change(("organisation", "address"), "TODO")
    yield Change(("organisation", "name"), "Muster GmbH i. G. XXX")
    if at(tree, "organisation", "data_protection_officer", "name"):
        yield Change(("organisation", "data_protection_officer", "name"), "N.N.")


WORDING = (
    placeholder,
    law_of_yesterday,
    company_of_yesterday,
    no_transfer,
    no_recipients,
    no_cookies,
    no_objection,
    consent_by_reading,
    advertised,
    only_with_consent,
    interest_says_nothing,
    purpose_says_nothing,
    data_say_nothing,
    recipient_says_nothing,
    address_is_none,
)
