"""Answers that say what was decided: erasure, restriction, portability, objection, withdrawal, refusal.

Law: what stays in spite of a request is named with its norm and its end; who decided is named. Nothing is refused by
default.
"""

from __future__ import annotations

from zusage.document.tree import Block, Document, Emphasis, Sentence, Table, plain
from zusage.kinds.words.periods import length, statute
from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.model.calendar import Clock
from zusage.policy.activity import Activity, Datum
from zusage.policy.organisation import Consent
from zusage.policy.promise import Duty
from zusage.policy.rule import Action, Keep, Rule
from zusage.writer.letters.letter import letter, only_if, own, remedies, say
from zusage.writer.letters.told import told
from zusage.writer.pen import Pen, bullets, para

_DUTY_END = ("Art. 17 Abs. 3 lit. b DSGVO", "Art. 17(3)(b) GDPR")


def erasure(pen: Pen) -> tuple[Document, ...]:
    """What is deleted, what stays for which norm, and when backups are past it."""
    table, notes = _erased(pen)
    body: list[Block] = [
        para(
            say(pen, "‹Sie haben|du hast› uns am ‹Datum des Eingangs› gebeten, ‹Ihre|deine› Daten zu löschen (Art. 17 "
            "DSGVO).",
                "you asked us on ‹date of receipt› to erase your data (Art. 17 GDPR)."),
            say(pen, "Das haben wir am ‹Datum der Löschung› getan. Was gelöscht ist und was aus gesetzlichen Gründen "
            "noch bleibt, zeigt die "
                "Übersicht.",
                "We did so on ‹date of erasure›. The overview shows what is gone and what still stays for legal reasons."),
        ),
        table,
        *notes,
        told(pen),
        remedies(pen),
    ]  # fmt: skip
    decide = (
        pen.s("Zeilen streichen, die diese Person nicht betreffen.", "Strike the rows that do not concern this person."),
        say(pen, "Zahlen und Tiefe der Löschung stehen im Löschlauf ‹Nummer›; die Tiefe wird nur genannt, wie sie "
        "gemessen ist.",
            "Counts and level are in deletion run ‹number›; the level is stated only as measured."),
        say(pen, "Über das, was bleibt, hat entschieden: ‹Name und Funktion›", "What stays was decided by: ‹name and "
        "function›"),
    )  # fmt: skip
    title = pen.say("Löschung", "Erasure")
    return (letter(pen, "answer-erasure", title, ("Löschung ‹Ihrer|deiner› Daten", "Erasure of your data"), body, decide),)


def _erased(pen: Pen) -> tuple[Table, tuple[Block, ...]]:
    rows = tuple(row for activity in own(pen) for row in _rows(pen, activity))
    head = (
        pen.say("Daten", "Data"),
        pen.say("Was geschehen ist", "What was done"),
        pen.say("Warum und bis wann etwas bleibt", "Why and until when something stays"),
    )
    table = Table(pen.say("‹Ihre|Deine› Daten im Überblick", "Your data at a glance"), head, rows, "erasure",
                  ("data", "done", "stays"), (6, 4, 8))  # fmt: skip
    longest = max(
        (h.period for rule in pen.policy.rules for h in rule.horizons), key=lambda p: p.longest_hours, default=None
    )
    if longest is None:
        asked = pen.ask("bis wann gelöschte Daten aus Sicherungen verschwinden", "when deleted data leave the backups")
        return table, (para(asked),)
    more = duration(longest, pen.language, "dative" if pen.language == "de" else "accusative")
    left = pen.s(
        f"In Sicherungskopien bleiben gelöschte Daten höchstens noch {duration(longest, 'de')}.",
        f"Deleted data stay in backups for another {more} at most.",
    )
    replayed = dict.fromkeys(pen.promised(p) for p in pen.policy.promises if p.kind == "erasure-replayed")
    return table, (para(left, *replayed),)


