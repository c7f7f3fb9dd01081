"""The texts of consents: what people see first, what stands behind it, how they withdraw, what is on record.

Law: the words are the declared ones, or built from purposes, data, recipients and transfers; access to the device
(section 25 TDDDG) and processing (Art. 6(1)(a) GDPR) are told apart; nothing is ticked beforehand, and refusing is as easy
as agreeing
(Art. 4 no. 11, 7 GDPR).
"""

from __future__ import annotations

import re

from zusage.document.tree import Block, Definitions, Document, Emphasis, Paragraph, Section, Sentence, Strong, Table, plain
from zusage.language.citations import gdpr, section
from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.policy.activity import Activity, Datum, DeviceItem, Flow
from zusage.policy.organisation import Consent
from zusage.policy.promise import Duty
from zusage.writer.concepts.weighing import Entry, abroad, away, entry, recipient_name
from zusage.writer.letters.decided import used_by
from zusage.writer.letters.letter import people_pen
from zusage.writer.order import Order
from zusage.writer.pen import Pen, bullets, para


def consent_texts(order: Order) -> tuple[Document, ...]:
    """One document for all consents; none where nobody is asked for one."""
    pen = people_pen(order)
    if not order.policy.consents:
        return ()
    sections = (
        _rules(pen),
        *(_consent(pen, consent) for consent in order.policy.consents.values()),
        *_necessary(pen),
    )
    return (pen.document("consent-texts", pen.say("Texte der Einwilligungen", "Texts of consents"), sections),)


def _rules(pen: Pen) -> Section:
    lines = (
        pen.s("Kein Feld ist vorausgewählt; Zustimmung ist eine eindeutige Handlung (Art. 4 Nr. 11 DSGVO).",
              "No box is ticked beforehand; agreeing is a clear act (Art. 4 no. 11 GDPR)."),
        pen.s("„Ablehnen“ steht neben „Zustimmen“, auf derselben Ebene, gleich groß und gleich gut lesbar.",
              "“Refuse” stands beside “Agree”, on the same level, of the same size and as easy to read."),
        pen.s("Jede Einwilligung wird getrennt von anderen Erklärungen erfragt (Art. 7 Abs. 2 DSGVO) und ist keine "
        "Bedingung für etwas, "
              "wofür sie nicht gebraucht wird (Art. 7 Abs. 4 DSGVO).",
              "Every consent is asked apart from other declarations (Art. 7(2) GDPR) and is no condition of anything "
              "that does not need it "
              "(Art. 7(4) GDPR)."),
        pen.s("Der Hinweis auf den Widerruf steht vor der Zustimmung; widerrufen ist so leicht wie zustimmen (Art. 7 "
        "Abs. 3 DSGVO).",
              "People are told of withdrawal before they agree; withdrawing is as easy as agreeing (Art. 7(3) GDPR)."),
        pen.s("Der Zugriff auf das Endgerät (§ 25 Abs. 1 TDDDG) und die Verarbeitung der Daten (Art. 6 Abs. 1 lit. a "
        "DSGVO) sind zwei "
              "Schritte; die Einwilligung nennt beide.",
              "Access to the device (section 25(1) TDDDG) and processing of the data (Art. 6(1)(a) GDPR) are two steps; "
              "the consent names "
              "both."),
    )  # fmt: skip
    return Section("rules", pen.say("Was für alle Texte gilt", "What holds for every text"), (bullets(lines),))


def _consent(pen: Pen, consent: Consent) -> Section:
    activities = used_by(pen, consent)
    parts = (
        ("first", "Erste Ebene", "First layer", (_first(pen, consent, activities),)),
        ("second", "Zweite Ebene", "Second layer", _second(pen, consent, activities)),
        ("withdraw", "Widerruf", "Withdrawal", (para(*withdrawal_words(pen, consent)),)),
        ("proof", "Nachweis", "Record", (Definitions(_proof(pen, consent)),)),
    )
    sections = tuple(Section(f"c-{consent.id}-{id}", pen.say(de, en), blocks) for id, de, en, blocks in parts)
    return Section(f"c-{consent.id}", capitalised(pen.to(consent.label)), (para(_where(pen, consent)),), sections)


def _where(pen: Pen, consent: Consent) -> Sentence:
    match consent.by:
        case "banner":
            return pen.s("Gefragt wird im Auswahlfenster der Website.", "Asked in the consent window of the website.")
        case "form":
            return pen.s(
                "Gefragt wird im Formular, mit einem eigenen, leeren Feld.",
                "Asked in the form, with an empty box of its own.",
            )
        case "connection":
            return pen.s("Gefragt wird, wenn der Dienst verbunden wird.", "Asked when the service is connected.")
        case _:
            return pen.ask("wo gefragt wird", "where it is asked")


