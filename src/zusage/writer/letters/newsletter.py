"""The texts of a newsletter: form, confirmation mail, page, welcome, unsubscription, suppression list.

Law: written only for consents that confirm an address (double opt-in) or serve a newsletter; the confirmation mail carries
no advertising, every mail names the sender and the way out (Art. 7 GDPR, section 7 UWG).
"""

from __future__ import annotations

from zusage.document.tree import Block, Document, Emphasis, Paragraph, Section, Sentence, Strong, plain
from zusage.language.grammar import capitalised
from zusage.policy.activity import Activity
from zusage.policy.organisation import Consent
from zusage.policy.promise import StageTerms
from zusage.writer.letters.consent_texts import first_words, ways_words
from zusage.writer.letters.decided import used_by
from zusage.writer.letters.letter import people_pen, say
from zusage.writer.order import Order
from zusage.writer.pen import Pen, bullets, para


def newsletters(order: Order) -> tuple[Consent, ...]:
    """Consents that are about a newsletter."""
    return tuple(c for c in order.policy.consents.values() if c.double_opt_in or _serves(order, c))


def _serves(order: Order, consent: Consent) -> bool:
    activities = (a for a in order.policy.activities.values() if any(b.consent == consent.id for b in a.bases))
    return any(p.kind == "newsletter" for a in activities for p in a.purposes) and consent.by == "form"


def newsletter_texts(order: Order) -> tuple[Document, ...]:
    """A document per newsletter; none where there is none."""
    pen = people_pen(order)
    return tuple(_texts(pen, consent) for consent in newsletters(order))


def _texts(pen: Pen, consent: Consent) -> Document:
    label = capitalised(pen.to(consent.label))
    activities = used_by(pen, consent)
    sections = [
        _form(pen, consent, activities),
        *(_confirm(pen, consent, activities) if consent.double_opt_in else ()),
        _welcome(pen, consent),
        _goodbye(pen, activities),
        *_suppressed(pen),
        _checks(pen, consent, activities),
    ]
    title = pen.say(f"Texte für „{label}“", f"Texts for “{label}”")
    id = "newsletter-texts" if consent.id == "newsletter" else f"newsletter-texts-{consent.id}"
    return pen.document(id, title, sections)


def _shown(title: str, *blocks: Block) -> Emphasis:
    return Emphasis(title, blocks)


def _button(words: str) -> Paragraph:
    return Paragraph((Sentence((Strong(f"[ {words} ]"),)),))


def _form(pen: Pen, consent: Consent, activities: list[Activity]) -> Section:
    fields = [d for a in activities for d in a.data if d.required in ("service", "contract", "no") and not d.aggregated]
    optional, needed = pen.say(" (freiwillig)", " (optional)"), pen.say(" (erforderlich)", " (required)")
    lines = bullets(plain(f"{capitalised(pen.to(d.label))}{optional if d.required == 'no' else needed}") for d in fields)
    words = (pen.full(consent.words),) if consent.words is not None else first_words(pen, consent, activities)
    back = pen.s(f"Das ist freiwillig und jederzeit widerrufbar: {ways_words(pen, consent)}.",
                 f"This is voluntary and can be withdrawn at any time: {ways_words(pen, consent)}.")  # fmt: skip
    frame = _shown(
        pen.say("Formular", "Form"),
        *((lines,) if fields else (para(pen.ask("welche Felder das Formular hat", "which fields the form has")),)),
        para(*words, back),
        Paragraph((Sentence((Strong(pen.say("☐ leeres Feld, nicht vorausgewählt", "☐ empty box, not ticked")),)),)),
        _button(pen.say("Anmelden", "Sign up")),
    )
    return Section("form", pen.say("Anmeldung", "Sign-up"), (frame,))