def _rows(pen: Pen, activity: Activity) -> list[tuple[Sentence, Sentence, Sentence]]:
    found = []
    for datum in activity.data:
        store = pen.policy.systems.get(datum.system)
        if datum.aggregated or datum.system in ("device", "nowhere") or (store is not None and store.backup_of):
            continue
        rules = [r for r in pen.policy.rules if r.activity == activity.id and datum.id in r.data and not r.same_as]
        label = plain(f"{capitalised(pen.to(activity.title))}: {pen.to(datum.label)}")
        keep = next((rule for rule in rules if rule.keep is not None), None)
        if keep is None:
            unless = next((r for r in rules if r.unless is not None and r.unless.keep.terms), None)
            found.append((label, pen.s("gelöscht", "deleted"), _unless(pen, unless)))
        else:
            found.append((label, _state(pen, keep), _why(pen, keep)))
    return found


def _state(pen: Pen, rule: Rule) -> Sentence:
    """What stays: for a duty, for claims, or for good; restricted only where the rule restricts (Art. 18 GDPR)."""
    keep = rule.keep
    if keep is None or (keep.unlimited is not None and "erasure" not in rule.survives):
        return say(pen, "‹gelöscht, oder bleibt mit Grund›", "‹deleted, or stays with a reason›")
    if any(stage.action is Action.RESTRICT for stage in rule.stages):
        return pen.s("bleibt, eingeschränkt", "stays, restricted")
    if keep.unlimited is not None:
        return pen.s("bleibt", "stays")
    if keep.kind == "duty":
        return pen.s("bleibt nur noch aus Pflicht", "stays for a duty only")
    return pen.s("bleibt nur noch für Ansprüche", "stays for claims only")


def _unless(pen: Pen, rule: Rule | None) -> Sentence:
    if rule is None or rule.unless is None:
        return plain("–")
    norm = statute(rule.unless.keep, pen.language)
    return say(
        pen,
        f"‹nur wenn ein Schreiben dieser Art darunter ist: bleibt nach {norm}›",
        f"‹only if there is such a letter: stays under {norm}›",
    )


def _why(pen: Pen, rule: Rule) -> Sentence:
    keep = rule.keep
    if keep is None or keep.unlimited is not None:
        return pen.full(keep.unlimited) if keep is not None and keep.unlimited is not None else plain("–")
    norm = _norm(pen, keep)
    end = _end(pen, keep)
    return pen.s(
        f"{norm}; gelöscht wird {end}, ohne dass ‹Sie|du› noch etwas tun ‹müssen|musst›.",
        f"{norm}; deleted {end}, without any further request.",
    )


def _norm(pen: Pen, keep: Keep) -> str:
    norm = statute(keep, pen.language)
    if keep.kind == "duty":
        return f"{norm}, {pen.say(*_DUTY_END)}" if norm else pen.say(*_DUTY_END)
    claims = pen.say("Geltendmachung und Abwehr von Ansprüchen, Art. 17 Abs. 3 lit. e DSGVO", "claims, Art. 17(3)(e) GDPR")
    return f"{claims}; {norm}" if norm else claims


def _end(pen: Pen, keep: Keep) -> str:
    term = keep.term(pen.as_of)
    words = length(keep, pen.language)
    if not words:
        return pen.say("nach Ablauf der Frist", "when the term ends")
    if term is not None and term.clock is not Clock.AT:
        return pen.say(
            f"{words} nach dem Ende des maßgeblichen Kalenderjahres",
            f"{words} after the end of the calendar year in question",
        )
    return pen.say(f"nach {words}", f"after {words}")


