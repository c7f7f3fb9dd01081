"""The sentence of `recipient-deletes`.

Law: how long a recipient keeps what it got: another keeper's period, never one of our steps.
"""

from __future__ import annotations

from zusage.kinds.words.flows import flow_of, named, recipient_id
from zusage.kinds.words.moments import of_start
from zusage.kinds.words.speech import english, german
from zusage.language.durations import duration
from zusage.model.period import Period
from zusage.model.text import Language
from zusage.policy.activity import Kept
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise
from zusage.policy.start import Unseen


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def following(promise: Promise, policy: Policy, language: Language) -> str:
    """The same after the recipient was named."""
    flow, de = flow_of(promise, policy), language == "de"
    if flow is None or flow.keeps is None:
        return "Wie lange, entscheidet dieser Empfänger selbst." if de else "For how long is for that recipient to decide."
    if flow.keeps.period == Period():
        return "Dort werden die Daten unverzüglich gelöscht." if de else "The data are deleted there without delay."
    if flow.keeps.period:
        most = _at_most(flow.keeps, policy, language)
        if de:
            return german(f"Dort werden die Daten spätestens {most} gelöscht.", promise, policy)
        return english(f"The data are deleted there {most}.")
    words = flow.keeps.text.to(language).rstrip(".") if flow.keeps.text else ""
    if not words:
        return sentence(promise, policy, language)
    if de:
        return german(f"Aufbewahrt werden die Daten dort {words}.", promise, policy)
    return english(f"The data are kept there {words}.")


def _at_most(kept: Kept, policy: Policy, language: Language) -> str:
    """The longest time, and after what: "drei Tage nach dem Ende …"; without a declared start only how long."""
    period, de = kept.period or Period(), language == "de"
    event = policy.events.get(kept.event or "")
    if event is None and (kept.start is None or isinstance(kept.start, Unseen)):
        return f"nach {duration(period, language, 'dative')}" if de else f"within {duration(period, language)}"
    named = event.label.to(language) if event is not None and event.label else ""
    moment = named or (of_start(kept.start, policy, language) if kept.start is not None else "")
    return f"{duration(period, language)} nach {moment}" if de else f"within {duration(period, language)} after {moment}"


def _own(promise: Promise, policy: Policy, language: Language) -> str:
    """By whose rules a recipient keeps data of which no period is declared: a processor by ours, any other by its own."""
    known = policy.recipients.get(recipient_id(promise))
    if known and known.role == "processor":
        return "nach unserer Weisung" if language == "de" else "on our instructions"
    return "in eigener Verantwortung" if language == "de" else "under its own responsibility"


def _de(promise: Promise, policy: Policy) -> str:
    name = named(promise, policy, "de")
    flow = flow_of(promise, policy)
    if flow is None or flow.keeps is None:
        return f"Wie lange {name} die erhaltenen Daten aufbewahrt, liegt in der Verantwortung dieses Empfängers."
    if flow.keeps.period == Period():
        return f"{name} löscht die von uns erhaltenen Daten unverzüglich."
    if flow.keeps.period:
        return f"{name} löscht die von uns erhaltenen Daten spätestens {_at_most(flow.keeps, policy, 'de')}."
    words = flow.keeps.text.to("de").rstrip(".") if flow.keeps.text else _own(promise, policy, "de")
    return f"{name} bewahrt die von uns erhaltenen Daten {words} auf."


def _en(promise: Promise, policy: Policy) -> str:
    name = named(promise, policy, "en")
    flow = flow_of(promise, policy)
    if flow is None or flow.keeps is None:
        return f"How long {name} keeps the data received is the responsibility of that recipient."
    if flow.keeps.period == Period():
        return f"{name} deletes the data received from us without delay."
    if flow.keeps.period:
        return f"{name} deletes the data received from us {_at_most(flow.keeps, policy, 'en')}."
    words = flow.keeps.text.to("en").rstrip(".") if flow.keeps.text else _own(promise, policy, "en")
    return f"{name} keeps the data received from us {words}."
