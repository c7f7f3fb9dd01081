"""Every kind of promise has words: a promise of each kind is said in both languages, in Sie and in du."""

from dataclasses import replace
from datetime import date

import pytest

from support.notices import example_policy
from zusage.kinds.speak import speak
from zusage.language.lists import join
from zusage.model.calendar import Clock
from zusage.model.period import Period
from zusage.model.text import LANGUAGES, Language, Text
from zusage.policy.activity import Kept, Objection
from zusage.policy.kinds import DUTIES, duty_of
from zusage.policy.organisation import Statement
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, FlowTerms, Promise, StageTerms, Terms, Value
from zusage.policy.rule import Action, Bound, DatedTerm, Horizon, Keep, Rule, Stage, Unless
from zusage.policy.start import ColumnStart, Earliest, Latest, Plus, Removed, Silence, Start, Unseen, Withdrawn

START = ColumnStart("control", "enquiries", "settled_at")
STAGE = Stage(Action.DELETE, Bound.AFTER, Period(days=30))
KEEP = Keep("de/vouchers", (DatedTerm(date(2025, 1, 1), None, Period(years=8), Clock.END_OF_YEAR, "§ 147 Abs. 3 AO"),))
RULE = Rule("contact/retention/settled", "contact", ("enquiry",), (), START, (STAGE,), event="enquiry_settled")


def _stage(action: Action, **how: str) -> Terms:
    stage = Stage(action, Bound.AFTER, Period(days=7), tuple(sorted(how.items())))
    return StageTerms(replace(RULE, stages=(stage,)), 0)


def _stated(**parameters: Value) -> Terms:
    return AssureTerms(parameters)


AFTERWARDS = Stage(Action.DELETE, Bound.AFTERWARDS, Period())
UNLIMITED = Keep("", (), None, (), Text("gilt ewig", "stands for ever"))

