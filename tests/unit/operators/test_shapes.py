"""Recognisers know their shape by its published form, and nothing that only resembles it."""

import base64
import os
from hashlib import pbkdf2_hmac

import pytest
from cryptography.fernet import Fernet

from zusage.operators.normalise import normalise
from zusage.operators.shapes import SHAPES, recognise

YES = {
    "argon2": [
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
        "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
    ],
    "pbkdf2_sha256": [
        "pbkdf2_sha256$600000$saltsalt$" + base64.b64encode(pbkdf2_hmac("sha256", b"x", b"saltsalt", 1)).decode()
    ],
    "bcrypt": ["$2b$12$" + "a" * 53, "bcrypt_sha256$$2b$12$" + "a" * 53],
    "scrypt": ["scrypt$saltsalt$16384$8$1$" + base64.b64encode(b"x" * 64).decode()],
    "unsalted_hash": ["d41d8cd98f00b204e9800998ecf8427e", "a" * 40, "b" * 64],
    "sha256_hex": ["b" * 64],
    "fernet": [Fernet(Fernet.generate_key()).encrypt(b"secret").decode()],
    "encrypted": [
        "enc:v1:" + base64.b64encode(os.urandom(40)).decode(),
        Fernet(Fernet.generate_key()).encrypt(b"s").decode(),
        "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zo",
    ],
    "age_file": ["age-encryption.org/v1\n-> X25519 …", "-----BEGIN AGE ENCRYPTED FILE-----\n"],
    "url": ["https://hooks.chat.example/services/T0/B0/x", "wss://a.example"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000"],
    "date": ["2024-02-29", "29.2.2024", "2024-02-29T10:00:00Z"],
    "email": ["ada@beispiel.example", " ä.b+c@münchen.example "],
    "ipv4": ["1.2.3.0", "1.2.3.4:80"],
    "ipv6": ["2001:db8::", "[::1]:80", "fe80::1%eth0"],
    "ipv4_full": ["1.2.3.4"],
    "ipv6_full": ["2001:db8::1", "::ffff:1.2.3.4"],
    "iban": ["DE89 3704 0044 0532 0130 00", "gb82west12345698765432"],
    "card_number": ["4111 1111 1111 1111", "378282246310005", "5555-5555-5555-4444"],
    "phone": ["+49 4832 1234567", "04832/12345", "0049 (40) 123456"],
    "name_like": ["Ada Beispiel", "Dr. Ada von Beispiel", "Jean-Luc d’Arc Muster"],
}
NO = {
    "argon2": ["geheim", "$argon2id$"],
    "pbkdf2_sha256": ["pbkdf2_sha256$1$x$y", "password"],
    "bcrypt": ["$2b$12$short"],
    "scrypt": ["scrypt"],
    "unsalted_hash": ["a" * 33, "passwort"],
    "sha256_hex": ["b" * 40],
    "fernet": ["gAAAAAB", "gAAAAA" + "A" * 95],
    "encrypted": [
        "https://hooks.chat.example/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "a" * 64,
        "DE89370400440532013000",
        "enc:",
        "ThisIsAPlainSentenceWithoutBlanks2024ButVeryLongIndeed",
    ],
    "age_file": ["PK\x03\x04", ""],
    "url": ["hooks.chat.example", "https://", "see https://a.example"],
    "uuid": ["123e4567"],
    "date": ["2023-02-29", "29.02.2023", "2024-13-01", "1.2.3.4"],
    "email": ["ada@beispiel", "@x.example", "a@b@c.example", "a b@c.example"],
    "ipv4": ["256.1.1.1", "1.2.3", "x 1.2.3.4"],
    "ipv6": ["1::2::3", "10:20:30", "12345::"],
    "ipv4_full": ["1.2.3.0", "text"],
    "ipv6_full": ["2001:db8::", "::ffff:1.2.3.0", "1.2.3.4"],
    "iban": ["DE88 3704 0044 0532 0130 00", "DE89"],
    "card_number": ["4111 1111 1111 1112", "1234567812345670", "41111111"],
    "phone": ["12345", "2024-01-01", "abc"],
    "name_like": ["Ada", "das ist ein Satz", "GmbH 12", "HALLO WELT"],
}


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        pytest.param(shape, value, id=f"{shape}-{number}")
        for shape, values in YES.items()
        for number, value in enumerate(values)
    ],
)
def test_recognises(shape: str, value: str) -> None:
    assert recognise(shape, value)


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        pytest.param(shape, value, id=f"{shape}-{number}")
        for shape, values in NO.items()
        for number, value in enumerate(values)
    ],
)
def test_does_not_recognise(shape: str, value: str) -> None:
    assert not recognise(shape, value)


def test_every_shape_has_examples_and_unknown_names_are_loud() -> None:
    assert set(YES) == set(NO) == SHAPES
    with pytest.raises(KeyError):
        recognise("argon3", "x")


def test_normalise() -> None:
    assert normalise("email", " Ada@BEISPIEL.example ") == "ada@beispiel.example"
    assert normalise("email", "u\u0308@x.example") == normalise("email", "\u00fc@x.example")
    assert normalise("email_sha256", "A@x.example") == normalise("sha256_hex", "a@x.example")
    assert normalise("", " x ") == " x "
    with pytest.raises(KeyError):
        normalise("mail", "x")
