"""Every error of meaning: its code, its exact place, and the arguments that its message needs."""

import re

import pytest

from support.declared import WHOLE, compiled, edited, errors_of, marked
from zusage.language.messages import catalogue, render
from zusage.model.errors import DeclarationErrors

GONE = "gone: {data: [guests], from: {at: shop.guests.left_at}, delete: after 30 days}"
LEFT = "from: {at: shop.guests.left_at}, delete: after 30 days"
MAIL = "      mail: {label: {de: Post, en: mail}, in: shop.guests, columns: [email]}\n"
OLD = "      old: {{data: [guests], from: {{at: shop.guests.made_at}}, delete: after 5 years{}}}\n"
TWICE = """\
    assure:
      - {hashed: {columns: [shop.guests.a], schemes: [argon2]}}
      - {§§hashed: {columns: [shop.guests.b], schemes: [argon2]}}
"""
FILES = "  media: {connector: files, path: env:M, location: DE}\n"


def events(text: str) -> str:
    return edited(("activities:\n", f"events:\n{text}activities:\n"))


BOTH = edited(
    ("in: shop.guests}", "in: shop.guests, columns: [name]}\n" + MAIL.rstrip()), ("left_at}, del", "left_at}, §§del")
)
KEPT_LONGER = (
    BOTH + "      mail: {data: [mail], from: {manual: {de: x, en: x}}, keep: {law: de/letters}, delete: afterwards}\n",
    BOTH + "      mail: {data: [mail], keep: {unlimited: {de: x, en: x}}}\n",
    BOTH + "      mail: {data: [mail], from: {at: shop.guests.made_at}, lock: at once}\n",
)
SECOND = "      §§two: {{data: [{}], from: {{at: shop.guests.made_at}}, {}}}\n"
OVERLAPPING = (
    edited(("after 30 days", "after 30 days, where: {state: done}"))
    + SECOND.format("guests", "delete: after 5 years, where: {kind: a}"),
    edited(("left_at}, delete: after 30 days", "made_at}, keep: {law: de/letters}, delete: afterwards"))
    + SECOND.format("guests", "keep: {law: de/vouchers}, delete: afterwards"),
    WHOLE + SECOND.format("guests", "keep: {law: de/letters}, delete: afterwards, where: {letter: true}"),
    BOTH.replace("§§", "") + SECOND.format("mail", "delete: after 5 years, where: {letter: true}"),
)