CASES: dict[str, tuple[str, Terms]] = {
    "delete-after": ("contact", StageTerms(RULE, 0)),
    "delete-when-released": ("contact", StageTerms(replace(RULE, stages=(AFTERWARDS,)), 0)),
    "anonymise-after": ("contact", _stage(Action.ANONYMISE)),
    "pseudonymise-after": ("contact", _stage(Action.PSEUDONYMISE)),
    "shorten-after": ("logs", _stage(Action.SHORTEN, field="client_ip", v4="24", v6="48")),
    "lock-after": ("contact", _stage(Action.LOCK)),
    "restrict-after": ("contact", _stage(Action.RESTRICT)),
    "keep-for-duty": ("contact", StageTerms(replace(RULE, keep=KEEP), None)),
    "never-deleted": ("contact", StageTerms(replace(RULE, keep=UNLIMITED), None)),
    "unaffected": ("contact", StageTerms(replace(RULE, leaves=("customers", "newsletter")), None)),
    "undecided": ("contact", StageTerms(replace(RULE, undecided=Text("Wir prüfen noch", "We are looking into it")), None)),
    "recipient-deletes": ("payments", FlowTerms("gocardless")),
    "erasure-propagated": ("newsletter", FlowTerms("brevo")),
    "erasure-replayed": ("", _stated(after="restore", of=("control",))),
    "term-computed": ("", _stated(table="control.instances", start="booked", end="until", term="P1Y")),
    "sent-only": ("payments", FlowTerms("gocardless", {"fields": ("iban", "account_holder")})),
    "disclosed-only-when": ("webhooks", FlowTerms("slack")),
    "not-disclosed": ("contact", _stated(**{"data": "all", "except": ("datacentre",)})),
    "recipients-complete": ("", _stated(observe="egress")),
    "located-in": ("", _stated(systems=("control", "backups"), region="DE")),
    "collected-only": ("contact", _stated(table="control.enquiries", fields=("name", "email"))),
    "optional-fields": ("contact", _stated(form="/kontakt", only_required=("email", "message"))),
    "pseudonymous": ("contact", _stated(data=("enquiry",), columns_absent=("email", "user_id"))),
    "unlinkable": ("live-chat", _stated(data=("count",), columns_absent=("user_id", "email"), k="5")),
    "kept-apart": ("", _stated(columns=("weblog.client_ip",), by=("user_id",))),
    "isolated": ("live-chat", _stated(system="instance", by=("database", "credentials", "files"))),
    "used-only-for": ("contact", _stated(data=("enquiry",), purposes=("answer",))),
    "only-for-group": ("contact", _stated()),
    "hashed": ("users", _stated(columns=("instance.users.password",), schemes=("argon2",))),
    "encrypted": ("backups", _stated(files="backups", key="outside host")),
    "never-stored": ("", _stated(pattern=("card", "cvc"), columns=("control.enquiries.message",))),
    "masked-at-source": ("", _stated(columns=("weblog.client_ip",), shape="v4/24")),
    "tls-only": ("", _stated(endpoints=("https://a.example/x", "smtp://b.example:25"))),
    "role-restricted": ("users", _stated(resource="/api/tickets", without="tickets.view")),
    "access-restricted": ("", _stated(system="control", accounts="env:LIST")),
    "access-scoped": ("", _stated(user="a", to="b", by="c")),
    "individual-accounts": ("users", _stated(table="instance.users", unique=("username",))),
    "password-policy": ("users", _stated(paths=("signup", "api"), min_length="12", deny_common="true")),
    "confirmed-before-use": ("users", _stated(column="instance.users.confirmed", links_expire="P2D")),
    "created-only-by": ("users", _stated(table="instance.users")),
    "scope-minimal": ("", _stated(provider="slack", scopes=("chat:write",))),
    "consent-before": ("website", _stated(consent="statistics", device=("pk-id",))),
    "consent-withdrawable": ("", _stated(consent="newsletter")),
    "consent-proven": ("", _stated(consent="newsletter", fields=("given_at", "text_version"))),
    "choice-remembered": ("", _stated(consent="statistics")),
    "signal-respected": ("website", _stated(signals=("gpc", "dnt"))),
    "usable-without": ("website", _stated(signal="cookies_off")),
    "opt-out-works": ("website", _stated(url="https://www.hafenchat.example/aus")),
    "suppresses": ("newsletter", _stated(channel="outbox")),
    "link-present": ("newsletter", _stated(link="unsubscribe")),
    "device-lifetime": ("website", _stated(device="pk-id")),
    "device-complete": ("website", _stated(count="2")),
    "right-honoured": ("", _stated(right="erasure")),
    "objection-honoured": ("logs", _stated(effect="decide")),
    "self-service": ("", _stated()),
    "identity-checked": ("", _stated(when="doubt", delete_proof="P7D")),
    "channel-reachable": ("", _stated(channel="email")),
    "contract-on-file": ("", _stated(recipients=("datacentre",), kind="avv")),
    "safeguard-valid": ("", FlowTerms("slack")),
    "recipient-undertakes": ("", _stated(recipient="brevo", clause="kein eigener Gebrauch der Daten")),
    "document-supplied": ("", _stated(document="avv")),
    "backup-made": ("backups", _stated(every="P1D", of=("control",), restore_tested="P90D")),
    "routine-run": ("", _stated(every="P1D")),
    "evidence-fresh": ("", _stated(kind="pentest", renew="P1Y")),
    "published-current": ("", _stated(documents=("service",))),
    "notified-on-change": ("", _stated(documents=("service",))),
    "notice-follows-change": ("", _stated()),
    "everything-declared": ("", _stated(systems=("control",))),
    "statement-consistent": ("", _stated(claim="only_with_consent")),
    "all-kept": ("", _stated(documents=("service",))),
}  # fmt: skip


def _policy(form: str = "Sie") -> Policy:
    policy = example_policy()
    statement = Statement(Text("Werbung nur mit Einwilligung", "Advertising only with consent"), "only_with_consent")
    service = replace(policy.documents["service"], address_form=form, statements=(statement,))
    return replace(policy, documents={**policy.documents, "service": service})


def _promise(kind: str, activity: str, terms: Terms) -> Promise:
    return Promise(f"{activity or '_'}/assure/{kind}", kind, duty_of(kind), activity, ("service",), terms, "0" * 64)


def _said(
    kind: str, terms: Terms, language: Language = "de", activity: str = "contact", policy: Policy | None = None
) -> str:
    return speak(_promise(kind, activity, terms), policy or _policy(), language)


