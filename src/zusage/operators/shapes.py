"""Shapes: one door to all recognisers, by the name that a `Profile` look gives them.

Law: `recognise` is pure and total on its names; an unknown name raises KeyError, so that a typing error never counts zero.
A recogniser answers for one whole value. `SHAPES` holds exactly the names that it knows.
"""

from __future__ import annotations

from collections.abc import Callable

from zusage.operators import ciphertext, email, ip, password, payment, person, plainform

_RECOGNISERS: dict[str, Callable[[str], bool]] = {
    "argon2": password.is_argon2,
    "pbkdf2_sha256": password.is_pbkdf2_sha256,
    "bcrypt": password.is_bcrypt,
    "scrypt": password.is_scrypt,
    "unsalted_hash": password.is_unsalted_hash,
    "sha256_hex": password.is_sha256_hex,
    "fernet": ciphertext.is_fernet,
    "encrypted": ciphertext.is_encrypted,
    "age_file": ciphertext.is_age_file,
    "url": plainform.is_url,
    "uuid": plainform.is_uuid,
    "date": plainform.is_date,
    "email": email.is_email,
    "ipv4": ip.is_ipv4,
    "ipv6": ip.is_ipv6,
    "ipv4_full": ip.is_ipv4_full,
    "ipv6_full": ip.is_ipv6_full,
    "iban": payment.is_iban,
    "card_number": payment.is_card_number,
    "phone": person.is_phone,
    "name_like": person.is_name_like,
}

SHAPES: frozenset[str] = frozenset(_RECOGNISERS)


def recognise(shape: str, value: str) -> bool:
    """Whether `value` as a whole has this shape."""
    return _RECOGNISERS[shape](value)
