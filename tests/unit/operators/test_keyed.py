"""Keyed digests: the spellings of a key, and that another key meets nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from zusage.operators.keyed import keyed_digest, on_list, readings

RAW = bytes(range(32))
SECRETS = [RAW.hex(), base64.b64encode(RAW).decode()]


def test_the_digest_is_that_of_rfc_4231():
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert keyed_digest("what do ya want for nothing?", b"Jefe") == expected


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("as_text", [True, False])
def test_every_reading_of_a_key_is_tried(secret, as_text):
    key = secret.encode() if as_text else RAW
    digest = hmac.new(key, b"a@b.example", hashlib.sha256).hexdigest().upper()
    assert on_list(["a@b.example", "c@d.example"], {digest}, secret) == {"a@b.example"}


def test_another_key_meets_nothing():
    digest = keyed_digest("a@b.example", b"one")
    assert on_list(["a@b.example"], {digest}, "two") == set()


def test_text_that_is_no_encoding_has_one_reading():
    assert readings("Geheimnis der Sperrliste") == (b"Geheimnis der Sperrliste",)
