"""The legal bases of an activity (Art. 13(1)(c) and (d) GDPR).

Law: one sentence per basis, with the purposes or the case for which it counts; a legitimate interest is named, an
obligation cites its statute. Where a basis has a condition, people learn which one applies to them.
"""

from __future__ import annotations

from zusage.document.tree import Sentence, plain
from zusage.keeping.doubt import UNREAD
from zusage.language.citations import gdpr, localised
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.activity import Activity, Basis
from zusage.reference.law import Law, law
from zusage.writer.script import Script

_LETTERS = {"consent": "a", "contract": "b", "legal_obligation": "c", "vital": "d", "public_task": "e",
            "legitimate_interests": "f"}  # fmt: skip


def basis_sentences(script: Script, activity: Activity) -> tuple[Sentence, ...]:
    """One sentence per basis."""
    return tuple(_sentence(script, activity, basis) for basis in activity.bases)


def _sentence(script: Script, activity: Activity, basis: Basis) -> Sentence:
    lead, words = _lead(script, activity, basis), _words(script, basis)
    return plain(f"{capitalised(lead)}: {words}." if lead else f"{capitalised(words)}.")


def _lead(script: Script, activity: Activity, basis: Basis) -> str:
    if basis.otherwise:
        return script.say("in allen anderen Fällen", "in all other cases")
    if basis.when:
        return script.to(basis.when)
    several = len(activity.bases) > 1
    purposes = [script.to(p.text) for p in activity.purposes if p.id in basis.purposes] if several else []
    data = [script.to(d.label) for d in activity.data if d.id in basis.data] if several else []
    return join(purposes or data, script.language)


def _words(script: Script, basis: Basis) -> str:
    more = f": {script.to(basis.text).rstrip('.')}" if basis.text else ""
    cited = gdpr(6, script.language, 1, _LETTERS.get(basis.kind, ""))
    match basis.kind:
        case "consent":
            known = script.policy.consents.get(basis.consent)
            label = script.to(known.label) if known else basis.consent
            return script.say(f"‹Ihre|deine› Einwilligung („{label}“, {cited})", f"your consent (“{label}”, {cited})")
        case "contract":
            return script.say(
                f"Anbahnung und Erfüllung des Vertrags mit ‹Ihnen|dir› ({cited})",
                f"performing the contract with you and the steps before it ({cited})",
            )
        case "legal_obligation":
            norms = _norms(script, basis)
            return script.say(
                f"rechtliche Verpflichtung ({cited}{f' in Verbindung mit {norms}' if norms else ''})",
                f"legal obligation ({cited}{f' with {norms}' if norms else ''})",
            )
        case "legitimate_interests":
            interest = script.to(basis.interest).rstrip(".") if basis.interest else ""
            return script.say(f"unser berechtigtes Interesse ({cited}) – {interest}",
                              f"our legitimate interest ({cited}) – {interest}")  # fmt: skip
        case "instruction":
            norm = gdpr(28, script.language, 3, "a")
            return script.say(
                f"Weisung der Stelle, für die wir tätig sind ({norm}); deren Rechtsgrundlage nennt sie selbst",
                f"instruction of the body we work for ({norm}); that body states its own legal basis itself",
            )
        case "vital":
            return script.say(f"Schutz lebenswichtiger Interessen ({cited})", f"protecting vital interests ({cited})") + more
        case _:
            return (
                script.say(f"Aufgabe im öffentlichen Interesse ({cited})", f"task in the public interest ({cited})") + more
            )


def _norms(script: Script, basis: Basis) -> str:
    found = (law(id) for id in basis.laws)
    norms = (_norm(known, script.language) for known in found if known)
    return join(dict.fromkeys(norms), script.language)


def _norm(known: Law, language: Language) -> str:
    norm = localised(known.statute.to(language), language)
    return f"{norm} ({UNREAD.to(language)})" if known.confidence == "verify" else norm
