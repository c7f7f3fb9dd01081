"""The catalogue of services: nothing empty that is not said to be open, nothing in it that a machine cannot read."""

import json
import re
import subprocess
import sys
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from zusage.language.countries import country
from zusage.language.terms import ROLES
from zusage.model.period import parse_period
from zusage.reference import services as catalogue
from zusage.reference.services import FACTS, Service, by_host, by_name, search, service, services
from zusage.reference.tables import table

NOTICES = Path(__file__).parents[4] / "shared" / "notices"
FOLDER = Path(catalogue.__file__).with_name("services")
GROUPS = {"address": "entity", "country": "entity", "parent_country": "parent"}
ALL = tuple(services().values())


def test_there_are_enough_for_what_german_companies_name() -> None:
    asked = """odoo ninjaone aws aws-ses cloudwatch sevdesk heap sentry hubspot microsoft-365 google-ads google-analytics
        google-tag-manager google-fonts google-maps google-recaptcha youtube stripe paypal klarna hetzner ionos strato netcup
        cloudflare zammad chatwoot zendesk freshdesk datev lexware-office personio jira github openai anthropic brevo
        mailchimp mailgun postmark cleverreach rapidmail matomo matomo/self-hosted hotjar intercom userlane satismeter awin
        billwerk gocardless gocardless/fr linkedin-ads meta-pixel leadinfo hcaptcha friendly-captcha zoom microsoft-teams
        calendly salesforce mixpanel segment slack discord bark fastly vimeo openstreetmap usercentrics cookiebot
        borlabs-cookie tarteaucitron teamviewer anydesk shopify twilio datadog grafana-cloud emailbrief polyfill-io
        universal-analytics google-optimize linkedin/ireland salesforce/de aws/eu-central-1 opensearch prometheus
        cegedim-cloud"""
    assert not [id for id in asked.split() if service(id) is None]
    assert len(ALL) >= 400 and len({one.category for one in ALL}) >= 25


def test_companies_that_german_notices_name_most_have_a_source() -> None:
    asked = """strato ionos netcup hetzner all-inkl mittwald jimdo wix microsoft-365 microsoft-teams zammad zendesk freshdesk
        hubspot awin hotjar lexware-office datev personio jira github openai anthropic klarna paypal stripe ninjaone odoo
        sevdesk heap sentry intercom userlane cleverreach mailgun postmark gocardless gocardless/fr linkedin linkedin-ads
        meta-pixel facebook leadinfo hcaptcha friendly-captcha zoom calendly salesforce mixpanel slack discord fastly vimeo
        usercentrics cookiebot teamviewer anydesk shopify twilio mollie google-analytics google-ads aws cloudflare brevo"""
    assert [id for id in asked.split() if not services()[id].sure("entity")] == []
    assert sum(bool(one.sure("entity")) for one in ALL) >= 155 and sum(bool(one.sure("address")) for one in ALL) >= 125


def test_no_row_names_an_entry_in_the_list_that_nobody_read() -> None:
    assert not [one.id for one in ALL if "/participant/" in one.verify_at]


def test_hosts_that_nobody_read_are_marked_and_still_identify() -> None:
    unread = [one for one in ALL if "hosts" in one.verify]
    assert unread and all("hosts" not in one.sources for one in unread)
    assert all(by_host(one.hosts[0].removeprefix("*.")) is not None for one in unread)


def test_roles_are_those_that_the_law_finds_usual() -> None:
    for role, ids in {
        "controller": "paypal gocardless gocardless/fr klarna stripe adyen deutsche-post dhl schufa google-ads google-fonts",
        "joint": "linkedin linkedin-ads meta-pixel facebook instagram awin",
        "processor": "hetzner brevo datev google-analytics google-recaptcha friendly-captcha personio teamviewer",
        "instructed_by_customer": "slack discord bark",
    }.items():
        assert [id for id in ids.split() if services()[id].role != role] == []
    assert all(one.role == "self" for one in ALL if one.id.endswith("/self-hosted"))


