"""The words of any promise, found by its kind.

Law: the builder of kind `a-b` is `zusage.kinds.sentences.a_b.sentence`; each is loaded when it is first needed. A kind
without a builder raises LookupError, so that no promise goes unsaid unnoticed. `sentence` stands on its own, on the board
or in a letter; where the text around it has just named recipient or data, a kind may have shorter words in `following`.
Both say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise

Builder = Callable[[Promise, Policy, Language], str]


def speak(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of `promise`; "" where its kind has nothing to say about it."""
    return builder_of(promise.kind)(promise, policy, language)


def speak_on(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of `promise` right after its recipient, or the duty before it, was named."""
    return _following(promise.kind)(promise, policy, language)


@cache
def _following(kind: str) -> Builder:
    alone = builder_of(kind)
    words: Builder = getattr(import_module(f"zusage.kinds.sentences.{kind.replace('-', '_')}"), "following", alone)
    return words


@cache
def builder_of(kind: str) -> Builder:
    """The sentence builder of a kind."""
    try:
        module = import_module(f"zusage.kinds.sentences.{kind.replace('-', '_')}")
    except ModuleNotFoundError as error:
        raise LookupError(f"no sentence for kind {kind!r}") from error
    builder: Builder = module.sentence
    return builder
