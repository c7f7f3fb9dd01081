"""The part of a notice about one processing activity.

Law: says what Art. 13(1)(c)-(f), (2)(a), (c), (e) and Art. 14(1)(d), (2)(f) GDPR ask per activity, and in two steps what
is stored on the device (section 25 TDDDG, then Art. 6 GDPR); only about what is declared.
"""

from __future__ import annotations

import re

from zusage.document.tree import Definitions, Missing, Paragraph, Section, Sentence, plain
from zusage.language.citations import gdpr
from zusage.language.grammar import after_article, capitalised
from zusage.language.lists import join
from zusage.policy.activity import Activity, Datum
from zusage.policy.promise import AssureTerms, Promise
from zusage.writer.bases import basis_sentences
from zusage.writer.particulars import (
    automated_sentences,
    further_sentences,
    joint_sentences,
    special_sentences,
    staff_sentences,
)
from zusage.writer.recipients import flow_groups
from zusage.writer.script import Entry, Script, entry, groups_entry
from zusage.writer.spans import span

_RECIPIENT_KINDS = (
    "sent-only", "disclosed-only-when", "not-disclosed", "recipients-complete", "located-in", "recipient-deletes",
    "erasure-propagated", "contract-on-file", "safeguard-valid", "recipient-undertakes", "document-supplied",
)  # fmt: skip
_DEVICE_KINDS = ("device-lifetime", "device-complete", "signal-respected", "usable-without", "choice-remembered")
_CHOICE_KINDS = ("consent-before", "consent-withdrawable", "consent-proven", "opt-out-works", "self-service",
                 "link-present", "suppresses")  # fmt: skip
_LATER_KINDS = ("objection-honoured", "right-honoured")


def write_activity(script: Script, activity: Activity, host: str = "", told: bool = False) -> Section:
    """The section of an activity with those that are part of it.

    `host` is a recipient of all data that was named for all activities, `told` says that it was said on whose behalf.
    """
    children = tuple(child for child in script.activities if child.part_of == activity.id)
    rows = Definitions(_entries(script, activity, host))
    opening = () if told else _opening(script, activity)
    inner = tuple(write_activity(script, child, host, told) for child in children)
    return Section(f"a-{activity.id}", capitalised(script.to(activity.title)), (*opening, rows), inner)


def _opening(script: Script, activity: Activity) -> tuple[Paragraph, ...]:
    if activity.role == "processor":
        return (Paragraph(on_behalf(script, (activity,))),)
    if activity.role == "joint":
        return (Paragraph(joint_sentences(script, activity)),)
    return ()


_OWN = re.compile(r" (?:unserer|unseres|der|des|von|eines|einer) ")
"""A group whose name tells of its own whose people they are."""


def on_behalf(script: Script, activities: tuple[Activity, ...]) -> tuple[Sentence, ...]:
    """For whom these activities are done, whose instructions count, and what happens to requests that reach us."""
    ids = {activity.id for activity in activities}
    known = script.policy.subjects.get(activities[0].on_behalf_of)
    group = script.to(known.label) if known else activities[0].on_behalf_of
    whose = after_article(group)
    of_whom = f"unserer {whose}" if whose.endswith(("en", "er")) else f"anderer ({group})"
    whom = f"our {group}"
    if known is not None and _OWN.search(f" {known.label.de}"):  # "Ansprechpersonen unserer Kunden": whose they are is said
        of_whom, whom = f"der {whose}", f"the {group}"
    norm = gdpr(28, script.language, 3, "a")
    return (
        script.sentence(
            f"Diese Daten verarbeiten wir im Auftrag {of_whom} und nach deren Weisung ({norm}).",
            f"We process these data on behalf of {whom} and on their instructions ({norm}).",
        ),
        script.sentence(
            "Verantwortlich ist, wer uns den Auftrag erteilt hat; dort ‹erfahren Sie|erfährst du› auch die Rechtsgrundlage.",
            "Whoever gave us the task is responsible, and tells you the legal basis.",
        ),
        *script.take(lambda p: p.activity in ids and p.id.endswith("/forward")),
    )