def _confirm(pen: Pen, consent: Consent, activities: list[Activity]) -> tuple[Section, ...]:
    us, label = pen.policy.organisation, pen.to(consent.label)
    ids = {a.id for a in activities}
    unconfirmed = tuple(
        pen.promised(p)
        for p in pen.policy.promises
        if p.activity in ids
        and isinstance(p.terms, StageTerms)
        and p.terms.rule.where is not None
        and p.kind == "delete-after"
    )
    mail = _shown(
        pen.say("Bestätigungsmail", "Confirmation mail"),
        para(Sentence((Strong(pen.say(f"Betreff: Bitte bestätigen: {label}", f"Subject: Please confirm: {label}")),))),
        para(
            pen.s("Guten Tag,", "Hello,"),
            say(pen, f"am ‹Datum und Uhrzeit der Anmeldung› wurde diese Adresse für „{label}“ von {us.name} angemeldet. "
            f"Bitte ‹bestätigen Sie|"
                "bestätige› das mit diesem Link:",
                f"on ‹date and time of sign-up› this address was signed up for “{label}” of {us.name}. Please confirm by "
                f"this link:"),
        ),
        para(say(pen, "‹Link zur Bestätigung›", "‹confirmation link›")),
        para(
            pen.s("Wer sich nicht angemeldet hat, muss nichts tun: Ohne Bestätigung schicken wir nichts weiter.",
                  "Whoever did not sign up need not do anything: without confirmation we send nothing more."),
            *(unconfirmed or (pen.ask("wann unbestätigte Anmeldungen gelöscht werden", "when unconfirmed sign-ups are "
            "deleted"),)),
        ),
        _sender(pen),
    )  # fmt: skip
    note = para(
        pen.s(
            "Diese Nachricht enthält keine Werbung, auch nicht in der Signatur.",
            "This message holds no advertising, not even in its signature.",
        )
    )
    page = _shown(
        pen.say("Seite nach der Bestätigung", "Page after confirming"),
        para(
            pen.s(f"Danke, die Anmeldung für „{label}“ ist bestätigt.", f"Thank you, the sign-up for “{label}” is "
            f"confirmed."),
            pen.s(f"Abmelden ist jederzeit möglich, {ways_words(pen, consent)}.", f"Unsubscribing is possible at any "
            f"time, {ways_words(pen, consent)}."),
        ),
    )  # fmt: skip
    return (
        Section("confirm", pen.say("Bestätigung der Adresse", "Confirming the address"), (mail, note)),
        Section("page", pen.say("Bestätigungsseite", "Confirmation page"), (page,)),
    )


def _sender(pen: Pen) -> Paragraph:
    us = pen.policy.organisation
    return Paragraph((plain(us.name), plain(us.address), plain(us.email)), lines=True)


def _welcome(pen: Pen, consent: Consent) -> Section:
    label = pen.to(consent.label)
    mail = _shown(
        pen.say("Willkommensmail", "Welcome mail"),
        para(Sentence((Strong(pen.say(f"Betreff: Willkommen bei „{label}“", f"Subject: Welcome to “{label}”")),))),
        para(
            say(pen, "Guten Tag ‹Name, wenn angegeben›,", "Hello ‹name, if given›,"),
            say(pen, "ab jetzt ‹erhalten Sie|erhältst du› von uns: ‹was kommt und wie oft›.", "from now on you receive "
            "from us: ‹what comes, and how often›."),
        ),
        para(
            say(pen, "Abmelden: ‹Link zum Abmelden›",
                "Unsubscribe: ‹unsubscribe link›"),
        ),
        _sender(pen),
    )  # fmt: skip
    return Section("welcome", pen.say("Willkommen", "Welcome"), (mail,))


def _goodbye(pen: Pen, activities: list[Activity]) -> Section:
    ids = {a.id for a in activities}
    gone = tuple(
        pen.promised(p)
        for p in pen.policy.promises
        if p.activity in ids and isinstance(p.terms, StageTerms) and p.terms.rule.where is None and p.kind != "never-deleted"
    )
    page = _shown(
        pen.say("Seite oder Mail nach der Abmeldung", "Page or mail after unsubscribing"),
        para(
            pen.s(
                "Die Abmeldung ist erledigt. Weitere Nachrichten schicken wir nicht.",
                "You are unsubscribed. We send no further messages.",
            )
        ),
        bullets(gone)
        if gone
        else para(
            pen.ask("wann die Adresse nach der Abmeldung gelöscht wird", "when the address is deleted after unsubscribing")
        ),
    )
    return Section("goodbye", pen.say("Abmeldung", "Unsubscribing"), (page,))


def _suppressed(pen: Pen) -> tuple[Section, ...]:
    if not any(p.kind == "suppresses" for p in pen.policy.promises):
        return ()
    said = [pen.promised(p) for p in pen.policy.promises if p.kind == "suppresses"]
    words = _shown(
        pen.say("Hinweis zur Sperrliste", "Note on the suppression list"),
        para(
            pen.s("Damit die Adresse nicht versehentlich wieder angeschrieben wird, merken wir sie auf einer Sperrliste "
            "vor. Sie dient nur "
                  "diesem Zweck. ‹Sie können|Du kannst› dem widersprechen.",
                  "So that the address is not written to again by mistake, we note it on a suppression list. It serves "
                  "this purpose only. "
                  "You can object to it."),
        ),
        bullets(said),
    )  # fmt: skip
    return (Section("suppression", pen.say("Sperrliste", "Suppression list"), (words,)),)


def _checks(pen: Pen, consent: Consent, activities: list[Activity]) -> Section:
    ids = {a.id for a in activities}
    said = tuple(
        pen.promised(p)
        for p in pen.policy.promises
        if (p.activity in ids and p.kind in ("link-present", "consent-proven", "consent-before"))
        or (
            not p.activity
            and p.kind in ("consent-proven", "consent-withdrawable")
            and p.id.split("/")[-2:].count(consent.id)
        )
    )
    lines = said or (
        pen.ask(
            "wie geprüft wird, dass nur an bestätigte Adressen versandt wird",
            "how it is checked that mail goes to confirmed addresses only",
        ),
    )
    return Section("checks", pen.say("Was wir dazu zusagen", "What we promise about it"), (bullets(lines),))
