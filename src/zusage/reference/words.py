"""Legal bases and rights with the articles they stand in, as short labels in both languages.

Law: labels only; sentences are built by the writer. Source: Regulation (EU) 2016/679 (GDPR), official text.
"""

from __future__ import annotations

from zusage.model.text import Text

BASES: dict[str, Text] = {
    "consent": Text("Art. 6 Abs. 1 Buchst. a DSGVO", "Art. 6(1)(a) GDPR"),
    "contract": Text("Art. 6 Abs. 1 Buchst. b DSGVO", "Art. 6(1)(b) GDPR"),
    "legal_obligation": Text("Art. 6 Abs. 1 Buchst. c DSGVO", "Art. 6(1)(c) GDPR"),
    "vital": Text("Art. 6 Abs. 1 Buchst. d DSGVO", "Art. 6(1)(d) GDPR"),
    "public_task": Text("Art. 6 Abs. 1 Buchst. e DSGVO", "Art. 6(1)(e) GDPR"),
    "legitimate_interests": Text("Art. 6 Abs. 1 Buchst. f DSGVO", "Art. 6(1)(f) GDPR"),
    "instruction": Text("Art. 28 DSGVO", "Art. 28 GDPR"),
}
"""Kind of basis to the article it stands in."""

RIGHTS: dict[str, Text] = {
    "access": Text("Art. 15 DSGVO", "Art. 15 GDPR"),
    "rectification": Text("Art. 16 DSGVO", "Art. 16 GDPR"),
    "erasure": Text("Art. 17 DSGVO", "Art. 17 GDPR"),
    "restriction": Text("Art. 18 DSGVO", "Art. 18 GDPR"),
    "portability": Text("Art. 20 DSGVO", "Art. 20 GDPR"),
    "objection": Text("Art. 21 DSGVO", "Art. 21 GDPR"),
    "withdrawal": Text("Art. 7 Abs. 3 DSGVO", "Art. 7(3) GDPR"),
    "complaint": Text("Art. 77 DSGVO", "Art. 77 GDPR"),
}
"""Right to the article it stands in; which of them a notice offers follows from its bases."""


def rights_from(bases: set[str]) -> tuple[str, ...]:
    """The rights that processing on these bases gives, in order of the articles, without the complaint.

    Portability needs consent or contract (Art. 20(1)(a)), objection public task or legitimate interests (Art. 21(1)),
    withdrawal consent (Art. 7(3)).
    """
    given = ["access", "rectification", "erasure", "restriction"]
    given += ["portability"] * bool(bases & {"consent", "contract"})
    given += ["objection"] * bool(bases & {"public_task", "legitimate_interests"})
    given += ["withdrawal"] * ("consent" in bases)
    return tuple(given)
