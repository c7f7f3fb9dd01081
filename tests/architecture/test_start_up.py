"""What the quick commands load: nothing heavy."""

import json
import subprocess
import sys

import pytest

HEAVY = {"sqlalchemy", "babel", "ruamel", "cryptography", "psycopg", "django", "playwright"}
SCRIPT = "import sys, json\n{code}\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"


@pytest.mark.parametrize(
    ("what", "code", "also"),
    [
        ("the command line", "import zusage.cli.main", {"yaml"}),
        ("check", "import zusage.app.check", set()),
        ("the verifier", "import zusage.ledger.verify", {"click", "yaml"}),
    ],
)
def test_quick_commands_load_nothing_heavy(what: str, code: str, also: set[str]) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT.format(code=code)], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & (HEAVY | also), f"{what} loads {loaded & (HEAVY | also)}"


def test_the_verifier_stands_alone() -> None:
    code = "import sys, zusage.ledger.verify; print([m for m in sys.modules if m.startswith('zusage')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert sorted(eval(done.stdout)) == ["zusage", "zusage.ledger", "zusage.ledger.verify"]
