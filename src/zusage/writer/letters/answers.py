"""Answers to what people can ask: receipt, extension, passing on, the six requests, withdrawal, refusal.

Law: each answer is a letter of its own with gaps for the person and for what a person decides; a refusal names who decided,
why, and the remedies (Art. 12(3), (4) GDPR). Letters about things that the organisation does not do are not written.
"""

from __future__ import annotations

from collections.abc import Callable

from zusage.document.tree import Block, Document, Sentence
from zusage.kinds.words.periods import within
from zusage.language.durations import duration
from zusage.writer.letters.access import access
from zusage.writer.letters.decided import erasure, objection, portability, refusal, restriction, withdrawal
from zusage.writer.letters.letter import letter, on_behalf, only_if, people_pen, remedies, say
from zusage.writer.letters.told import told
from zusage.writer.order import Order
from zusage.writer.pen import Pen, para

Writer = Callable[[Pen], tuple[Document, ...]]


def answers(order: Order) -> tuple[Document, ...]:
    """Every letter; none where nobody can ask us anything."""
    if not order.policy.activities:
        return ()
    pen = people_pen(order)
    parts: tuple[Writer, ...] = (
        _receipt, _extension, _forwarding, access, _rectification, erasure, restriction, portability, objection, withdrawal,
        refusal,
    )  # fmt: skip
    return tuple(document for part in parts for document in part(pen))


def _receipt(pen: Pen) -> tuple[Document, ...]:
    time = within(pen.policy.rights.answer_within, pen.language)
    body: list[Block] = [
        para(
            say(pen, "‹Ihr|dein› Antrag ist am ‹Datum des Eingangs› bei uns eingegangen. Er hat die Nummer ‹Nummer des "
            "Vorgangs›.",
                "we received your request on ‹date of receipt›. Its number is ‹case number›."),
            say(pen, f"Wir antworten {time} nach Eingang, also bis zum ‹letzter Tag der Frist› (Art. 12 Abs. 3 DSGVO).",
                f"We answer {time} of receipt, that is by ‹last day of the term› (Art. 12(3) GDPR)."),
            *_fee(pen),
        ),
        _identity(pen),
        only_if(
            pen, "der Antrag unklar ist", "the request is unclear",
            para(say(pen, "Damit wir das Richtige tun, ‹sagen Sie|sag› uns bitte noch: ‹Rückfrage›. Die Frist läuft "
            "weiter.",
                     "So that we do the right thing, please tell us: ‹question›. The term keeps running.")),
        ),
    ]  # fmt: skip
    notes = (
        pen.s("Zuerst klären, wessen Anliegen es ist: Daten, die wir im Auftrag verarbeiten, betreffen die Kundinnen und "
        "Kunden; "
              "dann das Schreiben „Weitergabe“ verwenden.",
              "First settle whose request it is: data that we process on behalf of others concern our customers; then "
              "use the "
              "letter “Passing on”.") if on_behalf(pen) else
        pen.s("Antrag, Eingang und Antwort gehören in den Vorgang.", "Request, receipt and answer belong to the case."),
        pen.s("Nachweise zur Person nur bei begründeten Zweifeln verlangen, nie als Regel (Art. 12 Abs. 6 DSGVO).",
              "Ask for proof of identity on reasonable doubt only, never as a rule (Art. 12(6) GDPR)."),
    )  # fmt: skip
    title = pen.say("Eingangsbestätigung", "Receipt of a request")
    return (letter(pen, "answer-receipt", title, ("‹Ihr|Dein› Antrag: Eingang", "Your request: receipt"), body, notes),)


def _fee(pen: Pen) -> tuple[Sentence, ...]:
    if pen.policy.rights.fee not in ("", "none"):
        return ()
    return (
        pen.s("Das ist für ‹Sie|dich› unentgeltlich (Art. 12 Abs. 5 DSGVO).", "This is free of charge (Art. 12(5) GDPR)."),
    )


