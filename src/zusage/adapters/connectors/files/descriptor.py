"""What the connector for files can do, known without importing it."""

from zusage.plan.connector import Descriptor, Option

COLUMNS = {"path": "text", "name": "text", "time": "instant", "size": "integer", "magic": "text"}

DESCRIPTOR = Descriptor(
    name="files",
    options=(Option("path", required=True), Option("pattern"), Option("moment"), Option("keep_newest")),
    acts=frozenset({"Delete", "Drop"}),
    looks=frozenset({"Count", "Profile", "Keys", "Moments", "Level"}),
    levels=("logical", "reclaimed"),
    load="zusage.adapters.connectors.files.connector:open_files",
    collections={"objects": COLUMNS},
)
