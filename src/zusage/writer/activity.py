"""The part of a notice about one processing activity.

Law: says what Art. 13(1)(c)-(f), (2)(a), (c), (e) and Art. 14(1)(d), (2)(f) GDPR ask per activity, and in two steps what
is stored on the device (section 25 TDDDG, then Art. 6 GDPR); only about what is declared.
"""

from __future__ import annotations

from zusage.document.tree import Block, Definitions, Paragraph, Section, Sentence, plain
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.policy.activity import Activity, Datum
from zusage.policy.promise import AssureTerms, Duty, Promise
from zusage.writer.bases import basis_sentences
from zusage.writer.recipients import flow_groups
from zusage.writer.script import Entry, Script, entry, grouped

_RECIPIENT_KINDS = (
    "sent-only", "disclosed-only-when", "not-disclosed", "recipients-complete", "located-in", "recipient-deletes",
    "erasure-propagated", "contract-on-file", "safeguard-valid", "recipient-undertakes", "document-supplied",
)  # fmt: skip
_DEVICE_KINDS = ("device-lifetime", "device-complete", "signal-respected", "usable-without", "choice-remembered")
_CHOICE_KINDS = ("consent-before", "consent-withdrawable", "consent-proven", "opt-out-works", "self-service",
                 "link-present", "suppresses")  # fmt: skip
_LATER_KINDS = ("objection-honoured", "right-honoured")


def write_activity(script: Script, activity: Activity) -> Section:
    """The section of an activity with those that are part of it."""
    children = tuple(child for child in script.activities if child.part_of == activity.id)
    blocks: tuple[Block, ...] = (*_opening(script, activity), Definitions(_entries(script, activity)))
    inner = tuple(write_activity(script, child) for child in children)
    return Section(f"a-{activity.id}", capitalised(script.to(activity.title)), blocks, inner)


def top_activities(script: Script) -> tuple[Activity, ...]:
    """Activities that are no part of another one in this document."""
    ids = {activity.id for activity in script.activities}
    return tuple(activity for activity in script.activities if activity.part_of not in ids)


def _opening(script: Script, activity: Activity) -> tuple[Paragraph, ...]:
    if activity.role == "processor":
        return (Paragraph(_on_behalf(script, activity)),)
    if activity.role == "joint":
        names = join([_recipient_name(script, id) for id in activity.joint_with], script.language)
        return (
            Paragraph(
                (
                    script.sentence(
                        f"Für diese Verarbeitung sind wir gemeinsam mit {names} verantwortlich (Art. 26 DSGVO).",
                        f"For this processing we are responsible jointly with {names} (Art. 26 GDPR).",
                    ),
                )
            ),
        )
    return ()


def _on_behalf(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    known = script.policy.subjects.get(activity.on_behalf_of)
    group = script.to(known.label) if known else activity.on_behalf_of
    of_whom = f" unserer {group}" if group.endswith("en") else f" ({group})"
    first = script.sentence(
        f"Diese Daten verarbeiten wir im Auftrag{of_whom}; verantwortlich ist, wer uns den Auftrag erteilt hat.",
        f"We process these data on behalf of our {group}; whoever gave us the task is responsible.",
    )
    return (first, *script.take(lambda p: p.activity == activity.id and p.id.endswith("/forward")))


def _entries(script: Script, activity: Activity) -> tuple[Entry, ...]:
    say, id = script.say, activity.id
    purposes = (
        *(plain(capitalised(script.to(purpose.text))) for purpose in activity.purposes),
        *_excluded(script, activity),
    )
    people = join([script.to(script.policy.subjects[s].label) for s in activity.subjects], script.language)
    source = (plain(capitalised(script.to(activity.source)).rstrip(".") + "."),) if activity.source else ()
    flows = flow_groups(script, activity)
    flows += tuple((sentence,) for sentence in script.take_kinds(*_RECIPIENT_KINDS, activity=id))
    kept = script.take(lambda p: p.activity == id and p.duty is Duty.KEEP)
    device = script.take_kinds(*_DEVICE_KINDS, activity=id) if activity.devices else ()
    choice = (*script.take_kinds(*_CHOICE_KINDS, *_DEVICE_KINDS, activity=id), *_consents(script, activity))
    rest = script.take(lambda p: p.activity == id and p.kind not in _LATER_KINDS)
    return (
        *entry(say("Wofür", "What for"), purposes),
        *entry(say("Wen es betrifft", "Whom it concerns"), (plain(capitalised(people)),)),
        *entry(say("Rechtsgrundlage", "Legal basis"), basis_sentences(script, activity)),
        *entry(say("Daten", "Data"), tuple(_datum(script, datum) for datum in activity.data)),
        *entry(say("Quelle", "Source"), source),
        *entry(say("Speicherdauer", "How long"), kept),
        *(((say("Empfänger", "Recipients"), (grouped(flows),)),) if flows else ()),
        *entry(say("Auf ‹Ihrem|deinem› Gerät", "On your device"), device),
        *entry(say("‹Ihre|Deine› Wahl", "Your choice"), choice),
        *entry(say("Schutz", "Protection"), rest),
    )


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
    return (script.sentence(f"Ausgeschlossen ist: {words}.", f"Excluded: {words}."),)


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


def _recipient_name(script: Script, id: str) -> str:
    known = script.policy.recipients.get(id)
    return known.name if known else id