def purposes_of(pen: Pen, activities: list[Activity], consent: Consent) -> list[str]:
    """Purposes that rest on the consent, each once."""
    found: list[str] = []
    for activity in activities:
        basis = next((b for b in activity.bases if b.consent == consent.id and b.purposes), None)
        chosen = [p for p in activity.purposes if basis is None or p.id in basis.purposes]
        found += [pen.to(p.text) for p in chosen]
    return list(dict.fromkeys(found))


def data_of(activities: list[Activity], consent: Consent) -> list[Datum]:
    """The data that people agree to; the record of the consent itself is none of them."""
    found = []
    for activity in activities:
        named = {id for basis in activity.bases if basis.consent == consent.id for id in basis.data}
        found += [d for d in activity.data if (not named or d.id in named) and not _is_record(d, consent)]
    return found


def _is_record(datum: Datum, consent: Consent) -> bool:
    if (
        not consent.table
        or (datum.system, datum.table) != (consent.system, consent.table)
        or datum.special not in ("", "no")
    ):
        return False
    record = {consent.given, consent.confirmed, consent.withdrawn, consent.text}
    return datum.columns is None or set(datum.columns) <= record


def _first(pen: Pen, consent: Consent, activities: list[Activity]) -> Emphasis:
    title = pen.say("Text, wie er zu sehen ist", "Text as people see it")
    words = (pen.full(consent.words),) if consent.words is not None else first_words(pen, consent, activities)
    blocks: list[Block] = [para(*words)]
    if consent.words is None or consent.by == "banner":
        blocks.append(para(*_ways_back(pen, consent)))
    blocks.append(_buttons(pen, consent))
    return Emphasis(title, tuple(blocks))


def first_words(pen: Pen, consent: Consent, activities: list[Activity]) -> tuple[Sentence, ...]:
    """The sentence of agreement, built from purposes, data, recipients and countries."""
    us, purposes = pen.policy.organisation.name, pen.list(purposes_of(pen, activities, consent))
    if not purposes:
        return (pen.ask("wofür diese Einwilligung gebraucht wird", "what this consent is needed for"),)
    data = pen.list(dict.fromkeys(pen.to(d.label) for d in data_of(activities, consent) if not d.aggregated))
    items = [d for a in activities for d in a.devices if d.consent == consent.id]
    about = pen.say(f" Es geht um: {data}.", f" It is about: {data}.") if data else ""
    who = _receivers(pen, activities)
    if consent.by == "banner":
        device = (
            pen.say(" Dazu speichern wir Informationen auf ‹Ihrem|deinem› Gerät oder lesen sie dort aus.",
                    " For this we store information on your device or read it there.")
            if items else ""
        )  # fmt: skip
        return (plain(pen.say(f"Dürfen wir ‹Ihre|deine› Daten dafür verwenden: {purposes}?{device}{about}{who}",
                              f"May we use your data for this: {purposes}?{device}{about}{who}")),)  # fmt: skip
    if _SPOKEN_TO.search(f"{purposes} {data}"):
        return (plain(pen.say(f"{us} darf ‹Ihre|deine› Daten dafür verwenden: {purposes}.{about}{who} Ja, das möchte ich.",
                              f"{us} may use your data for this: {purposes}.{about}{who} Yes, I agree.")),)  # fmt: skip
    return (plain(pen.say(f"Ja, {us} darf meine Daten dafür verwenden: {purposes}.{about}{who}",
                          f"Yes, {us} may use my data for this: {purposes}.{about}{who}")),)  # fmt: skip


_SPOKEN_TO = re.compile(r"\b(?:Sie|Ihnen|Ihr(?:e[rmns]?)?|du|dich|dir|dein(?:e[rmns]?)?|you|your)\b")
"""Declared words that speak to the person do not go together with "my data"."""


def _receivers(pen: Pen, activities: list[Activity]) -> str:
    hosts = {system.host for system in pen.policy.systems.values() if system.host}
    found = [
        (known, recipient_name(pen, known, flow.recipient))
        for activity in activities
        for flow in activity.flows
        if (known := pen.policy.recipients.get(flow.recipient)) is not None
        and known.role not in ("self", "authority")
        and known.id not in hosts
    ]
    if not found:
        return ""
    names = pen.list(dict.fromkeys(name for _, name in found)).rstrip(".")
    far = "; ".join(dict.fromkeys(f"{name}, {away(pen, known)}" for known, name in found if away(pen, known)))
    land = (
        pen.say(f" Außerhalb des Europäischen Wirtschaftsraums: {far}.", f" Outside the European Economic Area: {far}.")
        if far
        else ""
    )
    return pen.say(f" Die Daten erhält auch: {names}.{land}", f" The data also go to: {names}.{land}")


