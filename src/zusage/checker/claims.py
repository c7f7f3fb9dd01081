"""Claims: what a sentence asserts in general about the whole processing, so that it can be held against what is declared.

Law: the claims are a closed list (`statement.claim` names one, `docs/spec/declaration.md` explains each). A sentence without
`claim:` is recognised by its words, and only where it makes no exception of its own ("unless", "soweit"). A sentence of a
document is about the activities that the document shows, one of an activity about that activity.

Example: "Nichts geht in Drittländer." is `no_third_country`; "Ohne Einwilligung geben wir nichts an Dritte weiter." is
`no_disclosure_without_consent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zusage.checker.texts import Said, said_of
from zusage.policy.activity import Activity
from zusage.policy.organisation import Document, Recipient
from zusage.policy.policy import Policy

_OUT = (
    r"(?:dritt(?:land|lands|länder|ländern|staat|staaten)\b|third countr|(?:außerhalb|outside)[^.]{0,20}\b(?:eu"
    r"|ewr|eea|europäischen|european)\b)"
)
_MOVED = r"(?:übermitt\w+|übertr\w+|transfer\w*|weitergabe|weitergegeben|verarbeit\w+|gehen|gelangen|fließen)"
_NO = r"\b(?:keine?[nrms]?|nicht|nichts|nie|niemals)\b"
_NOT = r"\b(?:no|not|never|nothing|none)\b"
_LIES = (
    r"(?:verarbeit|gespeicher|speicher|gehost|server|rechenzentr|verbleib|bleiben|stor(?:ed|age)|process|host"
    r"|located|stay|remain)"
)
_EUROPE = (
    r"(?:eu|ewr|eea|europäische[nr] union|europäischen wirtschaftsraum\w*|europa|europe|european (?:union|economic area))"
)
_GIVE = r"(?:weiter|offenleg|offengeleg|übermit|teilen|geteilt|share|pass|disclos|given? |transfer|provide)"
_CONSENT = r"(?:einwilligung|zustimmung|einverständnis|consent)"

_WORDS: dict[str, str] = {
    "no_third_country": rf"{_NO}[^.]*\b(?:{_MOVED}|geht|verlassen|verlässt)[^.]*{_OUT}|{_MOVED}[^.]*{_OUT}[^.]*{_NO}"
    rf"|{_NO}\s+(?:geht\s+|gehen\s+)?(?:in|an)\s+(?:\w+\s+)?{_OUT}|nichts geht in {_OUT}"
    rf"|{_NOT}[^.]*\b(?:transfer\w*|sent|goes|go|leaves?|processed|passed)[^.]*{_OUT}|transfer\w*[^.]*{_OUT}[^.]*{_NOT}"
    rf"|{_MOVED}[^.]*{_NO}[^.]*\b(?:in|an|nach) (?:\w+ )?{_OUT}|{_NO} (?:\w+ )?{_OUT}[^.]*\b(?:verarbeit|gespeicher"
    rf"|übermit)",
    "only_germany": r"\b(?:ausschließlich|nur|allein|lediglich)\b[^.]*\bin (?:rechenzentren in |\w+ in )?deutschland\b"
    r"|\b(?:only|exclusively|solely)\b[^.]*\bin germany\b|\bin germany (?:only|exclusively)\b"
    r"|\bin deutschland\b[^.]*\bnirgend",
    "only_eu": rf"\b(?:ausschließlich|nur|allein|lediglich)\b[^.]*\b(?:in|innerhalb)\b(?: der| des)? {_EUROPE}\b"
    rf"|\b(?:only|exclusively|solely)\b[^.]*\b(?:in|within|inside)\b(?: the)? {_EUROPE}\b|\bin the {_EUROPE} (?:only"
    rf"|exclusively)|\b(?:alle|sämtliche)\b[^.]*\bdaten (?:ver)?bleiben (?:in|innerhalb)(?: der| des)? {_EUROPE}\b"
    rf"|\ball\b[^.]*\bdata (?:stay|remain) (?:in|within|inside)(?: the)? {_EUROPE}\b",
    "no_disclosure": rf"{_NO}[^.]*\bweitergabe\b|\bweitergabe\b[^.]*\b(?:nicht|keinesfalls)\b"
    rf"|{_NO}[^.]*\b(?:an|mit) (?:\w+ )?dritten?\b|\b(?:an|mit) (?:\w+ )?dritten?\b[^.]*{_NO}"
    rf"|{_NOT}[^.]*\bthird part(?:y|ies)\b|\bthird part(?:y|ies)\b[^.]*{_NOT}"
    rf"|{_NO}[^.]*\bohne (?:\w+ ){{1,3}}{_CONSENT}\b[^.]*\bweiter|\bohne (?:\w+ ){{1,3}}{_CONSENT}\b[^.]*{_NO}[^.]*\bweiter",
    "only_with_consent": rf"\b(?:nur|ausschließlich)\b[^.]*\b(?:mit|nach|aufgrund|auf grundlage)\b(?: \w+){{0,3}} {_CONSENT}"
    rf"|\b(?:only|exclusively)\b[^.]*\b(?:with|after|on the basis of|based on)\b(?: \w+){{0,3}} {_CONSENT}",
    "no_objection": r"\bkein(?:e|erlei)? widerspruchs(?:möglichkeit|recht)|\bwiderspruchs(?:möglichkeit"
    r"|recht) besteht[^.]* nicht\b"
    r"|\bwiderspr(?:uch"
    r"|echen)\w*(?: \w+){0,5} (?:nicht möglich|ausgeschlossen|unzulässig)"
    r"|\bwiderspruchs(?:möglichkeit|recht) besteht nicht\b|\bit is not possible to object\b"
    r"|\b(?:nicht widersprochen|nicht widersprechen)\b|\bno (?:right|possibility|option|way) (?:to object|of objecti\w+)"
    r"|\bcannot (?:be )?object(?:ed)?\b|\bobjection is (?:not possible|excluded)",
    "logs_not_merged": rf"{_NO}[^.]*\b(?:zusammengeführt|zusammenführung|zusammen gespeichert|verknüpft|verknüpfung"
    rf"|kombiniert)\b"
    rf"|\b(?:zusammenführung|verknüpfung|zusammen mit anderen (?:\w+ )?daten)\b[^.]*{_NO}|{_NOT}[^.]*\b(?:merged?"
    rf"|merging|combined?|linked|joined)\b",
    "session_cookies_only": r"\b(?:nur|ausschließlich|lediglich)\b(?: \w+){0,3} (?:session|sitzungs)[- ]?cookies"
    r"|\b(?:only|exclusively)\b(?: \w+){0,3} session[- ]cookies",
    "no_cookies": r"\b(?:keine|keinerlei) cookies\b(?! (?:von|zu|für|die)\b)(?!,)|\bcookies (?:verwenden|setzen"
    r"|nutzen) wir nicht\b"
    r"|\b(?:no|any) cookies\b(?! (?:of|for|from|that|by)\b)|\bwithout cookies\b",
    "no_profiling": rf"{_NO}[^.]*\bprofiling\b|\bprofiling\b[^.]*{_NO}|\bkeine (?:\w+ )?(?:\w*profile)\b"
    rf"|{_NOT}[^.]*\b(?:profiling|profiles?)\b|\bprofiling\b[^.]*{_NOT}",
    "no_automated_decision": rf"{_NO}[^.]*\bautomatisierte\w*[^.]*\bentscheid\w+"
    rf"|\bautomatisierte\w*[^.]*\bentscheid\w+[^.]*{_NO}"
    rf"|{_NOT}[^.]*\bautomated[^.]*\bdecision|\bautomated[^.]*\bdecision[^.]*{_NOT}",
    "no_advertising": rf"{_NO}[^.]*\b(?:werbung|werbezwecken?|werblich\w*|marketing\w*)\b|\b(?:für|zu) (?:werbung"
    rf"|werbezwecken|marketing\w*)\b[^.]*{_NO}"
    rf"|{_NOT}[^.]*\b(?:advertising|marketing)\b",
    "only_to_answer": r"\b(?:ausschließlich|nur|allein)\b[^.]*\b(?:beantwort\w+|bearbeitung (?:ihrer|deiner|der"
    r"|von) (?:\w+ )?(?:anfragen?|nachricht\w*|anliegens?))"
    r"|\b(?:only|exclusively|solely)\b[^.]*\b(?:answer\w*|respond\w*|reply\w*|handl\w+ your (?:enquiry|inquiry|request))\b",
    "encrypted": r"(?<!un)verschlüsselte?[nrms]?\b(?! verbindung erkenn)|(?<!recognise an )\bencrypted\b",
    "pseudonymised": r"\bpseudonymisiert|\bpseudonym gespeichert|\bpseudonymi[sz]ed\b",
}
CLAIMS = (*_WORDS, "no_disclosure_without_consent", "cookies_only_with_consent")
"""Every claim there is."""

_PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in _WORDS.items()}
_NEEDLES: dict[str, tuple[str, ...]] = {
    "no_third_country": ("dritt", "third countr", "außerhalb", "outside"),
    "only_germany": ("deutschland", "germany"),
    "only_eu": ("eu", "ewr", "eea"),
    "no_disclosure": ("dritt", "weiter", "third part"),
    "only_with_consent": ("willigung", "stimmung", "verständnis", "consent"),
    "no_objection": ("widersp", "object"),
    "logs_not_merged": ("zusammen", "verknüpf", "kombinier", "merg", "combin", "link", "join"),
    "session_cookies_only": ("cookie",),
    "no_cookies": ("cookie",),
    "no_profiling": ("profil",),
    "no_automated_decision": ("automatisiert", "automated"),
    "no_advertising": ("werb", "marketing", "advertis"),
    "only_to_answer": ("beantwort", "bearbeitung", "answer", "respond", "reply", "handl"),
    "encrypted": ("verschlüssel", "encrypt"),
    "pseudonymised": ("pseudonym",),
}
_EXCEPT = re.compile(
    r"\b(?:sofern|soweit|außer|ausgenommen|es sei denn|mit ausnahme|vorbehaltlich|wenn|falls|grundsätzlich"
    r"|unless|except|apart from|other than|where required|generally|if)\b",
    re.IGNORECASE,
)
_LIMITED = {
    "no_disclosure": re.compile(
        r"(?<!weder )\b(?:verkauf\w*|verkaufen|vermiet\w*|sell|sold|rent)\b|werbezweck|für (?:\w+ )?werbung"
        r"|for (?:\w+ )?(?:advertising|marketing)",
        re.I,
    ),
    "only_with_consent": re.compile(
        r"werb|newsletter|analy|statisti|market|profil|dritt|third|weiter|übermit|transfer|disclos|share|optional"
        r"|\boder\b|\bor\b",
        re.I,
    ),
    "no_third_country": re.compile(r"\b(?:ohne|without|sicheres?|safe|adequate)\b", re.I),
    "no_advertising": re.compile(r"\b(?:ohne|without|dritte[rn]?|third part)\b", re.I),
    "no_profiling": re.compile(r"\b(?:ohne|without)\b", re.I),
    "only_germany": re.compile(rf"\b{_EUROPE}\b|\bdeutschland(?:,| und| oder| sowie)|\bgermany(?:,| and| or)", re.I),
}
_NEEDED = {
    "only_germany": re.compile(_LIES, re.I),
    "only_eu": re.compile(_LIES, re.I),
    "no_disclosure": re.compile(_GIVE, re.I),
    "only_with_consent": re.compile(r"verarbeit|erheb|nutz|verwend|process|collect|\buse", re.I),
}
_WITHOUT_CONSENT = re.compile(rf"\b(?:ohne|without)\b(?: \w+){{0,3}} {_CONSENT}", re.I)
_UNNEEDED = re.compile(r"nicht (?:\w+ )?(?:notwendig|erforderlich)|non-essential|not (?:\w+ )?necessary|tracking", re.I)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_SHORT = re.compile(r"\b(d|h|z|B|u|a|e|g|i|bzw|ggf|Abs|Art|Nr|lit|Buchst|ca|inkl|sog|usw|etc|no|para)\.(?= )")
_LOGS = re.compile(r"log|protokoll|zugriff|server|access", re.IGNORECASE)
_NOT_CLAIMS = frozenset({"reason", "excluded", "title"})


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim: where it is said, what it is about, and whether `claim:` names it (`stated`) or its words do."""

    claim: str
    said: Said
    words: str
    activities: tuple[Activity, ...]
    stated: bool

    def names(self, recipient: Recipient) -> bool:
        """Whether the sentence itself names the recipient, as an exception does."""
        first = recipient.name.split(" ")[0].lower()
        return len(first) > 3 and first in self.said.both.lower()


