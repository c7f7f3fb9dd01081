"""The rights of people (Art. 13(2)(b)-(d) GDPR) and the separate objection notice (Art. 21(4) GDPR).

Law: each right has its own entry; the right to object stands in a block of its own, set apart from everything else. What
is only true of processing that the organisation does not do is not said.
"""

from __future__ import annotations

from zusage.document.tree import Block, Definitions, Emphasis, Link, Paragraph, Section, Sentence, plain
from zusage.kinds.words.periods import within
from zusage.kinds.words.rights import TITLES, right
from zusage.language.address import addressed
from zusage.language.lists import join
from zusage.policy.activity import Activity
from zusage.policy.promise import Promise
from zusage.reference.authorities import authority
from zusage.writer.script import Entry, Script, entry, listed

_LISTED = ("access", "rectification", "erasure", "restriction", "portability")
_CONSENT = ("consent-withdrawable", "consent-proven", "choice-remembered")
_OBJECTED = ("legitimate_interests", "public_task")


def rights_section(script: Script) -> Section:
    """What people can ask for, how, and who else helps."""
    entries = (*(_right(script, name) for name in _LISTED), *_withdrawal(script), _complaint(script))
    blocks: tuple[Block, ...] = (_how(script), Definitions(entries))
    rest = script.take(lambda p: p.kind in ("right-honoured", "self-service") and "objection" not in p.id.split("/"))
    return Section("rights", script.say("‹Ihre|Deine› Rechte", "Your rights"), (*blocks, listed(rest)) if rest else blocks)


def objection_section(script: Script) -> tuple[Section, ...]:
    """The separate block of Art. 21(4) GDPR, where a basis or a promise makes it due."""
    titles = [script.to(activity.title) for activity in objected(script)]
    general = script.take(lambda p: p.kind == "right-honoured" and "objection" in p.id.split("/"))
    said = _effects(script)
    if not (titles or general or said):
        return ()
    own = plain(addressed(right("objection", script.language), script.document.address_form))
    first = Paragraph((*(general or (own,)), _informal(script)))
    details = (*(said or _concerned(script, titles)), *_marketing(script))
    blocks: tuple[Block, ...] = (first, listed(details)) if details else (first,)
    title = script.say("‹Ihr|Dein› Widerspruchsrecht", "Your right to object")
    block = Emphasis(script.say("‹Sie können|Du kannst› widersprechen", "You can object"), blocks)
    return (Section("objection", title, (block,)),)


def objected(script: Script) -> tuple[Activity, ...]:
    """The activities that people can object to: legitimate interests, a public task, or direct marketing."""
    return tuple(
        a for a in script.activities
        if any(b.kind in _OBJECTED for b in a.bases) or (a.objection is not None and a.objection.absolute)
    )  # fmt: skip


def objects_to_marketing(script: Script) -> bool:
    """Whether an objection needs no reason because it is about advertising (Art. 21(2) GDPR)."""
    return any(a.objection and a.objection.absolute for a in script.activities)


def _effects(script: Script) -> tuple[Sentence, ...]:
    """What an objection does: one sentence for all activities for which it does the same."""
    promises = script.take_promises(lambda p: p.kind == "objection-honoured")
    stops = [p for p in promises if _stops(script.policy.activities[p.activity])]
    weighed = [p for p in promises if p not in stops]
    return (
        *_together(script, stops, "", ""),
        *_together(
            script,
            weighed,
            " und wir keine zwingenden schutzwürdigen Gründe nachweisen, die überwiegen",
            " and we demonstrate no compelling legitimate grounds that outweigh yours",
        ),
    )


def _stops(activity: Activity) -> bool:
    found = activity.objection
    return found is not None and (found.absolute or found.effect == "stop")


def _together(script: Script, promises: list[Promise], unless_de: str, unless_en: str) -> tuple[Sentence, ...]:
    if len(promises) < 2:
        return tuple(script.words(promise) for promise in promises)
    titles = join([script.quoted(script.policy.activities[p.activity].title) for p in promises], script.language)
    words = script.say(
        f"Wenn ‹Sie widersprechen|du widersprichst›{unless_de}, beenden wir für ‹Sie|dich›: {titles}.",
        f"If you object{unless_en}, we stop for you: {titles}.",
    )
    return (plain(words, *(promise.id for promise in promises)),)