def test_every_kind_has_a_case_here() -> None:
    assert set(CASES) == set(DUTIES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", CASES)
def test_every_kind_is_said_in_full_sentences(kind: str, language: Language) -> None:
    activity, terms = CASES[kind]
    words = _said(kind, terms, language, activity)
    assert words.endswith(".") and len(words) > 15
    assert words[0].isupper() or words[0] in "„“"
    for trace in ("‹", "›", "None", "  ", " .", " ,", "..", "()", "{", "_", " ;"):
        assert trace not in words.replace("_pk_id", ""), words


@pytest.mark.parametrize("kind", CASES)
def test_du_never_says_sie(kind: str) -> None:
    activity, terms = CASES[kind]
    words = _said(kind, terms, "de", activity, _policy("du"))
    labels = join([activity, *(e.label.de or "" for e in _policy().events.values() if e.label)], "de")
    for formal in (" Sie ", "Ihnen", "Ihre ", "Ihrem ", "Ihrer "):
        assert formal not in words or formal.strip() in labels, words


def test_unknown_kind_is_an_error_not_silence() -> None:
    with pytest.raises(LookupError):
        speak(replace(_promise("delete-after", "contact", CASES["delete-after"][1]), kind="no-such-kind"), _policy(), "de")


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (STAGE, "löschen wir 30 Tage nach der Erledigung Ihrer Anfrage."),
        (replace(STAGE, bound=Bound.WITHIN, period=Period(days=3)), "löschen wir innerhalb von drei Tagen nach"),
        (replace(STAGE, bound=Bound.WITHIN, period=Period(months=1)), "löschen wir innerhalb eines Monats nach"),
        (replace(STAGE, bound=Bound.AT_ONCE, period=Period()), "löschen wir unverzüglich nach der Erledigung"),
    ],
)
def test_after_within_and_at_once_are_three_sentences(stage: Stage, words: str) -> None:
    assert words in _said("delete-after", StageTerms(replace(RULE, stages=(stage,)), 0))


def test_backups_are_added_up_in_their_own_units() -> None:
    rule = replace(RULE, horizons=(Horizon("backups", Period(days=90)),))
    assert "höchstens 90 Tage länger, zusammen also höchstens 120 Tage" in _said("delete-after", StageTerms(rule, 0))
    months = replace(rule, stages=(replace(STAGE, period=Period(months=3)),))
    assert "zusammen also höchstens drei Monate und 90 Tage" in _said("delete-after", StageTerms(months, 0))


def test_exceptions_are_announced_by_norm_and_label() -> None:
    letters = replace(KEEP, law="de/letters")
    words = _said("delete-after", StageTerms(replace(RULE, unless=Unless(letters), holds=("police",)), 0))
    assert "§ 257 Abs. 4 HGB" in words and "polizeiliche Ermittlung" in words


@pytest.mark.parametrize(
    ("start", "german"),
    [
        (Withdrawn("statistics"), "dem Widerruf Ihrer Einwilligung („Statistik der Website“)"),
        (Removed("instance", "tickets"), "der Entfernung durch Sie"),
        (Silence((), Period(months=24)), "24 Monaten ohne neuen Vorgang"),
        (Earliest((START, Withdrawn("newsletter"))), "je nachdem, was zuerst eintritt"),
        (Latest((START, Withdrawn("newsletter"))), "je nachdem, was zuletzt eintritt"),
        (Plus(START, Period(days=30)), "30 Tagen ab der Erledigung"),
        (Unseen("requested_erasure"), "dem Eingang des Löschverlangens"),
        (ColumnStart("weblog", "", "time"), "dem Zugriff"),
        (ColumnStart("control", "x", "strange_thing"), "dem Zeitpunkt, den wir als „strange thing“ festhalten"),
    ],
)
def test_starts_without_a_label_have_words(start: Start, german: str) -> None:
    rule = replace(RULE, start=start, event="")
    assert german in _said("delete-after", StageTerms(rule, 0))
    assert _said("delete-after", StageTerms(rule, 0), "en").endswith(".")


def test_what_a_recipient_keeps() -> None:
    policy = _policy()
    payments = policy.activities["payments"]
    flows = tuple(
        replace(f, keeps=Kept("probe", Period(days=30))) if f.recipient == "gocardless" else f for f in payments.flows
    )
    changed = replace(policy, activities={**policy.activities, "payments": replace(payments, flows=flows)})
    words = _said("recipient-deletes", FlowTerms("gocardless"), "de", "payments", changed)
    assert words == "GoCardless SAS löscht die von uns erhaltenen Daten spätestens nach 30 Tagen."


def test_an_absolute_objection_stops() -> None:
    policy = _policy()
    logs = replace(policy.activities["logs"], objection=Objection("stop", True))
    changed = replace(policy, activities={**policy.activities, "logs": logs})
    words = _said("objection-honoured", _stated(), "de", "logs", changed)
    assert "zwingend" not in words and "beenden wir diese Verarbeitung" in words