CASES: list[tuple[str, str, dict[str, object]]] = [
    ("ZE120", events("  left: {at: shop.guests.left_at}\n").replace(LEFT, "from: §§lef, delete: at once"), {"near": "left"}),
    ("ZE120", edited((LEFT, "from: {after: §§lef, plus: 3 days}, delete: at once")), {"name": "lef"}),
    ("ZE121", edited(("in: shop.bills", "in: §§shop.bill")), {"near": "shop.bills", "count": 3}),
    (
        "ZE121",
        edited(("guests via guest_id", "§§guest via guest_id")).replace("by: §§guest", "by: §§guest"),
        {"system": "shop"},
    ),
    ("ZE121", edited(("found_in: {shop.guests", "found_in: {§§shop.persons")), {"name": "shop.persons"}),
    ("ZE118", edited(("{at: shop.guests.left_at}", "{at: §§shop.guests}")), {"form": "system.table.column"}),
    ("ZE122", events("  a: {earliest_of: [b]}\n  b: {after: §§a, plus: 1 day}\n"), {"path": "a → b → a"}),
    (
        "ZE122",
        edited(("      guests: {subject: guest}", "      §§guests: {owned_by: bills via b}")),
        {"name": "shop.guests"},
    ),
    ("ZE122", edited((GONE, "§§gone: {same_as: sale/gone}")), {"path": "sale/retention/gone → sale/retention/gone"}),
    ("ZE123", edited(("url: env:SHOP", 'url: §§"env:SHOP/{slug}"')), {"name": "slug", "system": "shop"}),
    ("ZE124", edited(("subjects: [guest]", "subjects: [§§gest]")), {"near": "guest", "kind": "subject"}),
    ("ZE124", edited(("authority: de/sh", "authority: §§de/xh")), {"kind": "authority"}),
    ("ZE124", edited(("systems:\n", "recipients: {r: {use: §§brevoo, role: processor}}\nsystems:\n")), {"near": "brevo"}),
    (
        "ZE124",
        edited(("    retention:\n", "    recipients: {§§brevo: {data: all}}\n    retention:\n")),
        {"kind": "recipient"},
    ),
    ("ZE124", edited(("data: [guests], from", "data: [§§gests], from")), {"near": "guests", "kind": "datum"}),
    (
        "ZE124",
        edited(("systems:\n", "systems:\n" + FILES), ("activities:\n", "events: {e: {at: §§media.tme}}\nactivities:\n")),
        {"near": "time", "kind": "column"},
    ),
    ("ZE124", WHOLE + "    assure: [{§§hashd: {columns: [shop.guests.pw]}}]\n", {"near": "hashed", "kind": "promise kind"}),
    (
        "ZE130",
        edited(("      prices: {no_personal_data: true}", "      §§prices: {owned_by: bills via bill_id}")),
        {"subject": "guest"},
    ),
    (
        "ZE130",
        edited(
            ("{subject: guest}", "{subject: guest, personal: [name, email]}"),
            ("in: shop.guests}", "in: shop.guests, columns: [name]}"),
        ).replace("      guests: {s", "      §§guests: {s"),
        {"table": "shop.guests.email"},
    ),
    (
        "ZE131",
        WHOLE + "      §§old: {data: [guests], from: {at: shop.guests.made_at}, delete: after 5 years}\n",
        {"first": "sale/gone", "line": 25},
    ),
    (
        "ZE132",
        edited(
            (
                "in: shop.guests}",
                "in: shop.guests, columns: [name]}\n" + MAIL.rstrip(),
            ),
            ("left_at}, delete:", "left_at}, §§delete:"),
        ),
        {"other": "mail", "table": "shop.guests"},
    ),
    *(("ZE132", text, {"other": "mail"}) for text in KEPT_LONGER),
    *(("ZE131", text, {"first": "sale/gone"}) for text in OVERLAPPING),
    ("ZE133", edited((LEFT, "§§delete: after 30 days")), {"rule": "sale/gone", "time": "after P30D"}),
    (
        "ZE134",
        edited((LEFT, "from: {at: shop.guests.left_at}, stages: [{lock: after 60 days}, {§§delete: after 30 days}]")),
        {},
    ),
    ("ZE134", edited((LEFT, "from: {at: shop.guests.left_at}, stages: [{delete: at once}, {§§lock: after 30 days}]")), {}),
    (
        "ZE134",
        edited((LEFT, "from: {at: shop.guests.left_at}, stages: [{lock: after 1 month}, {§§delete: after 30 days}]")),
        {},
    ),
    (
        "ZE135",
        edited(
            ("systems:\n", "systems:\n" + FILES),
            ("      gone:", "      f: {data: [f], from: {at: media.time}, §§lock: at once}\n      gone:"),
            ("    data:\n", "    data:\n      f: {label: f, in: media}\n"),
        ),
        {"system": "media", "connector": "files", "action": "lock"},
    ),
    ("ZE136", edited((GONE, "gone: {data: [guests], same_as: §§sale/bills}")), {"other": "sale/bills"}),
    ("ZE137", edited(("    location: DE\n", "")).replace("  shop:\n", "  §§shop:\n"), {"system": "shop"}),
    ("ZE140", edited(("law: de/vouchers", "law: §§de/voucher")), {"near": "de/vouchers", "law": "de/voucher"}),
    ("ZE140", edited(("law: de/vouchers", "law: §§de/tax-audit")), {"law": "de/tax-audit"}),
    ("ZE140", edited(("basis: contract", "basis: {legal_obligation: [§§de/book]}")), {"near": "de/books"}),
    (
        "ZE141",
        edited(("bills: {data: [bills], from: {at: shop.bills.made_on}, keep", "§§bills: {data: [bills], keep")),
        {"law": "de/vouchers"},
    ),
    ("ZE150", edited(("after 30 days", "§§after as long as needed")), {"value": "as long as needed"}),
    (
        "ZE160",
        edited(("basis: contract", "basis: [contract, {§§legitimate_interests: {de: x, en: x}}]")),
        {"purpose": "sell"},
    ),
    (
        "ZE161",
        edited(("systems:\n", "consents: {§§news: {label: {de: n, en: n}, by: form}}\nsystems:\n")),
        {"consent": "news"},
    ),
    (
        "ZE162",
        edited(("systems:\n", "rights: {channels: {email: a@b.example}, covers: §§[]}\nsystems:\n")),
        {"system": "shop", "subject": "guest"},
    ),
    ("ZE170", edited(("    basis: contract", "    role: processor\n    basis: §§contract")), {}),
    ("ZE171", edited(("    basis: contract", "    basis: §§instruction")), {"role": "controller"}),
    (
        "ZE182",
        WHOLE + TWICE,
        {"id": "sale/assure/hashed"},
    ),
]


