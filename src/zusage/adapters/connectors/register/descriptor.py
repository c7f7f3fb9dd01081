"""What the connector for a register of contracts and reports can do, known without importing it. It only reads."""

from zusage.plan.connector import Descriptor, Option

COLUMNS = {
    "recipient": "text",
    "kind": "text",
    "dated": "day",
    "renew": "text",
    "expires": "day",
    "in_force": "boolean",
    "file": "text",
    "sha256": "text",
    "file_present": "boolean",
    "sha256_matches": "boolean",
    "clauses": "text",
    "annexes": "text",
}

DESCRIPTOR = Descriptor(
    name="register",
    options=(Option("path", required=True), Option("files")),
    acts=frozenset(),
    looks=frozenset({"Count", "Profile", "Keys", "Moments"}),
    levels=(),
    load="zusage.adapters.connectors.register.connector:open_register",
    collections={"entries": COLUMNS},
)
