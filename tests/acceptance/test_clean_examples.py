"""The example companies as they should be: no finding of level error or warning, and every document can be written."""

from datetime import date
from pathlib import Path

import pytest

from zusage.app.check import check_declaration
from zusage.app.publishing import write_notices
from zusage.app.workspace import read_workspace
from zusage.model.finding import Severity

EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = ["accounting", "it-services", "live-chat", "projects", "website"]
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wrong(kind: str) -> None:
    result = check_declaration(EXAMPLES / kind / "zusage.yml", DAY)
    loud = [found for found in result.report.findings if found.severity is not Severity.INFO]
    assert not [f"{found.place}: {found.rule} {result.rules[found.rule].words(found, 'en')}" for found in loud]
    assert len(result.report.findings) <= 3
    assert len(result.report.allowed) <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_all_documents_can_be_written(kind: str, tmp_path: Path) -> None:
    workspace = read_workspace(EXAMPLES / kind / "zusage.yml", DAY)
    policy = workspace.policy
    files = list(write_notices(workspace, DAY, (), ("html", "md"), None, tmp_path))
    assert len(files) == len(policy.documents) * 2 * 2
    assert all(sentences > 0 for _, sentences in files)
    for language in ("de", "en"):
        texts = "".join(path.read_text() for path in sorted(tmp_path.rglob(f"*{language}*.md")))
        missing = [id for id, activity in policy.activities.items() if activity.title.to(language) not in texts]
        assert missing == []
        assert policy.organisation.name in texts


@pytest.mark.parametrize("kind", KINDS)
def test_the_modules_of_the_kind_are_there(kind: str) -> None:
    policy = read_workspace(EXAMPLES / kind / "zusage.yml", DAY).policy
    assert 12 <= len(policy.activities) <= 25
    assert {"requests"} <= set(policy.activities)
