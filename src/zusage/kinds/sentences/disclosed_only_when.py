"""The sentence of `disclosed-only-when`.

Law: data go to the recipient only under the stated condition.
"""

from __future__ import annotations

from zusage.kinds.words.data import activity_data
from zusage.kinds.words.flows import flow_of, named
from zusage.kinds.words.speech import english, german
from zusage.language.grammar import accusative
from zusage.model.text import Language
from zusage.policy.activity import Flow
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def following(promise: Promise, policy: Policy, language: Language) -> str:
    """The same after recipient and data were named."""
    when = condition(flow_of(promise, policy), policy, language)
    return (
        german(f"Das geschieht nur, {when}.", promise, policy) if language == "de" else english(f"This happens only {when}.")
    )


def flow_data(flow: Flow | None, promise: Promise, policy: Policy, language: Language) -> str:
    """What goes to the recipient."""
    if flow and flow.data_text:
        return flow.data_text.to(language)
    return activity_data(policy.activities[promise.activity], flow.data if flow else (), language)


def condition(flow: Flow | None, policy: Policy, language: Language) -> str:
    """The condition of a flow as a clause: "wenn Sie eingewilligt haben"."""
    de = language == "de"
    if flow and flow.when_text:
        return flow.when_text.to(language)
    match flow.when_kind if flow else "":
        case "consent":
            label = policy.consents[flow.when_ref].label.to(language) if flow and flow.when_ref in policy.consents else ""
            quoted = (f" („{label}“)" if de else f" (“{label}”)") if label else ""
            return f"wenn ‹Sie|du› eingewilligt ‹haben|hast›{quoted}" if de else f"if you have consented{quoted}"
        case "duty":
            return "soweit ein Gesetz uns dazu verpflichtet" if de else "as far as the law obliges us to"
        case "choice":
            return "wenn ‹Sie sich|du dich› dafür ‹entscheiden|entscheidest›" if de else "if you choose to"
        case _:
            return "wenn ‹Sie|du› diesen Dienst eingerichtet ‹haben|hast›" if de else "if you have set up that service"


def _de(promise: Promise, policy: Policy) -> str:
    flow = flow_of(promise, policy)
    who = accusative(named(promise, policy, "de"))
    what = flow_data(flow, promise, policy, "de")
    return f"An {who} geben wir {what} nur weiter, {condition(flow, policy, 'de')}."


def _en(promise: Promise, policy: Policy) -> str:
    flow = flow_of(promise, policy)
    who = named(promise, policy, "en")
    what = flow_data(flow, promise, policy, "en")
    return f"We pass {what} on to {who} only {condition(flow, policy, 'en')}."
