"""What the connector for log files can do, known without importing it."""

from zusage.plan.connector import Descriptor, Option

COLUMNS = {
    "time": "instant",
    "client_ip": "text",
    "addresses": "text",
    "full_ip": "boolean",
    "shows": "text",
    "file": "text",
    "readable": "boolean",
}

DESCRIPTOR = Descriptor(
    name="logfiles",
    options=(Option("paths", required=True, many=True), Option("format")),
    acts=frozenset({"Shorten", "Delete"}),
    looks=frozenset({"Count", "Profile", "Keys", "Moments", "Level"}),
    levels=("logical",),
    load="zusage.adapters.connectors.logfiles.connector:open_logfiles",
    collections={"lines": COLUMNS},
)
