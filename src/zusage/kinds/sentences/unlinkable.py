"""The sentence of `unlinkable`.

Law: figures hold no identifier of a person.
"""

from __future__ import annotations

from zusage.kinds.words.data import data_or_figures
from zusage.kinds.words.fields import kinds_of_value
from zusage.kinds.words.given import many, number
from zusage.kinds.words.speech import english, german
from zusage.language.numbers import number as words_for
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise, policy), promise, policy) if language == "de" else english(_en(promise, policy))


def _de(promise: Promise, policy: Policy) -> str:
    data = data_or_figures(promise, policy, "de")
    absent = kinds_of_value(many(promise, "columns_absent"), "de", "or")
    k = number(promise, "k")
    group = f" Jede ausgewertete Gruppe umfasst mindestens {words_for(k, 'de')} Personen." if k else ""
    return f"{data} speichern wir ohne {absent}, sodass kein Eintrag einer Person zugeordnet ist.{group}"


def _en(promise: Promise, policy: Policy) -> str:
    data = data_or_figures(promise, policy, "en")
    absent = kinds_of_value(many(promise, "columns_absent"), "en", "or")
    k = number(promise, "k")
    group = f" Each group has at least {words_for(k, 'en')} people." if k else ""
    return f"We store {data} without {absent}, so that no entry is assigned to a person.{group}"
