"""What is said of a file that was written."""

from __future__ import annotations

from zusage.app.publishing import File
from zusage.model.text import Language


def figures(file: File, language: Language) -> str:
    """Promises that are said, places that ask, and how easily the short layer reads: 40 is what we ask of it."""
    de = language == "de"
    promises = f"{file.promises} {'Zusage' if de else 'promise'}{'' if file.promises == 1 else 'n' if de else 's'}"
    figures = [promises] if file.promises else []
    if file.missing:
        figures.append(f"{file.missing} × {'nicht angegeben' if de else 'not declared'}")
    if file.ease is not None:
        figures.append(f"{'Lesbarkeit' if de else 'reading ease'} {file.ease:.0f}")
    return f"   ({', '.join(figures)})" if figures else ""