def restriction(pen: Pen) -> tuple[Document, ...]:
    """Restricted, what is still allowed, and the word before it is lifted."""
    body = (
        para(
            say(pen, "‹Sie haben|du hast› uns am ‹Datum des Eingangs› gebeten, die Verarbeitung einzuschränken (Art. 18 "
            "DSGVO).",
                "you asked us on ‹date of receipt› to restrict processing (Art. 18 GDPR)."),
            say(pen, "Seit ‹Datum› sind diese Daten eingeschränkt: ‹Daten›. Der Grund: ‹bestrittene Richtigkeit, "
            "unrechtmäßige Verarbeitung, "
                "eigene Ansprüche oder offener Widerspruch›.",
                "Since ‹date› these data are restricted: ‹data›. The reason: ‹accuracy disputed, unlawful processing, "
                "claims of your own, or "
                "an objection that is open›."),
        ),
        para(
            pen.s("Wir speichern sie nur noch. Verwendet werden sie allein mit ‹Ihrer|deiner› Einwilligung, für "
            "Ansprüche, zum Schutz anderer "
                  "oder aus wichtigem öffentlichem Interesse (Art. 18 Abs. 2 DSGVO).",
                  "We only store them. They are used with your consent, for claims, to protect others, or for reasons of "
                  "important public "
                  "interest only (Art. 18(2) GDPR)."),
            pen.s("Bevor die Einschränkung aufgehoben wird, erfahren ‹Sie|du› es von uns (Art. 18 Abs. 3 DSGVO).",
                  "We tell you before the restriction is lifted (Art. 18(3) GDPR)."),
        ),
        told(pen),
        remedies(pen),
    )  # fmt: skip
    decide = (
        say(
            pen,
            "Aufgehoben wird sie frühestens nach der Mitteilung; vorgemerkt für: ‹Datum›",
            "It is lifted after the message at the earliest; noted for: ‹date›",
        ),
    )
    title = pen.say("Einschränkung", "Restriction")
    return (
        letter(
            pen, "answer-restriction", title, ("Einschränkung der Verarbeitung", "Restriction of processing"), body, decide
        ),
    )


def portability(pen: Pen) -> tuple[Document, ...]:
    """Data that people provided, from consent or contract (Art. 20 GDPR); none where neither is a basis."""
    provided = {a.id: data for a in own(pen) if (data := _provided(a))}
    if not provided:
        return ()
    found = [pen.policy.activities[id] for id in provided]
    judged = pen.list(pen.quoted(pen.to(a.title)) for a in own(pen) if _portable(a) and _evaluates(a))
    lines = bullets(
        plain(f"{capitalised(pen.to(a.title))}: {pen.list(pen.to(d.label) for d in provided[a.id])}") for a in found
    )
    body = (
        para(
            say(pen, "‹Sie haben|du hast› uns am ‹Datum des Eingangs› um ‹Ihre|deine› Daten in einem gängigen Format "
            "gebeten (Art. 20 DSGVO).",
                "you asked us on ‹date of receipt› for your data in a common format (Art. 20 GDPR)."),
            say(pen, "Sie liegen bei: ‹Datei, Format›.", "They are attached: ‹file, format›."),
        ),
        para(pen.s("Enthalten ist, was ‹Sie|du› uns aufgrund einer Einwilligung oder eines Vertrags gegeben ‹haben|hast› "
        "oder was bei der Nutzung "
                   "entstanden ist:",
                   "It holds what you gave us on the basis of consent or a contract, or what arose from use:")),
        lines,
        only_if(
            pen, "die Daten an eine andere Stelle gehen sollen", "the data are to go to somebody else",
            para(say(pen, "Wie gewünscht haben wir sie am ‹Datum› an ‹Stelle› übermittelt.", "As you wished, we sent "
            "them to ‹body› on ‹date›.")),
        ),
        remedies(pen),
    )  # fmt: skip
    decide = (
        pen.s("Nicht enthalten sind Schlüsse, die wir selbst gezogen haben; dafür gilt das Recht auf Auskunft.",
              "What we concluded ourselves is not part of it; the right of access covers that."),
        *((pen.s(f"Deshalb fehlt hier: {judged}. Was die Person dort selbst angegeben hat, wird von Hand ergänzt.",
                 f"This is why {judged} is not listed; what the person provided there is added by hand."),)
          if judged else ()),
        pen.s("Daten anderer Menschen nur, soweit deren Rechte gewahrt bleiben (Art. 20 Abs. 4 DSGVO).",
              "Data of others only as far as their rights are respected (Art. 20(4) GDPR)."),
    )  # fmt: skip
    title = pen.say("Datenübertragung", "Portability")
    return (
        letter(
            pen,
            "answer-portability",
            title,
            ("Herausgabe ‹Ihrer|deiner› Daten", "Your data in a common format"),
            body,
            decide,
        ),
    )