def test_what_has_ended_is_known_as_such() -> None:
    polyfill, analytics = services()["polyfill-io"], services()["universal-analytics"]
    assert polyfill.has_ended(date(2024, 6, 25)) and not polyfill.has_ended(date(2024, 6, 24))
    assert analytics.ended == date(2023, 7, 1)
    assert not services()["google-analytics"].has_ended(date(2030, 1, 1))
    assert by_host("cdn.polyfill.io") is polyfill and by_host("cdn.bootcss.com") is services()["bootcdn"]


def test_ids_are_unique_and_every_file_is_a_category() -> None:
    rows = [row["id"] for file in FOLDER.glob("*.json") for row in json.loads(file.read_text(encoding="utf-8"))]
    assert len(rows) == len(set(rows)) == len(services())
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9-]+)?", id) for id in rows)


def test_what_is_empty_is_said_to_be_open_or_none() -> None:
    for one in ALL:
        empty = {fact for fact in FACTS if not getattr(one, fact)}
        assert set(one.open) | set(one.none) == empty, one.id
        assert not set(one.open) & set(one.none), one.id
        assert one.verify <= set(FACTS) - empty, one.id


def test_every_fact_has_a_source_or_is_marked() -> None:
    for one in ALL:
        assert one.as_of >= date(2026, 11, 1) and one.source and one.sources["role"], one.id
        assert one.confidence == ("verify" if one.verify else "sourced"), one.id
        for fact in (fact for fact in FACTS if getattr(one, fact) and fact not in one.verify and fact != "cookies"):
            assert one.sources.get(GROUPS.get(fact, fact)), (one.id, fact)
        assert all(cookie.source for cookie in one.cookies), one.id
        assert (one.ended is None) == ("ended" not in one.sources), one.id


def test_every_value_can_be_read_by_a_machine() -> None:
    for one in ALL:
        assert one.role in ROLES and one.why.has("de") and one.why.has("en"), one.id
        for code in filter(None, (one.country, one.parent_country)):
            assert re.fullmatch(r"[A-Z]{2}", code) and country(code, "de") != code, (one.id, code)
        assert one.transfer in ("", "none", "dpf", "scc", "bcr", "adequacy"), one.id
        assert (one.transfer in ("dpf", "scc", "bcr", "adequacy")) <= bool(one.verify_at), one.id
        assert all(url.startswith("https://") for url in (one.privacy, one.verify_at) if url), one.id
        assert all(re.fullmatch(r"(\*\.)?([a-z0-9-]+\.)+[a-z]{2,}", host) for host in one.hosts), one.id


def test_cookies_have_a_pattern_and_a_lifetime() -> None:
    for cookie in (cookie for one in ALL for cookie in one.cookies):
        assert cookie.fits(cookie.name.replace("*", "x.1")) and not cookie.fits(""), cookie.name
        short = re.fullmatch(r"PT\d+[MS]", cookie.lifetime)
        assert cookie.lifetime in ("", "session") or short or parse_period(cookie.lifetime) is not None, cookie
        assert cookie.party in ("first", "third", "") and cookie.kind in ("cookie", "local_storage", "session_storage")
        assert cookie.purpose.has("de") and cookie.purpose.has("en"), cookie.name


def test_the_services_of_the_real_notices_are_found() -> None:
    if not NOTICES.is_dir():
        pytest.skip("NOT OURS: notices of others are not part of the project; their recipients were not looked up")
    missing = []
    for file in sorted(NOTICES.glob("*.json")):
        for recipient in json.loads(file.read_text(encoding="utf-8"))["recipients"]:
            said = [text for text in (recipient["brand"], recipient["name"]) if text and recipient["named"]]
            if said and not any(search(text) for text in said):
                missing.append((file.stem, said))
    assert not missing