def _identity(pen: Pen) -> Block:
    proof = pen.policy.rights.delete_proof
    kept = (
        pen.s(
            f"Den Nachweis löschen wir {duration(proof, 'de')} nach der Prüfung.",
            f"We delete the proof {duration(proof, 'en')} after checking it.",
        )
        if proof
        else pen.ask("wann Nachweise der Identität gelöscht werden", "when proofs of identity are deleted")
    )
    return only_if(
        pen,
        "begründete Zweifel an der Identität bestehen",
        "there is reasonable doubt about the identity",
        para(
            say(
                pen,
                "Wir haben Zweifel, ob der Antrag von ‹Ihnen|dir› stammt, weil ‹Grund der Zweifel›. Bitte ‹weisen "
                "Sie|weise› das nach, am "
                "einfachsten so: ‹mildestes geeignetes Mittel›.",
                "We have doubts whether the request comes from you, because ‹reason for the doubt›. Please show it, most "
                "simply by "
                "‹mildest suitable means›.",
            ),
            kept,
        ),
    )


def _extension(pen: Pen) -> tuple[Document, ...]:
    body = (
        para(
            say(pen, "zu ‹Ihrem|deinem› Antrag vom ‹Datum des Eingangs› (Nummer ‹Nummer des Vorgangs›) brauchen wir "
            "länger als einen Monat, "
                "nämlich bis zum ‹neues Datum, höchstens drei Monate nach Eingang› (Art. 12 Abs. 3 DSGVO).",
                "for your request of ‹date of receipt› (number ‹case number›) we need longer than one month, namely "
                "until ‹new date, "
                "at most three months after receipt› (Art. 12(3) GDPR)."),
        ),
        para(
            say(pen, "Der Grund: ‹warum der Antrag schwierig ist oder wie viele Anträge es sind›.",
                "The reason: ‹why the request is complex, or how many requests there are›."),
            say(pen, "Was schon feststeht, erhalten ‹Sie|du› vorab: ‹was schon erledigt ist, oder: noch nichts›.",
                "What is settled already you receive now: ‹what is done, or: nothing yet›."),
        ),
    )  # fmt: skip
    notes = (
        pen.s("Dieses Schreiben muss innerhalb eines Monats nach Eingang hinausgehen und die Gründe nennen.",
              "This letter must go out within a month of receipt and give the reasons."),
        pen.s("Verlängert wird nur wegen Schwierigkeit und Zahl der Anträge, nicht wegen Personalmangels.",
              "Only complexity and number of requests allow an extension, a lack of staff does not."),
        say(pen, "Entschieden von: ‹Name und Funktion›", "Decided by: ‹name and function›"),
    )  # fmt: skip
    title = pen.say("Verlängerung der Frist", "Extension of the term")
    subject = ("‹Ihr|Dein› Antrag: längere Frist", "Your request: a longer term")
    return (letter(pen, "answer-extension", title, subject, body, notes),)


