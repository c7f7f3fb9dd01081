"""Columns and form fields in people's words.

Law: a known technical name gets the word people use; an unknown one is shown with blanks instead of underscores, never
translated by guess.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.language.lists import join
from zusage.model.text import Language

_WORDS: dict[str, tuple[str, str]] = {
    "account_holder": ("Kontoinhaber", "account holder"),
    "address": ("Anschrift", "address"),
    "amount": ("Betrag", "amount"),
    "at": ("Zeitpunkt", "time"),
    "attachment": ("Anhang", "attachment"),
    "bic": ("BIC", "BIC"),
    "birth_year": ("Geburtsjahr", "year of birth"),
    "birthday": ("Geburtsdatum", "date of birth"),
    "body": ("Text der Nachricht", "text of the message"),
    "browser": ("Browser", "browser"),
    "city": ("Ort", "town"),
    "client_ip": ("IP-Adresse", "IP address"),
    "comment": ("Kommentar", "comment"),
    "company": ("Firma", "company"),
    "contact_email": ("E-Mail-Adresse der Ansprechperson", "e-mail address of the contact"),
    "contact_name": ("Name der Ansprechperson", "name of the contact"),
    "technical_email": ("E-Mail-Adresse der technischen Ansprechperson", "e-mail address of the technical contact"),
    "technical_name": ("Name der technischen Ansprechperson", "name of the technical contact"),
    "country": ("Land", "country"),
    "currency": ("Währung", "currency"),
    "customer_no": ("Kundennummer", "customer number"),
    "device": ("Gerät", "device"),
    "email": ("E-Mail-Adresse", "e-mail address"),
    "first_name": ("Vorname", "first name"),
    "gender": ("Geschlecht", "gender"),
    "iban": ("IBAN", "IBAN"),
    "ip": ("IP-Adresse", "IP address"),
    "kind": ("Art", "kind"),
    "last_name": ("Nachname", "last name"),
    "list": ("Verteiler", "mailing list"),
    "locale": ("Sprache", "language"),
    "mandate_reference": ("Mandatsreferenz", "mandate reference"),
    "message": ("Nachricht", "message"),
    "method": ("Zahlungsweg", "way of payment"),
    "name": ("Name", "name"),
    "page": ("Seite", "page"),
    "password": ("Passwort", "password"),
    "pdf": ("Rechnung als PDF", "invoice as PDF"),
    "place": ("Ort", "place"),
    "phone": ("Telefonnummer", "telephone number"),
    "postcode": ("Postleitzahl", "postcode"),
    "referrer": ("verweisende Seite", "referring page"),
    "remote_addr": ("IP-Adresse", "IP address"),
    "request": ("aufgerufene Seite", "page opened"),
    "salutation": ("Anrede", "salutation"),
    "score": ("Bewertung", "rating"),
    "secret": ("Zugangsdaten", "credentials"),
    "sent_at": ("Zeitpunkt des Versands", "time of dispatch"),
    "size": ("übertragene Menge", "amount transferred"),
    "status": ("Ergebnis des Abrufs", "result of the request"),
    "street": ("Straße", "street"),
    "subject": ("Betreff", "subject"),
    "tariff": ("Tarif", "tariff"),
    "text": ("Text", "text"),
    "time": ("Zeitpunkt", "time"),
    "title": ("Titel", "title"),
    "topic": ("Thema", "topic"),
    "url": ("Zieladresse", "target address"),
    "user_id": ("Nutzerkennung", "user id"),
    "username": ("Benutzername", "user name"),
    "zip": ("Postleitzahl", "postcode"),
}
_KINDS: dict[str, tuple[str, str]] = {
    "password": ("Passwörter", "passwords"),
    "iban": ("IBANs", "IBANs"),
    "url": ("Zieladressen", "target addresses"),
    "secret": ("Zugangsdaten", "credentials"),
    "email": ("E-Mail-Adressen", "e-mail addresses"),
    "email_hash": ("E-Mail-Adressen", "e-mail addresses"),
    "client_ip": ("IP-Adressen", "IP addresses"),
    "ip": ("IP-Adressen", "IP addresses"),
    "card": ("Kartennummern", "card numbers"),
    "cvc": ("Kartenprüfnummern", "card security codes"),
    "name": ("Namen", "names"),
    "session_id": ("Sitzungskennungen", "session ids"),
    "subscriber_id": ("Kennungen von Empfängern", "subscriber ids"),
    "user_id": ("Nutzerkennungen", "user ids"),
    "contact_id": ("Kontaktkennungen", "contact ids"),
    "visitor_id": ("Besucherkennungen", "visitor ids"),
    "token": ("Zugangsschlüssel", "access keys"),
    "idvisitor": ("Besucherkennungen", "visitor ids"),
    "location_ip": ("IP-Adressen", "IP addresses"),
}


def is_known(name: str) -> bool:
    """Whether people have a word for a field or column."""
    last = name.rsplit(".", 1)[-1]
    return last in _WORDS or last in _KINDS


def field_word(name: str, language: Language) -> str:
    """One field, by its last part: "control.mandates.iban" is "IBAN"."""
    last = name.rsplit(".", 1)[-1]
    words = _WORDS.get(last)
    return words[0 if language == "de" else 1] if words else last.replace("_", " ")


_ORDER = (
    "account_holder",
    "name",
    "company",
    "street",
    "postcode",
    "city",
    "country",
    "email",
    "phone",
    "iban",
    "subject",
    "body",
)


def ranked(names: Iterable[str]) -> tuple[str, ...]:
    """Names in the order in which people expect them: who, where, how to reach, then the rest."""
    order = {name: index for index, name in enumerate(_ORDER)}
    return tuple(sorted(names, key=lambda name: (order.get(name.rsplit(".", 1)[-1], len(order)), name)))


def fields(names: Iterable[str], language: Language, word: str = "and") -> str:
    """Several fields as one phrase, each once."""
    return join(dict.fromkeys(field_word(name, language) for name in names), language, word)


def kinds_of_value(names: Iterable[str], language: Language, word: str = "and") -> str:
    """Several columns as kinds of values, in the plural: "Passwörter", "IBANs und Zugangsdaten"."""
    last = (name.rsplit(".", 1)[-1] for name in names)
    words = (_KINDS[n][0 if language == "de" else 1] if n in _KINDS else field_word(n, language) for n in last)
    return join(dict.fromkeys(words), language, word)