@pytest.mark.parametrize(("code", "text", "arguments"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_an_error_has_its_code_its_place_and_its_arguments(code: str, text: str, arguments: dict[str, object]) -> None:
    text, line, column = marked(text)
    found = errors_of(text)
    assert [(e.code, e.place.line, e.place.column) for e in found] == [(code, line, column)]
    assert arguments.items() <= found[0].arguments.items()
    assert needed(code) <= set(found[0].arguments)
    assert render(DeclarationErrors(found), "de") != render(DeclarationErrors(found), "en")


def needed(code: str) -> set[str]:
    """The arguments without which the message would have a gap."""
    sentence = catalogue()[code].sentence
    return {
        name
        for text in (sentence.de, sentence.en)
        for name in re.findall(r"\{(\w+)\}", re.sub(r"\[\[.*?\]\]", "", text or ""))
    }


def test_every_code_of_the_compiler_has_words() -> None:
    assert {code for code, _, _ in CASES} <= set(catalogue())


def test_all_errors_are_told_at_once_in_order_of_place() -> None:
    text = edited(
        ("authority: de/sh", "authority: de/xh"),
        ("law: de/vouchers", "law: de/voucher"),
        ("subjects: [guest]", "subjects: [x]"),
    )
    assert [error.code for error in errors_of(text)] == ["ZE124", "ZE124", "ZE140"]


def test_the_untouched_declaration_has_one_meaning() -> None:
    assert [p.id for p in compiled(WHOLE).promises][:3] == [
        "sale/retention/gone",
        "sale/retention/bills/keep",
        "sale/retention/bills/delete",
    ]


COMPILES = {
    "references": edited(("{no_personal_data: true}", "{only_reference: true, personal: [by]}")),
    "nothing personal": edited(("{no_personal_data: true}", "{owned_by: bills via b, personal: []}")),
    "rows told apart": edited(("after 30 days", "after 30 days, where: {state: done}"))
    + OLD.format(", where: {state: open}"),
    "what no store shows": edited(("{at: shop.guests.left_at}", "{requested: erasure}")) + OLD.format(""),
    "two rules that say the same": WHOLE + OLD.format("").replace("made_at", "left_at").replace("5 years", "30 days"),
    "undecided": edited((LEFT, "undecided: {as_found: {de: so lange wie nötig, en: as needed}}")),
    "a store nobody describes yet": edited(("connector: sql", "connector: provider")),
}


@pytest.mark.parametrize("name", COMPILES)
def test_what_is_unobservable_or_told_apart_compiles(name: str) -> None:
    assert compiled(COMPILES[name]).promises