def _entries(script: Script, activity: Activity, host: str) -> tuple[Entry, ...]:
    say, id = script.say, activity.id
    purposes = (
        *(plain(capitalised(script.to(purpose.text))) for purpose in activity.purposes),
        *_excluded(script, activity),
    )
    bases = () if activity.role == "processor" else basis_sentences(script, activity)
    flows = flow_groups(script, activity, host)
    flows += tuple((sentence,) for sentence in script.take_kinds(*_RECIPIENT_KINDS, activity=id))
    kept = script.take_kept(id)
    device = script.take_kinds(*_DEVICE_KINDS, activity=id) if activity.devices else ()
    choice = (*script.take_kinds(*_CHOICE_KINDS, *_DEVICE_KINDS, activity=id), *_consents(script, activity))
    rest = script.take(lambda p: p.activity == id and p.kind not in _LATER_KINDS)
    return (
        *entry(say("Wofür", "What for"), purposes),
        *entry(say("Wen es betrifft", "Whom it concerns"), (plain(capitalised(script.people(activity))),)),
        *entry(say("Rechtsgrundlage", "Legal basis"), (*bases, *special_sentences(script, activity))),
        *entry(say("Daten", "Data"), tuple(_datum(script, datum) for datum in activity.data)),
        *entry(say("Woher die Daten kommen", "Where the data come from"), _source(script, activity)),
        *entry(say("Wie lange", "How long"), _no_period(script, activity) if not kept else ()),
        *groups_entry(say("Wie lange", "How long"), kept),
        *groups_entry(say("Empfänger", "Recipients"), flows),
        *entry(say("Auf ‹Ihrem|deinem› Gerät", "On your device"), device),
        *_together(say("Automatische Entscheidung", "Automated decision"), automated_sentences(script, activity)),
        *entry(say("‹Ihre|Deine› Wahl", "Your choice"), choice),
        *entry(say("Im Betrieb geregelt", "Agreed at work"), staff_sentences(script, activity)),
        *entry(say("Schutz", "Protection"), rest),
    )


def _together(term: str, sentences: tuple[Sentence, ...]) -> tuple[Entry, ...]:
    return ((term, (Paragraph(sentences),)),) if sentences else ()


def _source(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    """Where data come from that people did not give us themselves, and when they are told (Art. 14 GDPR)."""
    if activity.source is None:
        return further_sentences(script, activity)
    public = script.say(" (öffentlich zugänglich)", " (publicly accessible)") if activity.source_public else ""
    first = plain(f"{capitalised(script.to(activity.source)).rstrip('.')}{public}.")
    return (first, *further_sentences(script, activity))


def _no_period(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    """Where no rule of ours ends the data: what does instead, as far as anything does."""
    words = span(script, (activity,)).text.rstrip(".")
    if any(isinstance(part, Missing) for part in span(script, (activity,)).parts):
        return (span(script, (activity,)),)
    return (plain(f"{words}."),)


def _consents(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    """What is promised about the consents on which the activity rests, where it is said first."""
    used = {basis.consent for basis in activity.bases if basis.consent} | {
        item.consent for item in activity.devices if item.consent
    }
    return script.take(lambda p: not p.activity and p.kind in _CHOICE_KINDS + _DEVICE_KINDS and _consent(p) in used)


def _consent(promise: Promise) -> str:
    known = promise.terms.parameters.get("consent", "") if isinstance(promise.terms, AssureTerms) else ""
    return known if isinstance(known, str) else ""


def _excluded(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    if not activity.excluded_purposes:
        return ()
    words = join([script.to(purpose).rstrip(".") for purpose in activity.excluded_purposes], script.language)
    return (script.sentence(f"Ausgeschlossen ist: {words}.", f"Ruled out: {words}."),)


_REQUIRED = {
    "contract": ("für den Vertrag erforderlich", "needed for the contract"),
    "law": ("gesetzlich vorgeschrieben", "required by law"),
    "service": ("erforderlich", "needed"),
    "no": ("freiwillig", "voluntary"),
}
_MISSING = {
    "contract": (
        "Ohne diese Angaben kommt kein Vertrag zustande.",
        "Without this information no contract can be concluded.",
    ),
    "service": (
        "Ohne diese Angaben können wir die Leistung nicht erbringen.",
        "Without this information we cannot provide the service.",
    ),
}


def _datum(script: Script, datum: Datum) -> Sentence:
    """A kind of data, whether it must be given, and what follows if it is not (Art. 13(2)(e) GDPR)."""
    at = 0 if script.language == "de" else 1
    label = capitalised(script.to(datum.label))
    notes = [_REQUIRED[datum.required][at]] if datum.required in _REQUIRED else []
    if datum.special not in ("", "no"):
        notes.append(script.say("besondere Kategorie nach Art. 9 DSGVO", "special category under Art. 9 GDPR"))
    note = f" ({'; '.join(notes)})" if notes else ""
    missing = script.to(datum.if_missing) if datum.if_missing else _MISSING.get(datum.required, ("", ""))[at]
    return plain(f"{label}{note}. {missing}" if missing else f"{label}{note}")
