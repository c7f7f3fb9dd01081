"""How a text speaks to its reader: Sie or du.

Law: a German template marks every form that differs as ‹Sie-form|du-form›; nothing else in the text is touched. English
has one form and no marks.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"‹([^‹›|]*)\|([^‹›|]*)›")


def addressed(text: str, form: str) -> str:
    """`text` with its marks resolved for `form` ("Sie" or "du")."""
    return _MARK.sub(lambda match: match[2] if form == "du" else match[1], text)
