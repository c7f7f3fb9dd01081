"""The registers of one company, word for word. Accept a change with UPDATE_GOLDEN=1 after reading the difference."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from support.papers import company_policy, paper
from zusage.document.markdown import render_markdown
from zusage.model.text import LANGUAGES, Language
from zusage.policy.policy import Policy
from zusage.writer.registers.catalogue import PAPERS

HERE = Path(__file__).parent / "papers"
GIVEN = (
    {"name": "Hofladen Beispiel eG", "address": "Beispielhof 3, 24999 Musterhafen", "contact": "post@hofladen.example",
     "categories": "live-chat; booking", "since": "2024-03-01"},
    {"name": "Praxis Muster", "address": "", "officer": "dsb@praxis.example", "categories": "live-chat"},
)  # fmt: skip


KEPT = ("customers", "live-chat", "webhooks", "newsletter", "website", "logs", "backups", "evidence")


def _some(policy: Policy) -> Policy:
    """The policy with some of its activities, so that the accepted texts stay short."""
    activities = {id: policy.activities[id] for id in KEPT}
    promises = tuple(promise for promise in policy.promises if promise.activity in ("", *KEPT))
    return replace(policy, activities=activities, promises=promises)


@pytest.mark.parametrize("name", [one.name for one in PAPERS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_reads_as_accepted(name: str, language: Language) -> None:
    policy = _some(company_policy("live-chat"))
    for document in paper(name, policy, language, controllers=GIVEN):
        written = render_markdown(document).replace(policy.digest[:12], "(digest)")
        golden = HERE / f"{document.id}.{language}.md"
        if os.environ.get("UPDATE_GOLDEN"):
            golden.write_text(written, encoding="utf-8")
        assert written == golden.read_text(encoding="utf-8"), f"{golden.name} changed: read it, then UPDATE_GOLDEN=1"
