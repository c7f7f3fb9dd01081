"""Which app lives in which database when the back office looks at all of them."""

from typing import Any

from django.conf import settings


class Rooms:
    """Routes reads, writes and migrations by app label; relations never cross databases."""

    def room(self, label: str) -> str:
        """The alias of the database that holds the app."""
        return settings.ROOM_OF_APP.get(label, "default")

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return self.room(model._meta.app_label)

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return self.room(model._meta.app_label)

    def allow_relation(self, left: Any, right: Any, **hints: Any) -> bool:
        return self.room(left._meta.app_label) == self.room(right._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return self.room(app_label) == db