def _ways_back(pen: Pen, consent: Consent) -> tuple[Sentence, ...]:
    ways = ways_words(pen, consent)
    if not ways:
        return (pen.ask("wie die Einwilligung widerrufen wird", "how the consent is withdrawn"),)
    return (
        pen.s(f"Das ist freiwillig. Widerrufen ist jederzeit möglich: {ways}. Mehr steht in der Datenschutzerklärung.",
              f"This is voluntary. It can be withdrawn at any time: {ways}. The privacy notice says more."),
    )  # fmt: skip


_WAYS = {
    "link_in_mail": ("mit dem Link in jeder Nachricht", "by the link in every message"),
    "banner": ("im Auswahlfenster, das auf jeder Seite erreichbar ist", "in the consent window, which every page offers"),
    "self_service": ("in den eigenen Einstellungen", "in the own settings"),
    "request": ("mit einer formlosen Nachricht an uns", "by an informal message to us"),
}


def ways_words(pen: Pen, consent: Consent) -> str:
    """The ways to withdraw in words."""
    at = 0 if pen.language == "de" else 1
    return pen.list((_WAYS[way][at] for way in consent.withdraw if way in _WAYS), "or")


def _buttons(pen: Pen, consent: Consent) -> Paragraph:
    if consent.by != "banner":
        box = pen.say("☐ leeres Feld, nicht vorausgewählt", "☐ empty box, not ticked")
        return Paragraph((Sentence((Strong(box),)),))
    agree = pen.say("Zustimmen", "Agree")
    refuse = pen.to(consent.refuse_text) if consent.refuse_text is not None else pen.say("Ablehnen", "Refuse")
    buttons = Sentence((Strong(f"[ {agree} ]   [ {refuse} ]"),))
    level = (
        () if consent.refuse == "first_level"
        else (pen.ask("dass sich schon auf der ersten Ebene ablehnen lässt", "that refusing is possible on the first "
        "level already"),)
    )  # fmt: skip
    return Paragraph((buttons, *level), lines=True)


def _second(pen: Pen, consent: Consent, activities: list[Activity]) -> tuple[Block, ...]:
    items = [d for a in activities for d in a.devices if d.consent == consent.id]
    rows: list[Entry] = []
    if items:
        rows += entry(pen.say("Zugriff auf das Gerät", "Access to the device"), (
            pen.s(f"Rechtsgrundlage: Einwilligung nach {section('25', 'TDDDG', 'de', '1')}. Was gespeichert oder gelesen "
            f"wird, zeigt die Tabelle.",
                  f"Legal basis: consent under {section('25', 'TDDDG', 'en', '1')}. The table shows what is stored or "
                  f"read."),))  # fmt: skip
    rows += entry(pen.say("Verarbeitung der Daten", "Processing of the data"), (_processing(pen, activities),))
    rows += entry(
        pen.say("Zwecke", "Purposes"), tuple(plain(f"{capitalised(p)}.") for p in purposes_of(pen, activities, consent))
    )
    rows += entry(pen.say("Daten", "Data"), tuple(plain(capitalised(pen.to(d.label))) for d in data_of(activities, consent)))
    rows += entry(
        pen.say("Empfänger", "Recipients"), tuple(dict.fromkeys(_flow(pen, flow) for a in activities for flow in a.flows))
    )
    kept = tuple(
        pen.promised(p) for p in pen.policy.promises if p.activity in {a.id for a in activities} and p.duty is Duty.KEEP
    )
    rows += entry(pen.say("Speicherdauer", "Period"), kept)
    blocks: list[Block] = [Definitions(tuple(rows))]
    if items:
        blocks.append(_devices(pen, consent, items))
    return tuple(blocks)


def _processing(pen: Pen, activities: list[Activity]) -> Sentence:
    special = any(d.special not in ("", "no") for a in activities for d in a.data)
    more_de = f" und {gdpr(9, 'de', 2, 'a')} (ausdrückliche Einwilligung)" if special else ""
    more_en = f" and {gdpr(9, 'en', 2, 'a')} (explicit consent)" if special else ""
    return pen.s(f"Rechtsgrundlage: Einwilligung nach {gdpr(6, 'de', 1, 'a')}{more_de}.",
                 f"Legal basis: consent under {gdpr(6, 'en', 1, 'a')}{more_en}.")  # fmt: skip


def _flow(pen: Pen, flow: Flow) -> Sentence:
    known = pen.policy.recipients.get(flow.recipient)
    name = capitalised(pen.to(flow.category) if flow.category else recipient_name(pen, known, flow.recipient))
    where = abroad(pen, known) if known is not None else ""
    return plain(f"{name} ({where})" if where else name)