def _portable(activity: Activity) -> bool:
    return any(basis.kind in ("consent", "contract") for basis in activity.bases)


def _evaluates(activity: Activity) -> bool:
    return any(purpose.profiling for purpose in activity.purposes)


def _provided(activity: Activity) -> list[Datum]:
    """Data that people gave or caused, where consent or a contract is the basis; no conclusions, nothing from others."""
    bases = [basis for basis in activity.bases if basis.kind in ("consent", "contract")]
    if not bases or _evaluates(activity) or activity.source is not None:
        return []
    named = {id for basis in bases for id in basis.data} if all(basis.data for basis in bases) else set()
    return [d for d in activity.data if not d.aggregated and not d.derived_from and (not named or d.id in named)]


def objection(pen: Pen) -> tuple[Document, ...]:
    """What an objection ends, and what a person still decides; none where nothing rests on interests."""
    found = [
        a
        for a in own(pen)
        if a.objection is not None or any(b.kind in ("legitimate_interests", "public_task") for b in a.bases)
    ]
    if not found:
        return ()
    absolute = [a for a in found if a.objection and a.objection.absolute]
    at_once = [a for a in found if a.objection and a.objection.effect == "stop" and a not in absolute]
    weighed = [a for a in found if a not in absolute and a not in at_once]
    body: list[Block] = [
        para(
            say(pen, "‹Sie haben|du hast› am ‹Datum des Eingangs› der Verarbeitung ‹Ihrer|deiner› Daten widersprochen "
            "(Art. 21 DSGVO).",
                "you objected on ‹date of receipt› to the processing of your data (Art. 21 GDPR)."),
        )
    ]  # fmt: skip
    ended = say(pen, "Wir haben diese Verarbeitung am ‹Datum› beendet.", "We ended this processing on ‹date›.")
    listed = [p for p in pen.policy.promises if p.kind == "suppresses"]
    on_list = pen.s("‹Ihre|Deine› Adresse steht auf unserer Sperrliste, damit das so bleibt.",
                    "Your address is on our suppression list, so that it stays that way.")  # fmt: skip
    for group, words in ((absolute, (ended, on_list) if listed else (ended,)), (at_once, (ended,))):
        if group:
            titles = pen.list(pen.quoted(pen.to(a.title)) for a in group)
            body.append(only_if(pen, f"der Widerspruch hierzu erhoben ist: {titles}",
                                f"the objection is about one of these: {titles}", para(*words)))  # fmt: skip
    if weighed:
        titles = pen.list(pen.quoted(pen.to(a.title)) for a in weighed)
        body.append(only_if(
            pen, f"der Widerspruch hierzu erhoben ist: {titles}", f"the objection is about one of these: {titles}",
            para(say(pen, "Wir haben die Verarbeitung am ‹Datum› beendet und ‹Ihre|deine› Daten gelöscht, soweit sie nur "
            "dafür gespeichert waren. "
                     "Entschieden hat ‹Name und Funktion›.",
                     "We ended the processing on ‹date› and deleted your data as far as they were stored for it only. It "
                     "was decided by ‹name "
                     "and function›.")),
            para(say(pen, "‹oder, solange noch geprüft wird:› Bis zur Entscheidung am ‹Datum› sind ‹Ihre|deine› Daten "
            "eingeschränkt (Art. 18 Abs. 1 "
                     "lit. d DSGVO).",
                     "‹or, while it is being decided:› Until the decision on ‹date› your data are restricted (Art. "
                     "18(1)(d) GDPR).")),
        ))  # fmt: skip
    body += [told(pen, found), remedies(pen)]
    decide = (
        pen.s("Soll trotz des Widerspruchs weiter verarbeitet werden, braucht es zwingende schutzwürdige Gründe oder "
        "Ansprüche und das Schreiben "
              "„Ablehnung“. Die Beweislast liegt bei uns (Art. 21 Abs. 1 DSGVO).",
              "If processing is to go on in spite of the objection, compelling legitimate grounds or claims are needed, "
              "and the letter "
              "“Refusal”. The burden of proof is ours (Art. 21(1) GDPR)."),
        pen.s("Einem Widerspruch gegen Direktwerbung wird immer gefolgt (Art. 21 Abs. 3 DSGVO).",
              "An objection to direct marketing is always followed (Art. 21(3) GDPR)."),
    )  # fmt: skip
    title = pen.say("Widerspruch", "Objection")
    return (letter(pen, "answer-objection", title, ("‹Ihr|Dein› Widerspruch", "Your objection"), body, decide),)


