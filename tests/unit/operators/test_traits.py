"""Every operator says what it is, and none of them calls its result anonymous."""

from zusage.operators import ciphertext, email, ip, normalise, password, payment, person, plainform
from zusage.operators.normalise import NORMALISERS
from zusage.operators.shapes import SHAPES

TRAITS = [
    trait for room in (ciphertext, email, ip, normalise, password, payment, person, plainform) for trait in room.TRAITS
]


def test_every_shape_and_normaliser_declares_itself_once() -> None:
    assert sorted(trait.name for trait in TRAITS if trait.does == "recognises") == sorted(SHAPES)
    changing = {trait.name for trait in TRAITS if trait.does in ("normalises", "pseudonymises")}
    assert changing - {"sha256_hex"} | {"sha256_hex", ""} == NORMALISERS
    assert all(trait.does != "anonymises" for trait in TRAITS)
