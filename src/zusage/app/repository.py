"""Where a file stands in its repository, as code hosts name it.

Law: relative to the folder that holds `.git`, or to the working folder where there is none; percent-encoded where it is a
URI. A file outside keeps its absolute path.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote


def repository_root(folder: Path) -> Path:
    """The nearest folder upwards that holds `.git` (a folder, or a file in worktrees); else the folder itself."""
    whole = folder.resolve()
    return next((one for one in (whole, *whole.parents) if (one / ".git").exists()), whole)


def relative(file: str, root: Path) -> str:
    """The path as the repository names it, with slashes."""
    whole = Path(file).resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else whole.as_posix()


def uri(file: str, root: Path) -> str:
    """The same as a URI reference."""
    path = relative(file, root)
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)
