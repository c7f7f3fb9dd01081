"""ZU120: withdrawal told by browser settings only (Art. 13(2)(c), 14(2)(d), 7(3) GDPR).

Withdrawing must be as easy as agreeing. To send people into the settings of their browser is no withdrawal: it deletes
a cookie and leaves the consent standing.

Wrong:
    documents:
      notice:
        title: {de: Datenschutzerklärung, en: Privacy notice}
        statements: [{text: {de: 'Ihre Einwilligung widerrufen Sie, indem Sie Cookies in Ihrem Browser löschen.', en: You withdraw your consent by deleting cookies in your browser.}}]
Right:
    documents:
      notice:
        title: {de: Datenschutzerklärung, en: Privacy notice}
        statements: [{text: {de: 'Ihre Einwilligung widerrufen Sie über „Cookies“ am Fuß jeder Seite.', en: You withdraw your consent under "Cookies" at the foot of every page.}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU120",
    Severity.WARNING,
    Text(
        "Widerruf nur über den Browser erklärt",
        "withdrawal told by browser settings only",
    ),
    Text(
        "Ein Text verweist für den Widerruf auf Einstellungen des Browsers: {words}.",
        "A text sends people to browser settings to withdraw: {words}.",
    ),
    Text(
        "Nennen Sie den Weg, den withdraw verspricht: Banner, Link in der E-Mail oder eine Nachricht an Sie.",
        "Name the way that withdraw promises: the banner, the link in the mail or a message to you.",
    ),
    "Art. 13(2)(c), 14(2)(d), 7(3) GDPR",
)


_WITHDRAW = re.compile(r"widerr[ue]f\w*|widerrufen|withdraw\w*|revok\w*", re.IGNORECASE)
_BROWSER = re.compile(
    r"browser-?einstellung\w*|einstellungen (?:ihres|deines|des|im) browsers?|browser settings|in (?:ihrem|deinem|your) browser"
    r"|settings of your browser|do[ -]not[ -]track|cookies (?:löschen|deaktivieren)|(?:delet|disabl)\w+ (?:all |the )?cookies",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"banner|\blink|e-?mail|nachricht|message|schreiben sie|write to|fuß|footer|konto|account|schaltfläche|button|cookie-?einstellungen|cookie settings",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that tell of a withdrawal, name the browser and no other way."""
    for text in said(matter.policy):
        found = _BROWSER.search(text.both)
        if found and _WITHDRAW.search(text.both) and not _OTHER.search(text.both):
            yield RULE.finding(text.place, text.subject, words=found[0])