def _devices(pen: Pen, consent: Consent, items: list[DeviceItem]) -> Table:
    head = (
        pen.say("Name", "Name"),
        pen.say("Von", "By"),
        pen.say("Wer liest", "Who reads"),
        pen.say("Dauer", "Lifetime"),
    )
    rows = tuple(
        tuple(
            map(
                plain,
                (
                    item.name,
                    _party(pen, item.by),
                    pen.list(_party(pen, id) for id in item.read_by) or _party(pen, item.by),
                    _lifetime(pen, item),
                ),
            )
        )
        for item in items
    )
    caption = pen.say("Auf dem Gerät", "On the device")
    return Table(caption, head, rows, f"device-{consent.id}", ("name", "by", "read_by", "lifetime"), (4, 5, 5, 3))


def _party(pen: Pen, id: str) -> str:
    return pen.policy.organisation.name if id == "self" else recipient_name(pen, pen.policy.recipients.get(id), id)


def _lifetime(pen: Pen, item: DeviceItem) -> str:
    if item.session:
        return pen.say("bis der Browser geschlossen wird", "until the browser is closed")
    return duration(item.lifetime, pen.language, "nominative") if item.lifetime else pen.say("keine", "none")


def withdrawal_words(pen: Pen, consent: Consent) -> tuple[Sentence, ...]:
    """How to withdraw, and what follows."""
    ways = ways_words(pen, consent)
    if not ways:
        return (pen.ask("wie die Einwilligung widerrufen wird", "how the consent is withdrawn"),)
    expires = (
        (pen.s(f"Ohne Widerruf gilt die Einwilligung {duration(consent.expires, 'de')}; danach fragen wir erneut.",
               f"Without withdrawal the consent is valid for {duration(consent.expires, 'en')}; then we ask again."),)
        if consent.expires else ()
    )  # fmt: skip
    return (
        pen.s(f"‹Sie können|Du kannst› die Einwilligung jederzeit widerrufen, {ways}.", f"You can withdraw the consent "
        f"at any time, {ways}."),
        pen.s("Was bis dahin geschehen ist, bleibt rechtmäßig. Wer widerruft, hat keine Nachteile.",
              "What happened before stays lawful. Whoever withdraws has no disadvantage."),
        *expires,
    )  # fmt: skip


def _proof(pen: Pen, consent: Consent) -> tuple[Entry, ...]:
    names = (
        (consent.given, pen.say("Zeitpunkt der Zustimmung", "time of agreeing")),
        (consent.text, pen.say("Fassung des gezeigten Textes", "version of the text shown")),
        (consent.confirmed, pen.say("Zeitpunkt der Bestätigung", "time of confirmation")),
        (consent.withdrawn, pen.say("Zeitpunkt des Widerrufs", "time of withdrawal")),
    )
    known = [words for column, words in names if column]
    recorded = (plain(f"{capitalised(pen.list(known))}."),) if known else (
        pen.ask("wo und wie die Einwilligung nachgewiesen wird (Art. 7 Abs. 1 DSGVO)", "where and how the consent is on "
        "record (Art. 7(1) GDPR)"),)  # fmt: skip
    asked = () if consent.text or not known else (pen.ask("welcher Text gezeigt wurde", "which text was shown"),)
    where = (plain(f"{consent.system}.{consent.table}"),) if consent.table else ()
    rows: list[Entry] = [
        *entry(pen.say("Festgehalten wird", "On record"), (*recorded, *asked)),
        *entry(pen.say("Wo", "Where"), where),
    ]
    if consent.double_opt_in:
        rows += entry(pen.say("Bestätigung", "Confirmation"), (
            pen.s("Die Adresse wird mit einem Link bestätigt, bevor die Einwilligung gilt (Doppel-Opt-in).",
                  "The address is confirmed by a link before the consent counts (double opt-in)."),))  # fmt: skip
    if consent.age:
        rows += entry(pen.say("Alter", "Age"), (pen.s(f"Ab {consent.age} Jahren; darunter stimmen die Eltern zu (Art. 8 "
        f"DSGVO).",
                                                      f"From {consent.age} years; below that the parents agree (Art. 8 "
                                                      f"GDPR)."),))  # fmt: skip
    return tuple(rows)


def _necessary(pen: Pen) -> tuple[Section, ...]:
    found = [d for a in pen.policy.activities.values() for d in a.devices if d.necessary is not None]
    if not found:
        return ()
    intro = para(
        pen.s("Dafür wird nicht gefragt, weil es für den ausdrücklich gewünschten Dienst unbedingt erforderlich ist (§ "
        "25 Abs. 2 Nr. 2 TDDDG):",
              "This is not asked, because it is strictly necessary for the service that was expressly requested (section "
              "25(2) no. 2 TDDDG):")
    )  # fmt: skip
    lines = bullets(
        plain(f"{d.name}: {pen.to(d.necessary)} ({_lifetime(pen, d)})") for d in found if d.necessary is not None
    )
    return (Section("necessary", pen.say("Ohne Einwilligung", "Without consent"), (intro, lines)),)