def _informal(script: Script) -> Sentence:
    contact = script.policy.rights.email or script.policy.organisation.email
    return script.sentence(f"Eine formlose Nachricht an {contact} genügt.", f"An informal message to {contact} is enough.")


def _concerned(script: Script, titles: list[str]) -> tuple[Sentence, ...]:
    names = join([f"„{t}“" if script.language == "de" else f"“{t}”" for t in titles], script.language)
    return (script.sentence(f"Das betrifft: {names}.", f"This concerns: {names}."),) if names else ()


def _marketing(script: Script) -> tuple[Sentence, ...]:
    if not objects_to_marketing(script):
        return ()
    return (
        script.sentence(
            "Der Verwendung ‹Ihrer|deiner› Daten für Direktwerbung ‹können Sie|kannst du› jederzeit ohne Angabe von Gründen "
            "widersprechen; wir beenden sie dann (Art. 21 Abs. 2 und 3 DSGVO).",
            "You can object to the use of your data for direct marketing at any time without giving reasons; "
            "we then stop it (Art. 21(2) and (3) GDPR).",
        ),
    )


def _how(script: Script) -> Paragraph:
    rights = script.policy.rights
    email = rights.email or script.policy.organisation.email
    time = within(rights.answer_within, script.language)
    post_de = " oder per Post an die oben genannte Anschrift" if rights.post else ""
    post_en = " or by post to the address above" if rights.post else ""
    first = Sentence(
        (
            script.say("‹Schreiben Sie|Schreib› uns dazu formlos an ", "Write to us informally at "),
            Link(email, f"mailto:{email}"),
            script.say(f"{post_de}.", f"{post_en}."),
        )
    )
    second = script.sentence(
        f"Wir antworten {time} und unentgeltlich; brauchen wir ausnahmsweise länger, teilen wir ‹Ihnen|dir› das "
        "innerhalb dieser Frist mit Gründen mit (Art. 12 Abs. 3 und 5 DSGVO).",
        f"We answer {time} and free of charge; should we exceptionally need longer, we tell you so within that "
        "time, with reasons (Art. 12(3) and (5) GDPR).",
    )
    channels = script.take_kinds("channel-reachable")
    return Paragraph((*(channels or (first,)), second, *script.take_kinds("identity-checked")))


def _right(script: Script, name: str) -> Entry:
    said = script.take(lambda p: p.kind == "right-honoured" and name in p.id.split("/"))
    own = plain(addressed(right(name, script.language), script.document.address_form))
    return (script.to(TITLES[name]), (listed(said or (own,)),))


def _withdrawal(script: Script) -> tuple[Entry, ...]:
    general = script.take(lambda p: p.kind == "right-honoured" and "withdrawal" in p.id.split("/"))
    said = script.take(lambda p: p.kind in _CONSENT and not p.activity)
    uses = any(basis.kind == "consent" for activity in script.activities for basis in activity.bases)
    if not (general or said or uses):
        return ()
    own = plain(addressed(right("withdrawal", script.language), script.document.address_form))
    return entry(script.to(TITLES["withdrawal"]), (*(general or (own,)), *said))


def _complaint(script: Script) -> Entry:
    known = authority(script.policy.organisation.authority)
    first = script.sentence(
        "‹Sie können sich|Du kannst dich› bei einer Aufsichtsbehörde beschweren, insbesondere am Ort ‹Ihres|deines› "
        "Aufenthalts, ‹Ihres|deines› Arbeitsplatzes oder des vermuteten Verstoßes (Art. 77 DSGVO).",
        "You can lodge a complaint with a supervisory authority, in particular where you live, where you work or where "
        "the alleged infringement took place (Art. 77 GDPR).",
    )
    if known is None:
        return (script.to(TITLES["complaint"]), (Paragraph((first,)),))
    lead = script.say("Für uns zuständig: ", "The authority in charge of us: ")
    tail = f", {known.address}" if known.address else ""
    web: tuple[str | Link, ...] = (", ", Link(known.web.split("://")[-1], known.web)) if known.web else ()
    second = Sentence((f"{lead}{known.name}{tail}", *web, "."))
    return (script.to(TITLES["complaint"]), (Paragraph((first, second)),))
