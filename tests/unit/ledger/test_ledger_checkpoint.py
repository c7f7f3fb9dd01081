"""Signed notes: what they say, and that nothing in them can be changed."""

from datetime import UTC, datetime

import pytest

from zusage.ledger.checkpoint import Checkpoint, Signer, checkpoint_text, read_checkpoint, signed_by

SIGNER = Signer("zusage-ledger-test", bytes(range(32)))
HEAD = Checkpoint("zusage-ledger-test", 42, bytes(32), datetime(2026, 11, 22, tzinfo=UTC))
NOTE = SIGNER.sign(checkpoint_text(HEAD))


def test_a_note_reads_back_and_verifies() -> None:
    assert read_checkpoint(NOTE) == HEAD
    assert signed_by(NOTE, SIGNER.verifier())
    assert NOTE.split("\n")[:2] == ["zusage-ledger-test", "42"]


def test_another_key_of_the_same_name_does_not_verify() -> None:
    assert not signed_by(NOTE, Signer("zusage-ledger-test", bytes(32)).verifier())


def test_every_changed_byte_of_the_text_is_found() -> None:
    end = NOTE.index("\n\n") + 1
    for at in range(end):
        changed = NOTE[:at] + chr(ord(NOTE[at]) ^ 1) + NOTE[at + 1 :]
        assert not signed_by(changed, SIGNER.verifier()), at


@pytest.mark.parametrize("text", ["", "a\nb\nc\nd\n\n", "a\n1\nAAAA\n\n", "a\n1\n!!\ntime 2026-01-01T00:00:00Z\n\n"])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_checkpoint(text)


@pytest.mark.parametrize("key", ["", "a+b+c", "zusage-ledger-test+00000000+" + SIGNER.verifier().rsplit("+", 1)[1]])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        signed_by(NOTE, key)


def test_a_signer_does_not_show_its_secret() -> None:
    assert repr(SIGNER) == "Signer('zusage-ledger-test')"