def test_names_of_the_past_lead_to_the_service_of_today() -> None:
    for words, id in (
        ("sendinblue", "brevo"),
        ("Newsletter2Go", "brevo"),
        ("amazon aws", "aws"),
        ("SATISMETER", "satismeter"),
    ):
        assert search(words)[0].id == id
    assert search("") == () and search("qqqq") == ()
    assert service("brevoo") is None


def test_a_host_belongs_to_the_longest_suffix() -> None:
    def owner(host: str) -> str:
        found = by_host(host)
        return found.id if found else ""

    assert owner("region1.google-analytics.com") == owner("google-analytics.com") == "google-analytics"
    assert owner("bucket.s3.eu-central-1.amazonaws.com.") == "aws/eu-central-1"
    assert owner("LOGS.eu-central-1.amazonaws.com") == "cloudwatch"
    assert owner("bucket.s3.amazonaws.com") == "aws"
    assert owner("notgoogle-analytics.com") == owner("com") == owner("") == ""


def test_names_in_a_text_are_whole_words() -> None:
    text = "Wir nutzen Hotjar, den Newsletter über SendinBlue und AWS. Wir zoomen in Segmente; mail@brevo.com, awstats."
    assert [(one.service.id, one.former) for one in by_name(text)] == [("hotjar", False), ("brevo", True), ("aws", False)]
    assert by_name("Teams bilden ein Segment; beim zoomen bellt ein Bark. Plausible Gründe: make, notion, stripe.") == ()
    first = by_name(text)[0]
    assert text[first.start : first.end] == first.written == "Hotjar"


def test_a_fact_to_be_verified_is_not_given_for_a_document() -> None:
    unsure = [one for one in services().values() if "entity" in one.verify]
    assert unsure and all(one.title == one.name and one.sure("entity") == "" for one in unsure)
    hetzner = service("hetzner")
    assert hetzner is not None and hetzner.title == "Hetzner Online GmbH"


def test_address_and_country_hold_only_for_the_same_company() -> None:
    brevo = service("brevo")
    assert brevo is not None
    assert brevo.called("") and brevo.called("Sendinblue SAS (Brevo)", "FR") and brevo.called("brevo")
    assert not brevo.called("Brevo GmbH") and not brevo.called("", "DE")


def test_outdated_names_that_are_services_lead_to_one() -> None:
    lost = []
    for row in table("outdated"):
        if row.facts["kind"] in ("product", "company", "script") and row.facts["level"] != "none":
            pattern = re.compile(str(row.facts["pattern"]))
            if not any(pattern.search(text) for one in ALL for text in _texts(one)):
                lost.append(row.id)
    assert not lost


def _texts(one: Service) -> tuple[str, ...]:
    return (one.name, one.entity, *one.names, *one.formerly, *(host.removeprefix("*.") for host in one.hosts))


def test_loading_everything_is_quick() -> None:
    best = min(_seconds() for _ in range(5))
    assert best < 0.03, f"{best:.4f} s"


def _seconds() -> float:
    for cached in (services, catalogue._index, catalogue._hosts, catalogue._names):
        cached.cache_clear()
    start = time.perf_counter()
    services()
    return time.perf_counter() - start


def test_a_long_text_is_read_quickly() -> None:
    text = "Wir nutzen Hotjar und Google Analytics für die Auswertung der Zugriffe auf unsere Seiten. " * 2000
    by_name("warm")
    start = time.perf_counter()
    assert len(by_name(text)) == 4000
    assert time.perf_counter() - start < 0.5


def test_help_does_not_load_the_catalogue() -> None:
    code = (
        "import sys; from zusage.cli.main import group; group(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'zusage.cli.main'" in done.stdout and "services: " not in done.stdout
    assert "zusage.reference.services" not in done.stdout


def test_no_text_is_broken() -> None:
    for file in FOLDER.glob("*.json"):
        text = file.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text) and "\ufffd" not in text and "TODO" not in text


def test_nothing_ended_by_hearsay() -> None:
    assert not [one.id for one in ALL if "verified" in one.sources.get("ended", "") or "general knowledge" in one.source]
