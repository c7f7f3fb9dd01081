"""The pages of docs/law/: the matrix article -> kind of promise -> rule -> place in the notice, one page per law.

Law: everything comes from the tables of law, from the rules' own sources and from the table that ties elements to rules;
nothing is written here. A row that nobody has read the source of carries its mark.
"""

from __future__ import annotations

import re

from zusage.app.law_matrix import GROUPS, matrix
from zusage.checker.elements import RULE_OF
from zusage.model.text import Text
from zusage.reference.citing import articles, cited
from zusage.reference.tables import Row, table

MADE = "<!-- made by docs/build.py; do not edit -->"
PLACES = {
    "controller": Text("Wer verantwortlich ist", "Who is responsible"),
    "activity/opening": Text("Tätigkeit: Beginn", "Activity: opening"),
    "activity/purposes": Text("Tätigkeit: Wofür", "Activity: What for"),
    "activity/basis": Text("Tätigkeit: Rechtsgrundlage", "Activity: Legal basis"),
    "activity/data": Text("Tätigkeit: Daten", "Activity: Data"),
    "activity/source": Text("Tätigkeit: Quelle", "Activity: Source"),
    "activity/retention": Text("Tätigkeit: Speicherdauer", "Activity: How long"),
    "activity/recipients": Text("Tätigkeit: Empfänger", "Activity: Recipients"),
    "activity/device": Text("Tätigkeit: Auf Ihrem Gerät", "Activity: On your device"),
    "activity/choice": Text("Tätigkeit: Ihre Wahl", "Activity: Your choice"),
    "activity/protection": Text("Tätigkeit: Schutz", "Activity: Protection"),
    "recipients": Text("Empfänger", "Recipients"),
    "rights": Text("Ihre Rechte", "Your rights"),
    "objection": Text("Widerspruch", "Right to object"),
    "security": Text("Löschung und Sicherheit", "Deletion and security"),
    "decisions": Text("Automatisierte Entscheidungen", "Automated decisions"),
    "changes": Text("Änderungen", "Changes"),
}
"""The parts of the notice, as the tables name them."""

UNREAD = Text("nicht geprüft", "to be verified")
_COURTS = ("CJEU", "BGH", "VG Hannover")


def law_pages() -> dict[str, str]:
    """Name and content of every page."""
    laws: dict[str, list[Row]] = {}
    for row in articles().values():
        laws.setdefault(law_of(row), []).append(row)
    made = {f"{slug(law)}.md": _page(law, rows) for law, rows in laws.items()}
    made["README.md"] = _index(laws)
    return made


def law_of(row: Row) -> str:
    """The page on which an article stands: its law; decisions and acts of the Union without articles share one."""
    law = str(row.facts["law"])
    if not row.facts["number"]:
        return "Acts of the Union"
    return "Standards" if law in ("DIN", "EN ISO/IEC") else "Courts" if law in _COURTS else law


def slug(law: str) -> str:
    """The name of a page."""
    plain = law.lower().translate(str.maketrans({"é": "e", "è": "e", "ä": "ae", "ö": "oe", "ü": "ue"}))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _index(laws: dict[str, list[Row]]) -> str:
    rows = [row for own in laws.values() for row in own]
    unread = sum(row.confidence == "verify" for row in rows)
    lines = [
        MADE,
        "# What the law asks / Was das Recht verlangt",
        "",
        f"{len(rows)} articles and decisions on {len(laws)} pages, {unread} of them {UNREAD.en}. `zusage law show Art. 13`",
        "shows the same in the terminal; the tables are described in [law.md](../spec/law.md).",
        "",
        "| law | articles | rules | elements | kinds of promise |",
        "|---|---|---|---|---|",
    ]
    for law, own in sorted(laws.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        counts = (len({id for row in own for id in _ids(row, group)}) for group in ("rules", "elements", "promises"))
        lines.append(f"| [{law}]({slug(law)}.md) | {len(own)} | {' | '.join(map(str, counts))} |")
    lines += ["", "## Elements of information / Pflichtangaben", "", *_elements()]
    lines += ["", "## Kinds of promise / Arten von Zusagen", "", *_promises()]
    return "\n".join(lines) + "\n"


def _elements() -> list[str]:
    lines = ["| element | articles | rule | place in the notice | in words |", "|---|---|---|---|---|"]
    for row in table("elements"):
        rule = RULE_OF.get(row.id, "")
        where = _places((row,))
        lines.append(f"| `{row.id}` | {_linked(row)} | {_rule(rule) if rule else ''} | {where} | {row.words.en} |")
    return lines


def _promises() -> list[str]:
    lines = ["| kind | articles | place in the notice | in words |", "|---|---|---|---|"]
    return lines + [f"| `{row.id}` | {_linked(row)} | {_places((row,))} | {row.words.en} |" for row in table("promises")]


def _linked(row: Row) -> str:
    found = (articles()[id] for id in cited(str(row.facts["article"])))
    return ", ".join(f"[{article.facts['cite']}]({slug(law_of(article))}.md#{_anchor(article)})" for article in found)


def _page(law: str, rows: list[Row]) -> str:
    lines = [MADE, f"# {law}", "", "| article | kinds of promise | rules | place in the notice |", "|---|---|---|---|"]
    for row in rows:
        promises = ", ".join(f"`{id}`" for id in _ids(row, "promises"))
        rules = ", ".join(map(_rule, _ids(row, "rules")))
        lines.append(f"| [{row.facts['cite']}](#{_anchor(row)}) | {promises} | {rules} | {_places(_naming(row))} |")
    for row in rows:
        lines += ["", *_article(row)]
    return "\n".join(lines) + "\n"


def _article(row: Row) -> list[str]:
    mark = f" [{UNREAD.de} / {UNREAD.en}]" if row.confidence == "verify" else ""
    since = f"since {row.valid_from}" if row.valid_from else "no first day known here"
    lines = [f'<a id="{_anchor(row)}"></a>', f"## {row.facts['cite']}", "", f"{row.words.en}{mark}", "", row.words.de, ""]
    lines.append(f"{since} · as of {row.as_of} · [official text]({row.facts['url']}) · {row.source}")
    named = [
        f"- {GROUPS[group].de} / {GROUPS[group].en}: {_listed(group, ids)}"
        for group, ids in matrix().get(row.id, {}).items()
    ]
    if why := row.facts.get("uncited"):
        named.append(f"- {why}")
    return [*lines, "", *named]


def _listed(group: str, ids: tuple[str, ...]) -> str:
    return ", ".join(map(_rule, ids)) if group == "rules" else ", ".join(f"`{id}`" for id in ids)


def _ids(row: Row, group: str) -> tuple[str, ...]:
    return matrix().get(row.id, {}).get(group, ())


def _naming(row: Row) -> tuple[Row, ...]:
    """The elements and kinds of promise that name an article."""
    return tuple(one for group in ("elements", "promises") for one in table(group) if one.id in _ids(row, group))


def _places(rows: tuple[Row, ...]) -> str:
    found = {str(row.facts["place"]) for row in rows}
    return ", ".join(text.en for place, text in PLACES.items() if place in found)


def _rule(id: str) -> str:
    return f"[{id}](../rules/{id}.md)"


def _anchor(row: Row) -> str:
    return row.id.replace("/", "-")
