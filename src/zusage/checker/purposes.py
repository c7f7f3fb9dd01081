"""Purposes: what an activity is for, as one of the kinds that the law treats differently.

Law: `kind:` of a purpose counts; where none is declared, whole words of the purpose, its id and the title of the activity
are looked at, and a rule that builds on that says "looks like". One purpose may have several kinds; none is an answer too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from zusage.policy.activity import Activity, Purpose

_WORDS: dict[str, str] = {
    "newsletter": r"newsletter|e-?mail-?werbung|werbe-?e?-?mails?|mailings?",
    "advertising": r"werbung|werbezwecke?|marketing|advertis\w*|retargeting|remarketing|kundengewinnung",
    "analytics": r"(web-?)?(analysen?|analytics|statistik|statistics|reichweitenmessung)"
    r"|auswertung des nutzungs\w*|matomo|google analytics",
    "session_recording": r"session recordings?|sitzungsaufzeichnung(en)?|hotjar|clarity",
    "heatmap": r"heatmaps?",
    "ab_test": r"a/b-?tests?|ab-?tests?",
    "personalisation": r"personalis\w*|personaliz\w*|individualisier\w*",
    "social_media": r"social media|soziale (medien|netzwerke)|social plug-?ins?|fanpage",
    "embedded_content": r"eingebettete\w*|embedded|youtube|vimeo|google maps|google fonts|web ?fonts",
    "captcha": r"captcha|recaptcha|hcaptcha",
    "fraud_scoring": r"betrugs\w+|fraud|bonität\w*|scoring|credit check",
    "product_improvement": r"produktverbesserung|verbesserung (unser\w+|des|der) \w+"
    r"|product improvement|improving (our|the) \w+",
    "telemetry": r"telemetrie|telemetry",
    "error_tracking": r"fehler(verfolgung|erfassung|analyse)|error tracking|crash reports?|sentry",
    "survey": r"umfragen?|surveys?|nps|zufriedenheit\w*",
    "applications": r"bewerb\w+|applicants?|job applications?|recruit\w*",
    "staff": r"beschäftigt\w*|mitarbeiter\w*|personal(verwaltung|akte\w*)|employees?|staff|payroll|lohn\w*",
    "accounting": r"buchhaltung|buchführung|rechnungs\w*|abrechnung|accounting|invoic\w*|billing",
    "payment": r"zahlung\w*|payments?|lastschrift\w*",
    "support": r"support|kundendienst|hilfe|helpdesk",
    "answer": r"beantwort\w*|kontakt(aufnahme|formular)?|anfragen?|answer\w*|enquir\w*|inquir\w*|contact form",
    "security": r"sicherheit\w*|sicherer betrieb|security|secure operation|missbrauch\w*|abuse",
    "backup": r"datensicherung|sicherungskopien|backups?|wiederherstellung|restor\w*",
    "claims": r"rechtsansprüche?\w*|legal claims?|rechtsverfolgung",
    "consent_state": r"einwilligungs?(verwaltung|stand)|consent (management|state)",
    "account": r"benutzerkont\w*|nutzerkont\w*|registrierung|user accounts?|sign-?up|login",
    "contract": r"vertrag\w*|contract",
}
_PATTERNS = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w])", re.IGNORECASE) for kind, words in _WORDS.items()}


def kinds_of(purpose: Purpose) -> frozenset[str]:
    """The kinds of one purpose."""
    if purpose.kind:
        return frozenset({purpose.kind})
    return _spoken_of(f"{purpose.id.replace('-', ' ')} {purpose.text.de or ''} {purpose.text.en or ''}")


def kinds(activity: Activity) -> frozenset[str]:
    """The kinds of all purposes of an activity, and of its title where no purpose says its own kind."""
    found = frozenset(kind for purpose in activity.purposes for kind in kinds_of(purpose))
    if any(purpose.kind for purpose in activity.purposes):
        return found
    return found | _spoken_of(f"{activity.id.replace('-', ' ')} {activity.title.de or ''} {activity.title.en or ''}")


@lru_cache(maxsize=65536)
def _spoken_of(words: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(words))


_PREVENTS = re.compile(
    r"verhinder|sperrliste|werbewiderspr|abgemeldet|prevent|suppress|opt-?out|unsubscri"
    r"|keine (?:weitere )?werbung mehr|no (?:more|further) advert",
    re.IGNORECASE,
)


def prevents(purpose: Purpose) -> bool:
    """Whether a purpose is to keep advertising away, as that of a suppression list is."""
    return _PREVENTS.search(f"{purpose.id} {purpose.text.de or ''} {purpose.text.en or ''}") is not None


def prevents_advertising(purpose: Purpose) -> bool:
    """Whether a purpose is that of a suppression list: to keep advertising away, and nothing else."""
    return (
        prevents(purpose)
        and _ADVERTISING.search(f"{purpose.id} {purpose.text.de or ''} {purpose.text.en or ''}") is not None
    )


_ADVERTISING = re.compile(r"werb|newsletter|marketing|mailing|zusendung|advertis|sperrliste|suppress", re.IGNORECASE)


DEVICE_NEEDS_CONSENT = frozenset(
    {"advertising", "analytics", "session_recording", "heatmap", "ab_test"}
    | {"personalisation", "social_media", "telemetry", "survey", "product_improvement"}
)
"""Purposes for which nothing may be stored on or read from the device without consent (§ 25(1) TDDDG)."""
