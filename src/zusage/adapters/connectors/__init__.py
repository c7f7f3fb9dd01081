"""The connectors that come with Zusage: known by light descriptors, imported only when a store is opened.

Law: `descriptors()` imports no driver and no SQL library; `open_connector` imports exactly the one module that the
descriptor names in `load` ("module:function"). A new connector is one name in `BUILT_IN` and a package of that name
with a module `descriptor` that holds `DESCRIPTOR`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from zusage.model.errors import ConnectorError
from zusage.plan.connector import Connector, Descriptor, Opener, Opening

BUILT_IN = ("sql", "logfiles", "files", "mail", "register")


def descriptors() -> Mapping[str, Descriptor]:
    """All connectors by name, in the order of `BUILT_IN`."""
    found = (import_module(f"{__name__}.{name}.descriptor").DESCRIPTOR for name in BUILT_IN)
    return {descriptor.name: descriptor for descriptor in found}


def open_connector(name: str, opening: Opening) -> Connector:
    """Open a store with the connector of that name; raises ConnectorError ZE32 when there is none."""
    descriptor = descriptors().get(name)
    if descriptor is None:
        raise ConnectorError("ZE32", system=str(opening.target), what=f"no connector {name}", reason="no such connector")
    module, _, function = descriptor.load.partition(":")
    opener: Opener = getattr(import_module(module), function)
    return opener(opening)