def _forwarding(pen: Pen) -> tuple[Document, ...]:
    """Where we are processor: to the person, and to the controller; nothing is decided by us."""
    found = on_behalf(pen)
    if not found:
        return ()
    titles = pen.list(pen.quoted(pen.to(activity.title)) for activity in found)
    to_person = (
        para(
            say(pen, f"‹Ihr|dein› Antrag vom ‹Datum des Eingangs› betrifft Daten, die wir im Auftrag verarbeiten "
            f"({titles}). Verantwortlich "
                "dafür ist ‹Name der verantwortlichen Stelle›; nur sie darf über den Antrag entscheiden.",
                f"your request of ‹date of receipt› is about data that we process on behalf of others ({titles}). ‹name "
                f"of the "
                "controller› is responsible for them, and only they may decide about it."),
            say(pen, "Wir haben den Antrag am ‹Datum› dorthin weitergegeben. ‹Ihre|Deine› Antwort kommt von dort: "
            "‹Kontakt der verantwortlichen "
                "Stelle›.",
                "We passed it on to them on ‹date›. Your answer comes from there: ‹contact of the controller›."),
        ),
    )  # fmt: skip
    to_controller = (
        para(
            say(pen, "bei uns ist am ‹Datum des Eingangs› ein Antrag eingegangen, der Daten betrifft, die wir in Ihrem "
            "Auftrag "
                "verarbeiten. Er liegt bei (Art. 28 Abs. 3 lit. e DSGVO).",
                "on ‹date of receipt› we received a request about data that we process on your behalf. It is attached "
                "(Art. 28(3)(e) GDPR)."),
            pen.s("Wir haben nichts entschieden, nichts gelöscht und nichts herausgegeben.",
                  "We have decided nothing, deleted nothing and handed nothing out."),
            say(pen, "Vorbereitet ist: ‹Export oder Löschplan mit Nummer›. Ausgeführt wird er nur auf Ihre Weisung in "
            "Textform. Ihre "
                "Frist endet am ‹letzter Tag der Frist›.",
                "Prepared is: ‹export or deletion plan with its number›. It is carried out on your instruction in text "
                "form only. "
                "Your term ends on ‹last day of the term›."),
        ),
    )  # fmt: skip
    times = dict.fromkeys(
        duration(a.forward_within, pen.language, "dative" if pen.language == "de" else "accusative")
        for a in found
        if a.forward_within
    )
    promised = pen.list(times, "or")
    notes = [
        pen.s(f"Weitergegeben wird innerhalb von {promised}.", f"It is passed on within {promised}.")
        if promised
        else pen.ask("wie schnell Anträge an die Auftraggeber gehen", "how fast requests go to the controllers"),
        pen.s("Dem Menschen wird nichts über die Sache selbst mitgeteilt.", "The person is told nothing about the matter "
        "itself."),
    ]  # fmt: skip
    first = letter(pen, "answer-forwarding-person", pen.say("Weitergabe: an die betroffene "
    "Person", "Passing on: to the person"),
                   ("‹Ihr|Dein› Antrag: weitergegeben", "Your request: passed on"), to_person, notes)  # fmt: skip
    second = letter(pen, "answer-forwarding-controller", pen.say("Weitergabe: an die verantwortliche "
    "Stelle", "Passing on: to the controller"),
                    ("Antrag einer betroffenen Person", "Request of a data subject"), to_controller, notes)  # fmt: skip
    return first, second


def _rectification(pen: Pen) -> tuple[Document, ...]:
    body = (
        para(
            say(pen, "‹Sie haben|du hast› uns am ‹Datum des Eingangs› gebeten, Daten zu berichtigen (Art. 16 DSGVO). Das "
            "ist geschehen:",
                "you asked us on ‹date of receipt› to rectify data (Art. 16 GDPR). It is done:"),
        ),
        para(say(pen, "‹Angabe›: bisher ‹alter Wert›, jetzt ‹neuer Wert›, seit ‹Datum›", "‹item›: was ‹old value›, now "
        "‹new value›, since ‹date›")),
        told(pen),
        only_if(
            pen, "Angaben ergänzt wurden", "details were added",
            para(say(pen, "Ergänzt haben wir: ‹ergänzende Erklärung›.", "We added: ‹supplementary statement›.")),
        ),
        only_if(
            pen, "die Richtigkeit noch geprüft wird", "accuracy is still being checked",
            para(
                say(pen, "Ob die Angabe unrichtig ist, prüfen wir noch, bis zum ‹Datum›. So lange nutzen wir sie nicht; "
                "sie ist eingeschränkt "
                    "(Art. 18 Abs. 1 lit. a DSGVO).",
                    "We are still checking whether it is inaccurate, until ‹date›. Until then we do not use it; it is "
                    "restricted "
                    "(Art. 18(1)(a) GDPR)."),
            ),
        ),
        remedies(pen),
    )  # fmt: skip
    title = pen.say("Berichtigung", "Rectification")
    subject = ("Berichtigung ‹Ihrer|deiner› Daten", "Rectification of your data")
    return (letter(pen, "answer-rectification", title, subject, body, (_evidence(pen),)),)


def _evidence(pen: Pen) -> Sentence:
    return pen.s(
        "Vorher und nachher gehören in den Vorgang, nicht in das Protokoll der Läufe.",
        "Before and after belong to the case, not to the ledger of runs.",
    )
