"""Names of countries, and how German says "in" and "aus" them.

Law: ISO 3166 codes give names; an unknown code is shown as it is. Countries with an article carry it in German.
"""

from __future__ import annotations

from zusage.model.text import Language

_NAMES = """AD Andorra|Andorra;AR Argentinien|Argentina;AT Österreich|Austria;AU Australien|Australia;BE Belgien|Belgium
BG Bulgarien|Bulgaria;BR Brasilien|Brazil;CA Kanada|Canada;CH Schweiz|Switzerland;CN China|China;CY Zypern|Cyprus
CZ Tschechien|Czechia;DE Deutschland|Germany;DK Dänemark|Denmark;EE Estland|Estonia;ES Spanien|Spain;FI Finnland|Finland
FO Färöer|Faroe Islands;FR Frankreich|France;GB Vereinigtes Königreich|United Kingdom;GG Guernsey|Guernsey
GR Griechenland|Greece;HR Kroatien|Croatia;HU Ungarn|Hungary
IE Irland|Ireland;IL Israel|Israel;IM Isle of Man|Isle of Man;IN Indien|India
IS Island|Iceland;IT Italien|Italy;JE Jersey|Jersey;JP Japan|Japan;KR Südkorea|South Korea;LI Liechtenstein|Liechtenstein
LT Litauen|Lithuania;LU Luxemburg|Luxembourg;LV Lettland|Latvia;MT Malta|Malta;NL Niederlande|Netherlands;NO Norwegen|Norway
NZ Neuseeland|New Zealand;PL Polen|Poland;PT Portugal|Portugal;RO Rumänien|Romania;SE Schweden|Sweden;SG Singapur|Singapore
AE Vereinigte Arabische Emirate|United Arab Emirates;AL Albanien|Albania;AM Armenien|Armenia
BA Bosnien und Herzegowina|Bosnia and Herzegovina;BD Bangladesch|Bangladesh;CL Chile|Chile;CO Kolumbien|Colombia
CR Costa Rica|Costa Rica;EG Ägypten|Egypt;GE Georgien|Georgia;HK Hongkong|Hong Kong;ID Indonesien|Indonesia
KE Kenia|Kenya;LK Sri Lanka|Sri Lanka;MA Marokko|Morocco;MC Monaco|Monaco;MD Republik Moldau|Moldova;ME Montenegro|Montenegro
MK Nordmazedonien|North Macedonia;MU Mauritius|Mauritius;MX Mexiko|Mexico;MY Malaysia|Malaysia;NG Nigeria|Nigeria
PH Philippinen|Philippines;PK Pakistan|Pakistan;RS Serbien|Serbia;RU Russland|Russia;SA Saudi-Arabien|Saudi Arabia
TH Thailand|Thailand;TN Tunesien|Tunisia;TW Taiwan|Taiwan;VN Vietnam|Vietnam;ZA Südafrika|South Africa
SI Slowenien|Slovenia;SK Slowakei|Slovakia;TR Türkei|Türkiye;UA Ukraine|Ukraine;US USA|USA;UY Uruguay|Uruguay
EU Europäische Union|European Union;EEA Europäischer Wirtschaftsraum|European Economic Area"""
_TABLE = {row[:3].strip(): tuple(row[3:].strip().split("|")) for row in _NAMES.replace("\n", ";").split(";")}
_DATIVE = {"CH": "der Schweiz", "GB": "dem Vereinigten Königreich", "NL": "den Niederlanden", "SK": "der Slowakei",
           "TR": "der Türkei", "UA": "der Ukraine", "US": "den USA", "FO": "den Färöern", "PH": "den Philippinen",
           "AE": "den Vereinigten Arabischen Emiraten", "MD": "der Republik Moldau", "IM": "der Isle of Man",
           "EU": "der Europäischen Union", "EEA": "dem Europäischen Wirtschaftsraum"}  # fmt: skip
_THE = frozenset({"AE", "GB", "NL", "PH", "US", "FO", "IM", "EU", "EEA"})
EEA = frozenset({"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
                 "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"})  # fmt: skip


def country(code: str, language: Language) -> str:
    """The name of the country: "Deutschland", "Germany"."""
    names = _TABLE.get(code)
    return names[0 if language == "de" else 1] if names else code


def in_country(code: str, language: Language) -> str:
    """Gives "in Deutschland", "im Vereinigten Königreich"; "in Germany", "in the United Kingdom"."""
    if language == "de":
        place = f"in {_DATIVE.get(code, country(code, 'de'))}"
        return "im" + place[6:] if place.startswith("in dem") else place
    return f"in {'the ' if code in _THE else ''}{country(code, 'en')}"
