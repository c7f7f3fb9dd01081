"""ZU817: other form of address than declared (Art. 12(1) GDPR).

A notice that says Sie in one sentence and du in the next has been put together from several. The form of address is
declared with the document; sentences that the program writes follow it.

Wrong:
    documents: {privacy: {address_form: Sie, statements: [{text: {de: Du kannst deine Einwilligung jederzeit widerrufen.}}]}}
Right:
    documents: {privacy: {address_form: du, statements: [{text: {de: Du kannst deine Einwilligung jederzeit widerrufen.}}]}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.checker.wording import plain
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU817",
    Severity.WARNING,
    Text(
        "Andere Anrede als erklärt",
        "other form of address than declared",
    ),
    Text(
        "„{found}“ passt nicht zur erklärten Anrede ({form}).",
        '"{found}" does not fit the declared form of address ({form}).',
    ),
    Text(
        "Schreiben Sie den Text um, oder ändern Sie die Anrede des Dokuments: address_form: du",
        "Rewrite the text, or change the form of address of the document: address_form: du",
    ),
    "Art. 12(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """German texts in the form of address that none of their documents declares; quoted words do not count.

    Where no text at all has the declared form, the form is declared wrongly, and that is told once.
    """
    kept, other = False, []
    documents = matter.policy.documents
    whole = frozenset(document.address_form for document in documents.values() if document.kind == "notice")
    by_place = {s.place: frozenset({d.address_form}) for d in documents.values() for s in d.statements}
    for one in said(matter.policy):
        shown = matter.policy.activities[one.subject].documents if one.subject in matter.policy.activities else ()
        forms = frozenset(documents[id].address_form for id in shown if id in documents) or by_place.get(one.place, whole)
        words = _QUOTED.sub("", plain(one.text.de or ""))
        if len(forms) == 1:
            form = next(iter(forms))
            right, wrong = (_SIE, _DU) if form == "Sie" else (_DU, _SIE)
            kept = kept or right.search(words) is not None
            match = wrong.search(words)
            if match is not None:
                other.append(RULE.finding(one.place, one.subject, found=match[0], form=form))
    yield from other if kept else other[:1]


_QUOTED = re.compile(r"„[^“]*“|\"[^\"]*\"|»[^«]*«|‚[^‘]*‘")
_DU = re.compile(r"(?<![\w.-])(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[nrms]?)(?![\w.-]\w|\w)")
_SIE = re.compile(r"(?<![\w.-])(?:Ihnen|(?<=[a-zäöüß,] )(?:Ihre?[nrms]?|Sie))(?![\w-])")
