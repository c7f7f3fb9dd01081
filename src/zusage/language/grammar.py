"""German articles and cases, as far as sentences of a notice need them.

Law: a bare plural or a list needs no article; a singular noun gets the article of its gender when the gender is known (by
the lists below or by its ending). What only the masculine singular shows is read off the words themselves ("angezeigter
Text" becomes "angezeigten Text"); where neither words nor lists decide, `in_accusative` says so by None and the caller
quotes the words as they were written instead of guessing.
"""

from __future__ import annotations

import re

from zusage.language.plural import Case, Gender

_HEADS: dict[Gender, tuple[str, ...]] = {
    "m": ("name", "nachweis", "inhalt", "verlauf", "status", "zeitpunkt", "ort", "browser", "betreff",
          "vertrag", "versand", "betrieb", "einzug", "schutz",
          "eingang", "erhalt", "abschluss", "ablauf", "termin", "zugriff", "widerruf", "kauf", "widerspruch", "besuch",
          "abruf", "tod", "austritt", "beginn", "wegfall", "aufruf", "lebenslauf", "text", "brief", "beleg", "zugang",
          "empfang", "hash", "verfasser", "kontoinhaber", "benutzername", "chat", "standort", "wert",
          "server", "dienst", "verstoß", "antrag", "kommentar", "kalender", "absender", "bericht", "hinweis", "titel",
          "tarif", "betrag", "eintrag", "vorgang", "anhang", "link", "auftrag", "stand", "wohnsitz", "beruf", "token",
          "schlüssel"),
    "f": ("nummer", "adresse", "anschrift", "anfrage", "nachricht", "kündigung", "firma", "stimme", "iban", "datei",
          "kopie", "rechnung", "spende", "sprache", "auskunft", "antwort", "absage", "zusage", "ausgabe", "abgabe",
          "aufnahme", "rückgabe", "abreise", "buchung", "e-mail", "mail", "summe", "liste", "sitzung", "rolle", "zahl",
          "zeit", "akte", "karte", "klasse", "note", "person", "historie", "herkunft", "unterschrift", "beschwerde",
          "aufgabe", "vorlage", "abfrage", "umfrage", "eingabe", "angabe", "absicherung", "suche", "funktion"),
    "n": ("ende", "datum", "mandat", "konto", "bild", "foto", "geburtsdatum", "passwort", "gespräch", "ereignis",
          "verhalten", "alter", "geschlecht", "angebot", "ticket", "profil", "kennzeichen", "protokoll",
          "verzeichnis", "jahr", "wort", "gerät", "system", "unternehmen", "zeugnis", "ergebnis", "fax", "team",
          "kürzel", "schreiben", "anliegen", "verlangen", "interesse", "erlebnis"),
}  # fmt: skip
_ENDINGS: tuple[tuple[str, Gender], ...] = (
    ("ung", "f"),
    ("heit", "f"),
    ("keit", "f"),
    ("schaft", "f"),
    ("ion", "f"),
    ("tät", "f"),
    ("anz", "f"),
)
_POSSESSIVES = {"Ihrer": "Ihre", "Ihrem": "Ihr", "deiner": "deine", "deinem": "dein", "ihrer": "ihre", "ihrem": "ihr",
                "unserer": "unsere", "unserem": "unser"}  # fmt: skip
_ARTICLES: dict[Case, dict[Gender, str]] = {
    "nominative": {"m": "der", "f": "die", "n": "das"},
    "accusative": {"m": "den", "f": "die", "n": "das"},
    "dative": {"m": "dem", "f": "der", "n": "dem"},
    "genitive": {"m": "des", "f": "der", "n": "des"},
}
_CONTRACTIONS = {"zu dem": "zum", "zu der": "zur"}


def gender(noun: str) -> Gender | None:
    """The gender of a singular noun, by its last component, or None for plural or unknown."""
    word = noun.lower()
    fitting = [
        (len(h), kind) for kind, heads in _HEADS.items() for h in heads if word == h or (len(h) > 2 and word.endswith(h))
    ]
    if fitting:
        return max(fitting)[1]
    return next((kind for ending, kind in _ENDINGS if word.endswith(ending)), None)


def with_article(phrase: str, case: Case) -> str:
    """`phrase` with its definite article where it is one singular thing: "den Nachweis der Einwilligung"."""
    head = phrase.split(maxsplit=1)[0].rstrip(",") if phrase else ""
    if case == "accusative" and (found := _ADJECTIVES.match(phrase)) and not re.search(", | und | sowie ", phrase):
        return _with_adjectives(phrase, found)
    if not head[:1].isupper() or re.search(", [A-ZÄÖÜ]", phrase) or " sowie " in phrase:
        return phrase
    kind = gender(head)
    second = re.search(r" und (\w+)", phrase)
    if kind is None or (second and phrase.split()[1] == "und" and gender(second[1]) != kind):
        return phrase
    return f"{_ARTICLES[case][kind]} {_declined(phrase, head, case)}"


