"""Secrets: recognise a password or key that was written into a declaration, and hide it wherever a line is shown.

Law: a value that carries a secret never appears in an error, a log or an excerpt; `masked` is applied to every text of a
declaration that is shown. Recognised are URLs with a password, connection words (`password=…`), private keys and the
tokens of well-known services; a secret that looks like an ordinary word cannot be recognised by its value, so keys that
hold credentials take `env:NAME` only.

Example: `masked("url: postgresql://app:s3cret@db/x")` gives `url: postgresql://app:…@db/x`.
"""

from __future__ import annotations

import re

_URL = r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@'\"]*:(?!\{\w+\}@)(?P<url>[^\s/@'\"]+(?:@(?=[^\s/]*@)[^\s/@'\"]*)*)(?=@)"
_WORD = r"(?i:\b(?:password|passwd|passwort|pwd|secret|api_?key|access_?key|token)\s*=\s*)(?P<word>[^\s;&,'\"{}]{3,})"
_PEM = r"(?P<pem>-----BEGIN [A-Z ]*PRIVATE KEY-----)"
_TOKEN = (
    r"(?P<token>\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abprs]-[A-Za-z0-9-]{10,}|sk_live_[A-Za-z0-9]{16,}"
    r"|xkeysib-[0-9a-f]{32,})\b)"
)
_SECRET = re.compile("|".join((_URL, _WORD, _PEM, _TOKEN)))
_CREDENTIAL = re.compile(
    r"(?i)^(?:.*[_-])?(?:password|passwd|passwort|pwd|secret|token|api[_-]?key|access[_-]?key|credentials)$"
)
_SHORTEST_TOKEN = 15
"""What is shorter can only be a secret by `name=` or in a URL; most keys and values are, and need no search."""
_LONGEST = 60


def has_secret(text: str) -> bool:
    """Whether a value carries something that looks like a password, key or token."""
    if len(text) < _SHORTEST_TOKEN and "=" not in text and "://" not in text:
        return False
    return _SECRET.search(text) is not None


def names_credential(key: str) -> bool:
    """Whether a key is the name of something that must not be written down (`password`, `smtp_token`)."""
    return _CREDENTIAL.match(key) is not None


def masked(text: str) -> str:
    """`text` with every recognised secret replaced by an ellipsis."""

    def hide(match: re.Match[str]) -> str:
        group = match.lastgroup or ""
        return match[0][: match.start(group) - match.start()] + "…"

    return _SECRET.sub(hide, text)


def shown(text: str) -> str:
    """A value as an argument of an error: one line, masked, short."""
    words = " ".join(masked(text).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