def withdrawal(pen: Pen) -> tuple[Document, ...]:
    """What a withdrawal ends, per consent; none where nobody is asked for one."""
    if not pen.policy.consents:
        return ()
    parts = [_withdrawn(pen, consent) for consent in pen.policy.consents.values()]
    used = [activity for consent in pen.policy.consents.values() for activity in used_by(pen, consent)]
    body: list[Block] = [
        para(
            say(pen, "‹Sie haben|du hast› am ‹Datum des Eingangs› eine Einwilligung widerrufen (Art. 7 Abs. 3 DSGVO). "
            "Das gilt ab sofort; was bis "
                "dahin geschehen ist, bleibt rechtmäßig.",
                "you withdrew a consent on ‹date of receipt› (Art. 7(3) GDPR). It takes effect now; what happened before "
                "stays lawful."),
        ),
        *parts,
        told(pen, used),
    ]  # fmt: skip
    decide = (pen.s("Nur die Teile stehen lassen, die widerrufen sind; gefragt wird die Person deshalb nicht erneut.",
                    "Leave only the parts that were withdrawn; the person is not asked again because of it."),)  # fmt: skip
    title = pen.say("Widerruf", "Withdrawal")
    return (letter(pen, "answer-withdrawal", title, ("‹Ihr|Dein› Widerruf", "Your withdrawal"), body, decide),)


def used_by(pen: Pen, consent: Consent) -> list[Activity]:
    """Activities that rest on a consent."""
    return [
        a
        for a in pen.policy.activities.values()
        if a.id in consent.covers
        or any(b.consent == consent.id for b in a.bases)
        or any(d.consent == consent.id for d in a.devices)
    ]


def _withdrawn(pen: Pen, consent: Consent) -> Emphasis:
    activities = used_by(pen, consent)
    ids = {a.id for a in activities}
    label = pen.to(consent.label)
    titles = pen.list(pen.quoted(pen.to(a.title)) for a in activities)
    ended = say(pen, f"Beendet haben wir am ‹Datum›: {titles}.", f"Ended on ‹date›: {titles}.") if titles else (
        pen.ask("welche Verarbeitung auf dieser Einwilligung beruht", "which processing rests on this "
        "consent"))  # fmt: skip
    kept = [
        pen.promised(p)
        for p in pen.policy.promises
        if p.activity in ids and p.duty is Duty.KEEP and p.kind != "never-deleted"
    ]
    blocks: tuple[Block, ...] = (para(ended), *((bullets(kept),) if kept else ()))
    return only_if(pen, f"„{label}“ widerrufen wurde", f"“{label}” was withdrawn", *blocks)


