"""A text column whose values are encrypted with a key that lies outside the database (Fernet, key in PLATFORM_KEY_FILE).

Law: the database only ever sees tokens; without the key file reading fails, it never falls back to clear text.
"""

import os
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.db import models


@cache
def cipher() -> MultiFernet:
    """The cipher from the key file: first key encrypts, all of them decrypt."""
    lines = Path(os.environ["PLATFORM_KEY_FILE"]).read_text(encoding="ascii").split()
    return MultiFernet([Fernet(line) for line in lines])


class SealedField(models.TextField):
    """Text that is stored as a Fernet token."""

    def get_prep_value(self, value: str | None) -> str | None:
        return value if value is None else cipher().encrypt(value.encode()).decode("ascii")

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        return value if value is None else cipher().decrypt(value.encode("ascii")).decode()
