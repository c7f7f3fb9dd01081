"""What the connector for files can do, known without importing it."""

from zusage.plan.connector import Descriptor, Option

COLUMNS = {"path": "text", "name": "text", "time": "instant", "size": "integer", "magic": "text", "generation": "text"}

DESCRIPTOR = Descriptor(
    name="files",
    options=(
        Option("path", required=True),
        Option("pattern"),
        Option("moment"),
        Option("keep_newest"),
        Option("manifest"),
        Option("generations"),
        Option("chain"),
        Option("keys"),
        Option("ends"),
    ),
    acts=frozenset({"Delete", "Drop"}),
    looks=frozenset({"Count", "Profile", "Keys", "Moments", "Level"}),
    levels=("logical", "unreadable"),
    load="zusage.adapters.connectors.files.connector:open_files",
    collections={"objects": COLUMNS},
)