_ADJECTIVES = re.compile(r"(?:[a-zäöüß]+(?:er|es|e) )+(?=[A-ZÄÖÜ])")


def _with_adjectives(phrase: str, found: re.Match[str]) -> str:
    """One thing with adjectives: "zufällige Nummer" gives "die zufällige Nummer", "gekürzter Wert" "den gekürzten Wert"."""
    kind = gender(phrase[found.end() :].split(maxsplit=1)[0].strip(",.;"))
    words = found[0].split()
    endings: dict[Gender, str] = {"m": "er", "f": "e", "n": "es"}
    if kind is None or not all(word.endswith(endings[kind]) for word in words):
        return phrase
    weak = [_weak(word) if kind == "m" else word.removesuffix("s") if kind == "n" else word for word in words]
    return f"{_ARTICLES['accusative'][kind]} {' '.join(weak)} {phrase[found.end() :]}"


_ITEM = re.compile(r"(?:^|(?<=, )|(?<= und )|(?<= sowie )|(?<= oder ))(?:[^,\s]+ )(?:[a-zäöüß]+er )*(?=[A-ZÄÖÜ])")
_OWN = ("Ihr", "ihr", "Dein", "dein", "Unser", "unser", "ein", "Ein")
_NO_ADJECTIVE = frozenset(
    {"oder", "über", "unter", "aber", "hier", "immer", "wieder", "ihrer", "unserer", "deiner", "jeder", "der", "einer"}
)


def in_accusative(phrase: str) -> str | None:
    """A phrase in the nominative as an object: "Ihr Antrag und angezeigter Text" gives "Ihren Antrag und angezeigten Text".

    None where a possessive stands before a noun of unknown gender.
    """
    if phrase.startswith("der "):
        return accusative(phrase)
    known = True

    def turned(match: re.Match[str]) -> str:
        nonlocal known
        first, *rest = match[0].split()
        if first in _OWN:
            kind = gender(phrase[match.end() :].split(maxsplit=1)[0].strip(",.;"))
            known = known and kind is not None
            return " ".join((f"{first}en", *map(_weak, rest), "")) if kind == "m" else match[0]
        words = (first, *rest)
        if all(w.islower() and w.endswith("er") and w not in _NO_ADJECTIVE for w in words):
            return " ".join((*map(_weak, words), ""))
        return match[0]

    changed = _ITEM.sub(turned, phrase)
    return changed if known else None


def _weak(adjective: str) -> str:
    """An adjective of the masculine singular in the accusative: "gekürzter" gives "gekürzten"."""
    return f"{adjective[:-1]}n"


def nominative(phrase: str) -> str | None:
    """A phrase with dative article in the nominative, or None where the gender is unknown: "der Versand des Briefes"."""
    article, _, rest = phrase.partition(" ")
    if not rest or not rest[0].isupper():
        return None
    if article in _POSSESSIVES:
        return f"{_POSSESSIVES[article]} {rest}"
    kind: Gender | None = "f" if article == "der" else gender(rest.split()[0])
    return f"{_ARTICLES['nominative'][kind]} {rest}" if kind and article in ("dem", "der") else None


def accusative(phrase: str) -> str:
    """A nominative phrase in the accusative: only "der" changes: "den Server Ihrer Wahl"."""
    return f"den {phrase[4:]}" if phrase.startswith("der ") else phrase


def contracted(text: str) -> str:
    """`text` with "zu dem" as "zum" and "zu der" as "zur", except where a relative clause begins with them."""
    return re.sub(r"(?<!, )\b(zu dem|zu der)\b", lambda match: _CONTRACTIONS[match[1]], text)


_COMPANY = re.compile(r"(?:\b(?:g?GmbH(?: & Co\. KG)?|UG|AG|SE|KG|KGaA|OHG|GbR|eG|PartG|Partnerschaft)\b)")
_COMPANY_ARTICLES: dict[Case, str] = {"nominative": "die", "accusative": "die", "dative": "der", "genitive": "der"}


def company(name: str, case: Case = "nominative") -> str:
    """The name of an organisation in a German sentence: "die Hafenchat GmbH"; names without a legal form stay bare."""
    return f"{_COMPANY_ARTICLES[case]} {name}" if _COMPANY.search(name) else name


def after_article(people: str) -> str:
    """A group of people as it stands behind an article or "unsere": "Beschäftigte" becomes "Beschäftigten"."""
    head, blank, rest = people.partition(" ")
    return f"{head}n{blank}{rest}" if head.endswith(_LIKE_ADJECTIVES) else people


_LIKE_ADJECTIVES = ("ende", "igte", "adene", "offene", "ragte")


def capitalised(text: str) -> str:
    """`text` with a capital first letter; the rest stays."""
    return text[:1].upper() + text[1:]


def _declined(phrase: str, head: str, case: Case) -> str:
    if head.lower().endswith("name") and case != "nominative":
        return head + ("ns" if case == "genitive" else "n") + phrase[len(head) :]
    return phrase
