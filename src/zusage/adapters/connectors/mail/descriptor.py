"""What the connector for an outbox of mails can do, known without importing it. It only reads."""

from zusage.plan.connector import Descriptor, Option

COLUMNS = {
    "to": "text",
    "kind": "text",
    "sent_at": "instant",
    "subject_present": "boolean",
    "list_unsubscribe": "boolean",
    "has_link": "boolean",
    "link_count": "integer",
    "attachments": "integer",
    "readable": "boolean",
    "message": "text",
}

DESCRIPTOR = Descriptor(
    name="mail",
    options=(Option("path", required=True), Option("kind_header"), Option("link", many=True)),
    acts=frozenset(),
    looks=frozenset({"Count", "Profile", "Keys", "Moments"}),
    levels=(),
    load="zusage.adapters.connectors.mail.connector:open_mail",
    collections={"messages": COLUMNS},
)
