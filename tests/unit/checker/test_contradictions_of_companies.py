"""Three fictional companies that declare what companies really promise against themselves: every contradiction is found."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from zusage.app.check import check_declaration

DAY = date(2026, 11, 22)
BASE = Path(__file__).parents[2] / "rules" / "base.yml"
ACCOUNTING = """
documents:
  notice:
    statements:
      - text: {de: 'Eine Weitergabe Ihrer Angaben an Dritte gibt es nicht.'}
      - text: {de: 'Protokolle speichern wir nicht zusammen mit anderen Daten; eine Verknüpfung erfolgt nicht.'}
      - text: {de: 'Rechnungen bewahren wir zehn Jahre auf.'}
consents: {statistics: {covers: [chat]}}
recipients:
  chatter: {name: Plauderbox Ltd., country: IE, role: controller}
activities:
  website: {retention: {lines: {because: {de: 'Für diese Protokolle besteht keine Widerspruchsmöglichkeit.'}}}}
  chat:
    title: {de: Chat, en: Chat}
    subjects: [customer]
    purposes: {help: {de: Hilfe im Chat, en: help by chat}}
    basis: {legitimate_interests: {de: schnelle Hilfe, en: quick help}}
    data:
      account: {label: {de: anonymisierte Kontodaten, en: anonymised data}, in: app.customers, columns: [name, email]}
      lines: {label: {de: Zugriffe, en: accesses}, in: nowhere, derived_from: [website/lines]}
    retention: {account: {data: [account], from: {at: app.customers.left_at}, delete: after 90 days}}
    recipients: {chatter: {data: all}}
"""
WEBSITE = """
documents:
  notice:
    statements:
      - text: {de: 'Ihre Anfrage geht ohne Ihre Einwilligung nicht an Dritte weiter.'}
      - text: {de: 'Wir verarbeiten Ihre Daten nur nach Ihrer Einwilligung.'}
      - text: {de: 'Wir setzen ausschließlich Session-Cookies ein.'}
      - text: {de: 'Protokolle werden mit anderen Daten nicht zusammengeführt.'}
recipients:
  spotter: {name: Firmenblick B.V., country: NL, role: controller}
activities:
  website:
    device: {php: {name: PHPSESSID, by: self, lifetime: session, access: {necessary: {de: Sitzung, en: session}}}}
  visitors:
    title: {de: Besuchende Unternehmen, en: Visiting companies}
    subjects: [visitor]
    purposes: {find: {de: Erkennung besuchender Unternehmen, en: recognising companies}}
    basis: {legitimate_interests: {de: Vertrieb, en: sales}}
    data: {address: {label: {de: IP-Adresse, en: IP address}, in: nowhere}}
    device: {php: {name: PHPSESSID, by: self, lifetime: 1 year, access: {necessary: {de: Sitzung, en: session}}}}
    recipients: {spotter: {data: all}}
"""
CHAT = """
documents:
  notice:
    statements:
      - text: {de: 'Ein Transfer in Drittländer (z. B. in die USA) findet nicht statt.'}
      - text: {de: 'Alle Daten werden ausschließlich in Deutschland verarbeitet.'}
      - text: {de: 'Inhalte der Gespräche geben wir nicht an Dritte weiter.'}
      - text: {de: 'Was Sie in das Formular schreiben, nutzen wir ausschließlich zur Beantwortung.'}
      - text: {de: 'Rechnungen werden mindestens sechs Jahre aufbewahrt.'}
      - text: {de: 'Nach 60 Tagen sind Anfragen endgültig gelöscht.'}
recipients:
  messenger: {name: Schwarm Inc., country: US, role: instructed_by_customer, transfer: {mechanism: dpf, checked: 2026-10-01}}
  mailer: {name: Post SARL, country: FR, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}
  bank: {use: gocardless/fr, name: GoCardless SAS, country: FR, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}
activities:
  contract:
    purposes: {answer: {de: Beantwortung von Anfragen, en: answering enquiries}, more: {de: Marketing, en: marketing}}
    basis: [{contract: true, purposes: [serve, answer]}, {legitimate_interests: {de: Absatz, en: sales}, purposes: [more]}]
    objection: {effect: stop, absolute: true}
    recipients: {messenger: {data: [tickets]}, mailer: {data: [master]}, bank: {data: [master]}}
"""
EXPECTED = {
    "accounting": (ACCOUNTING, {"ZU204", "ZU209", "ZU210", "ZU212", "ZU219", "ZU227"}),
    "website": (WEBSITE, {"ZU206", "ZU207", "ZU212", "ZU213", "ZU225"}),
    "chat": (CHAT, {"ZU201", "ZU203", "ZU204", "ZU217", "ZU219", "ZU220", "ZU402"}),
}


def declared(patch: str) -> dict[str, Any]:
    whole: dict[str, Any] = yaml.load(BASE.read_text(), yaml.BaseLoader)
    return merged(whole, yaml.load(patch, yaml.BaseLoader))


def merged(base: Any, patch: Any) -> Any:
    if not isinstance(base, dict) or not isinstance(patch, dict):
        return copy.deepcopy(patch)
    return {key: merged(base.get(key), patch[key]) if key in patch else base[key] for key in {**base, **patch}}


def found(tmp_path: Path, content: dict[str, Any]) -> set[str]:
    file = tmp_path / "zusage.yml"
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True))
    return {finding.rule for finding in check_declaration(file, DAY).report.findings}


@pytest.mark.parametrize("company", sorted(EXPECTED))
def test_every_contradiction_is_found(company: str, tmp_path: Path) -> None:
    patch, expected = EXPECTED[company]
    assert expected <= found(tmp_path, declared(patch))


@pytest.mark.parametrize("company", sorted(EXPECTED))
def test_without_the_sentences_only_facts_are_left(company: str, tmp_path: Path) -> None:
    """What was found because of a sentence is gone with it."""
    patch, _ = EXPECTED[company]
    content = declared(patch)
    del content["documents"]["notice"]["statements"]
    content["activities"]["website"]["retention"]["lines"].pop("because", None)
    sentences = {"ZU201", "ZU203", "ZU204", "ZU206", "ZU207", "ZU209", "ZU212", "ZU213", "ZU217", "ZU219", "ZU220"}
    assert not sentences & found(tmp_path, content)
