"""Lives: the example companies that can be lived day by day, and how their code is loaded.

Law: a life is loaded from the example's own folder (`company/life.py`); two companies never share a module, so that one
process can live several. Nothing of a life is part of the installed package.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from zusage.model.errors import UsageError
from zusage.testing.life import Life

LIFE = Path("company") / "life.py"


def lives(examples: Path) -> list[str]:
    """The companies below a folder that have a life."""
    return sorted(folder.name for folder in examples.glob("*") if (folder / LIFE).is_file())


def load_life(example: Path, seed: int) -> Life:
    """A new life of the company in `example`. Raises UsageError ZE800 when it has none."""
    module = load_module(example, "life")
    made = getattr(module, "LIFE", None)
    if made is None:
        raise UsageError("ZE800", company=example.name, what=f"{LIFE}: LIFE")
    takes_seed = callable(made) and bool(inspect.signature(made).parameters)
    life: Life = made(seed) if takes_seed else made() if callable(made) else made
    return life


def load_module(example: Path, name: str) -> ModuleType:
    """The module `company.<name>` of this example and of no other. Raises UsageError ZE800 when there is none."""
    example = example.resolve()
    if not (example / "company" / f"{name}.py").is_file():
        raise UsageError("ZE800", company=example.name, what=f"company/{name}.py")
    for known in [m for m in sys.modules if m == "company" or m.startswith("company.")]:
        del sys.modules[known]
    paths = [str(example), str(example.parent)]
    sys.path[:0] = paths
    try:
        importlib.invalidate_caches()
        return importlib.import_module(f"company.{name}")
    finally:
        for path in paths:
            with suppress(ValueError):
                sys.path.remove(path)
