"""Fictional people and companies. First names, surnames, streets and places are combined freely; domains end in .example."""

from __future__ import annotations

import random
from dataclasses import dataclass


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("~", " ") for word in text.split())


FIRST = _words("""
Anneke Bjarne Carla Detlef Elif Finja Gesa Hauke Imke Jannis Katrin Lasse Merle Nele Ole Petra Ricarda Sönke Tomma Ulf
Vera Wiebke Yusuf Zoe Aylin Bente Cord Dörte Enno Frauke Gunnar Heike Ivo Jule Kerrin Lennart Maren Nuri Okka Pia
Rieke Sabine Thies Uwe Volkmar Wencke Ayşe Birger Clara Dirk Emre Femke Gerrit Hanne Ingo Jette Knut Levke Mats Nina
""")
LAST = _words("""
Albers Brodersen Claasen Detlefs Ehlers Feddersen Grote Harms Ingwersen Jepsen Kröger Lührs Matthiesen Nissen Ohlsen
Petersen Quast Rickmers Struve Tietjen Ulrichs Voß Wulff Yıldırım Zander Asmussen Behnke Carstens Dethlefs Eggers
Friedrichs Gätjens Hinrichs Iwersen Johannsen Kock Lorenzen Momsen Nagel Oltmanns Paulsen Reimers Schnoor Thomsen
Umland Vollmers Wiese Zimmermann Arslan Bruhn Cordes Drews Ewald Fock Gosch Hansen Jessen Kahl Lindner Meinert
""")
STREETS = _words("""
Speicherstraße Am~Deich Fährweg Kornhof Lindenallee Am~Bahnhof Mühlenkamp Kastanienweg Ziegeleiring Hafenkante Schulstraße
Am~Sportplatz Birkenhain Nordermarkt Wiesengrund Brunnengasse
""")
PLACES = (
    ("24999", "Musterhafen"),
    ("25899", "Süderdeich"),
    ("20999", "Neumusterstadt"),
    ("28999", "Wümmefeld"),
    ("10999", "Beispielberg"),
    ("50999", "Rheinmusterau"),
    ("80999", "Isarmusting"),
    ("04999", "Elsterbeispiel"),
    ("70999", "Neckarmuster"),
    ("99999", "Thüringsmuster"),
)
MAIL_HOSTS = ("post.example", "mailhafen.example", "briefkasten.example", "nordpost.example", "funkmail.example")
LEGAL_FORMS = ("GmbH", "GmbH & Co. KG", "e. K.", "OHG", "UG (haftungsbeschränkt)")
_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ş": "s", "ı": "i", " ": "-", "&": "und"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an address for mail."""

    first: str
    last: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


def plain(text: str) -> str:
    """Lower case without umlauts, for addresses."""
    return text.lower().translate(_PLAIN)


def person(dice: random.Random, number: int, host: str = "") -> Person:
    """A person whose address is unique by `number`."""
    first, last = dice.choice(FIRST), dice.choice(LAST)
    domain = host or MAIL_HOSTS[number % len(MAIL_HOSTS)]
    return Person(first, last, f"{plain(first)}.{plain(last)}{number}@{domain}")


def street(dice: random.Random) -> str:
    """A street with a number."""
    return f"{dice.choice(STREETS)} {dice.randrange(1, 120)}"


def phone(dice: random.Random) -> str:
    """A number from the range that is reserved for fiction in Germany."""
    return f"0{dice.choice(('30 23125', '40 66969', '69 90009', '89 99998'))} {dice.randrange(0, 1000):03d}"
