"""What the law asks to be said only where it happens: decisions without a person, special categories, new purposes, staff.

Law: Art. 13(2)(f), 13(3), 9(2) and 26(2) GDPR; nothing here is said where it is not declared.
"""

from __future__ import annotations

from zusage.document.tree import Sentence, plain
from zusage.language.citations import gdpr, localised
from zusage.language.lists import join
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.reference.law import law
from zusage.writer.script import Script

_CONDITIONS = {
    "a": Text("‹Ihre|deine› ausdrückliche Einwilligung", "your explicit consent"),
    "b": Text("Pflichten und Rechte aus dem Arbeits- und Sozialrecht", "duties and rights under employment and social law"),
    "c": Text("Schutz lebenswichtiger Interessen", "protecting vital interests"),
    "d": Text("Tätigkeit einer Organisation ohne Gewinnstreben", "work of a body that does not aim at profit"),
    "e": Text("von der Person selbst offenkundig öffentlich gemacht", "manifestly made public by the person"),
    "f": Text("Rechtsansprüche", "legal claims"),
    "g": Text("erhebliches öffentliches Interesse", "substantial public interest"),
    "h": Text("Gesundheitsversorgung und Arbeitsmedizin", "health care and occupational medicine"),
    "i": Text("öffentliche Gesundheit", "public health"),
    "j": Text("Archiv, Forschung oder Statistik", "archives, research or statistics"),
}
_GROUNDS = {
    "contract": Text("Sie ist für den Vertrag erforderlich", "It is necessary for the contract"),
    "law": Text("Ein Gesetz lässt sie zu", "A law allows it"),
    "consent": Text("Sie beruht auf ‹Ihrer|deiner› ausdrücklichen Einwilligung", "It rests on your explicit consent"),
}


def special_sentences(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    """The condition under which special categories may be processed (Art. 9(2) GDPR)."""
    special = activity.special
    if special is None:
        return ()
    cited = gdpr(9, script.language, 2, special.condition)
    known = law(special.law) if special.law else None
    norm = localised(known.statute.to(script.language), script.language) if known else ""
    words = script.to(_CONDITIONS[special.condition]) if special.condition in _CONDITIONS else ""
    inner = f"{cited}{script.say(' mit ', ' with ') + norm if norm else ''}"
    return (
        script.sentence(
            f"Für besondere Kategorien von Daten gilt außerdem: {words} ({inner}).",
            f"For special categories of data this applies as well: {words} ({inner}).",
        ),
    )


def automated_sentences(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    """A decision without a person: its logic, what follows, why, and how to contest it (Art. 13(2)(f), 22 GDPR)."""
    found = activity.automated
    if found is None:
        return ()
    norm = gdpr(22, script.language)
    said = [script.sentence(f"Hier entscheidet zunächst ein Programm ({norm}).", f"Here a program decides first ({norm}).")]
    ground = f"{script.to(_GROUNDS[found.ground])}." if found.ground in _GROUNDS and not found.why else ""
    texts = (found.logic, found.consequences, found.why)
    said += [plain(script.to(text).rstrip(".") + ".") for text in texts if text]
    said += [plain(ground)] if ground else []
    if found.contest:
        said.append(plain(script.to(found.contest).rstrip(".") + "."))
    elif found.human:
        said.append(
            script.sentence(
                "Auf ‹Ihren|deinen› Wunsch prüft ein Mensch die Entscheidung und hört ‹Sie|dich› dazu an.",
                "If you ask for it, a person looks at the decision and hears you.",
            )
        )
    return tuple(said)


def further_sentences(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    """Data that were collected for something else (Art. 6(4), 13(3) GDPR)."""
    further = activity.further
    if further is None or further.origin not in script.policy.activities:
        return ()
    origin = script.quoted(script.policy.activities[further.origin].title)
    first = script.sentence(
        f"Diese Daten haben wir zuerst für {origin} erhoben und verwenden sie hier für einen neuen Zweck.",
        f"We first collected these data for {origin} and use them here for a new purpose.",
    )
    return (first, plain(script.to(further.compatible).rstrip(".") + ".")) if further.compatible else (first,)


def staff_sentences(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    """Works agreement, and whether work is evaluated, to people who work here."""
    if not any(subject.kind == "employee" for subject in script.groups(activity)):
        return ()
    said = []
    if activity.works_agreement:
        words = script.to(activity.works_agreement).rstrip(".")
        said.append(script.sentence(f"Dazu gilt: {words}.", f"What applies: {words}."))
    if activity.staff_evaluation:
        said.append(
            script.sentence(
                "Die Daten zeigen auch, wie gearbeitet wird; ausgewertet werden sie nur zu den genannten Zwecken.",
                "The data also show how work is done; they are evaluated for the purposes named only.",
            )
        )
    return tuple(said)


def joint_sentences(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    """With whom we are responsible together, and the essence of what was arranged (Art. 26(2) GDPR)."""
    known = [script.policy.recipients[id] for id in activity.joint_with if id in script.policy.recipients]
    names = join([recipient.name for recipient in known] or list(activity.joint_with), script.language)
    said = [
        script.sentence(
            f"Für diese Verarbeitung sind wir gemeinsam mit {names} verantwortlich (Art. 26 DSGVO).",
            f"For this processing we are responsible jointly with {names} (Art. 26 GDPR).",
        )
    ]
    for recipient in known:
        agreed = recipient.agreement
        if agreed and agreed.essence:
            words = script.to(agreed.essence).rstrip(".")
            said.append(script.sentence(f"Vereinbart ist: {words}.", f"What is agreed: {words}."))
        if agreed and agreed.contact_point and "@" in agreed.contact_point:
            at = agreed.contact_point
            said.append(script.sentence(f"Gemeinsame Anlaufstelle: {at}.", f"Common contact point: {at}."))
    said.append(
        script.sentence(
            "‹Ihre|Deine› Rechte ‹können Sie|kannst du› bei jedem von uns geltend machen (Art. 26 Abs. 3 DSGVO).",
            "You can exercise your rights with each of us (Art. 26(3) GDPR).",
        )
    )
    return tuple(said)