_GROUNDS = (
    ("eine Aufbewahrungspflicht, mit ihrer Norm (Art. 17 Abs. 3 lit. b DSGVO)", "a duty to keep, with its norm (Art. "
    "17(3)(b) GDPR)"),
    ("Ansprüche, die geltend gemacht oder abgewehrt werden (Art. 17 Abs. 3 lit. e, Art. 21 Abs. 1 DSGVO)",
     "claims that are made or defended (Art. 17(3)(e), 21(1) GDPR)"),
    ("zwingende schutzwürdige Gründe, die überwiegen (Art. 21 Abs. 1 DSGVO)", "compelling grounds that override (Art. "
    "21(1) GDPR)"),
    ("Rechte und Freiheiten anderer, soweit Schwärzen nicht hilft (Art. 15 Abs. 4 DSGVO; § 29 Abs. 1 BDSG)",
     "rights and freedoms of others, where blacking out does not help (Art. 15(4) GDPR; section 29(1) BDSG)"),
    ("nur noch aus Pflicht oder in Sicherungen gespeichert, und alle drei Voraussetzungen erfüllt (§ 34 Abs. 1 Nr. 2 BDSG)",
     "stored for a duty or in backups only, and all three conditions met (section 34(1) no. 2 BDSG)"),
    ("die Löschung würde schutzwürdige Interessen der Person selbst verletzen (§ 35 Abs. 2 BDSG)",
     "erasure would harm protected interests of the person (section 35(2) BDSG)"),
    ("satzungsmäßige oder vertragliche Aufbewahrungsfrist (§ 35 Abs. 3 BDSG)", "a retention period by statutes or "
    "contract (section 35(3) BDSG)"),
    ("offenkundig unbegründet oder exzessiv; das müssen wir nachweisen (Art. 12 Abs. 5 DSGVO)",
     "manifestly unfounded or excessive, for which the burden of proof is ours (Art. 12(5) GDPR)"),
    ("die Person ist nicht zu identifizieren (Art. 11 Abs. 2, Art. 12 Abs. 2 DSGVO)", "the person cannot be identified "
    "(Art. 11(2), 12(2) GDPR)"),
)  # fmt: skip


def refusal(pen: Pen) -> tuple[Document, ...]:
    """A refusal, wholly or in part; it never comes about by itself."""
    body: list[Block] = [
        para(
            say(pen, "zu ‹Ihrem|deinem› Antrag vom ‹Datum des Eingangs› (Nummer ‹Nummer des Vorgangs›) haben wir "
            "entschieden: ‹was nicht oder nur "
                "teilweise geschieht›.",
                "about your request of ‹date of receipt› (number ‹case number›) we have decided: ‹what is not done, or "
                "only in part›."),
            say(pen, "Der Grund: ‹Begründung im Einzelfall› (‹Norm›).", "The reason: ‹reason in this case› (‹norm›)."),
            say(pen, "Entschieden hat ‹Name und Funktion der entscheidenden Person› am ‹Datum›.",
                "It was decided by ‹name and function of the person who decided› on ‹date›."),
        ),
        para(say(pen, "Unberührt davon haben wir getan: ‹was erfüllt wurde, oder: nichts›.", "Apart from that we have "
        "done: ‹what was done, or: nothing›.")),
        remedies(pen),
    ]  # fmt: skip
    decide = [
        pen.s("Dieses Schreiben entsteht nie von selbst: Ein Mensch mit Namen und Funktion entscheidet und begründet. Es "
        "geht innerhalb eines "
              "Monats nach Eingang hinaus (Art. 12 Abs. 4 DSGVO).",
              "This letter never comes about by itself: a person with name and function decides and gives the reason. It "
              "goes out within a "
              "month of receipt (Art. 12(4) GDPR)."),
        pen.s("Die Gründe werden im Vorgang festgehalten (für die Auskunft: § 34 Abs. 2 BDSG).",
              "The reasons go on record in the case (for access: section 34(2) BDSG)."),
        *(pen.s(f"Möglicher Grund: {de}.", f"Possible ground: {en}.") for de, en in _GROUNDS),
    ]  # fmt: skip
    title = pen.say("Ablehnung", "Refusal")
    return (
        letter(pen, "answer-refusal", title, ("‹Ihr|Dein› Antrag: Entscheidung", "Your request: decision"), body, decide),
    )
