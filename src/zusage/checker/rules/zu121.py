"""ZU121: authority probably not competent (Art. 13(2)(d), 14(2)(e), 77 GDPR, § 40 BDSG).

People may complain anywhere, but the authority a notice names should be the one in charge: that of the Land of the seat
for companies, another one for public bodies.

Wrong:
    organisation: {address: 'Weg 1, 20095 Hamburg', authority: de/by}
Right:
    organisation: {address: 'Weg 1, 20095 Hamburg', authority: de/hh}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Organisation

RULE = Rule(
    "ZU121",
    Severity.INFO,
    Text(
        "Aufsichtsbehörde wohl nicht zuständig",
        "authority probably not competent",
    ),
    Text(
        "„{authority}“ passt nicht zu {why_de}.",
        '"{authority}" does not fit {why_en}.',
    ),
    Text(
        "Prüfen Sie die Zuständigkeit und schreiben Sie: authority: {…}",
        "Check who is competent and write: authority: {…}",
    ),
    "Art. 13(2)(d), 14(2)(e), 77 GDPR, § 40 BDSG",
)


_SEATS = {
    "be": "Berlin",
    "hh": "Hamburg",
    "hb": "Bremen Bremerhaven",
    "by": "München Nürnberg Augsburg Regensburg Würzburg Ingolstadt",
    "bw": "Stuttgart Karlsruhe Mannheim Heidelberg Ulm Tübingen",
    "he": "Wiesbaden Darmstadt Kassel Offenbach",
    "ni": "Hannover Braunschweig Osnabrück Göttingen Wolfsburg",
    "nw": "Düsseldorf Köln Dortmund Essen Bonn Bielefeld Wuppertal Bochum Aachen Duisburg",
    "rp": "Mainz Koblenz Trier Kaiserslautern",
    "sh": "Kiel Lübeck Flensburg Neumünster",
    "sl": "Saarbrücken",
    "sn": "Dresden Leipzig Chemnitz",
    "st": "Magdeburg Dessau",
    "th": "Erfurt Jena Weimar Gera",
    "bb": "Potsdam Cottbus",
    "mv": "Schwerin Rostock Greifswald Stralsund",
}
_LAND = {place: land for land, places in _SEATS.items() for place in places.split()}
_PRIVATE = ("company", "bank", "insurer", "investment_firm", "association")


def check(matter: Matter) -> Iterator[Finding]:
    """An authority of another country or Land than the seat, or for bodies of another kind."""
    us = matter.policy.organisation
    if why := _why(us):
        yield RULE.finding(us.place, authority=us.authority, why_de=why[0], why_en=why[1])


def _why(us: Organisation) -> tuple[str, str] | None:
    country, _, land = us.authority.partition("/")
    if us.country and us.country in ("DE", "AT", "FR", "LU", "LI", "CH") and country.upper() != us.country and not _lead(us):
        return f"einem Sitz im Land {us.country}", f"a seat in {us.country}"
    if country != "de":
        return None
    if us.kind in _PRIVATE and land.endswith("-public"):
        return "einem Unternehmen oder Verein", "a company or an association"
    if us.kind == "public_body" and land == "by":
        return "einer öffentlichen Stelle", "a public body"
    place = re.search(r"\b\d{5}\s+([A-ZÄÖÜ][a-zäöüß]+)\b", us.address)
    seat = _LAND.get(place[1], "") if place else ""
    if place and seat and land not in (seat, f"{seat}-public", "bfdi"):
        return f"dem Sitz {place[1]}", f"the seat {place[1]}"
    return None


def _lead(us: Organisation) -> bool:
    """A controller outside the Union names the authority of the seat of its representative."""
    return us.eu_representative is not None