def claimed(policy: Policy, *wanted: str) -> Iterator[Claimed]:
    """Every claim of these kinds, in order of the declaration; one finding for one sentence is enough."""
    known = _claims(_Same(policy))
    for name in wanted:
        yield from known.get(name, ())


def shown_in(policy: Policy, document: Document) -> tuple[Activity, ...]:
    """The activities that a document shows."""
    return tuple(a for a in policy.activities.values() if document.id in a.documents or a.id in document.includes)


class _Same:
    """A policy that is equal to itself only, so that its texts are read once for all rules."""

    __slots__ = ("policy",)

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.policy is self.policy

    def __hash__(self) -> int:
        return id(self.policy)


@lru_cache(maxsize=1)
def _claims(same: _Same) -> dict[str, tuple[Claimed, ...]]:
    found: dict[str, list[Claimed]] = {}
    for one in (*_of_documents(same.policy), *_of_activities(same.policy)):
        found.setdefault(one.claim, []).append(one)
    return {name: tuple(ones) for name, ones in found.items()}


def _of_documents(policy: Policy) -> Iterator[Claimed]:
    for document in policy.documents.values():
        about = shown_in(policy, document) if document.statements else ()
        for statement in document.statements:
            one = Said(statement.place, "", "statement", statement.text)
            if statement.claim:
                yield Claimed(statement.claim, one, one.both, about, stated=True)
                continue
            logs = _LOGS.search(one.both) is not None
            yield from (it for it in _recognised(one, about) if logs or it.claim != "logs_not_merged")


def _of_activities(policy: Policy) -> Iterator[Claimed]:
    for activity in policy.activities.values():
        for one in said_of(activity):
            if one.part not in _NOT_CLAIMS:
                yield from _recognised(one, (activity,))
    for rule in policy.rules:
        for text in (text for text in (rule.undecided, rule.because) if text is not None):
            yield from _recognised(Said(rule.place, rule.activity, "rule", text), (policy.activities[rule.activity],))


def _recognised(one: Said, about: tuple[Activity, ...]) -> Iterator[Claimed]:
    low = one.both.lower()
    likely = [name for name, needles in _NEEDLES.items() if any(needle in low for needle in needles)]
    told: set[str] = set()
    for text in (one.text.de, one.text.en) if likely else ():
        for sentence in _SENTENCE.split(_SHORT.sub(r"\1", " ".join((text or "").split()))):
            for name in (name for name in likely if _PATTERNS[name].search(sentence)):
                claim = _meant(name, sentence)
                if claim and claim not in told:
                    told.add(claim)
                    yield Claimed(claim, one, sentence, about, stated=False)


def _meant(name: str, sentence: str) -> str:
    """The claim that a sentence makes once its exceptions and limits are read, or ""."""
    if name == "no_disclosure" and _WITHOUT_CONSENT.search(sentence):
        return "no_disclosure_without_consent" if _NEEDED[name].search(sentence) else ""
    if name == "only_with_consent" and "cookie" in sentence.lower():
        return "" if _UNNEEDED.search(sentence) or _EXCEPT.search(sentence) else "cookies_only_with_consent"
    limited, needed = _LIMITED.get(name), _NEEDED.get(name)
    if _EXCEPT.search(sentence) or (limited and limited.search(sentence)) or (needed and not needed.search(sentence)):
        return ""
    return name
