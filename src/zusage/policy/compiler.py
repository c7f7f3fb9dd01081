"""The compiler: a declaration becomes a Policy, for one date and one environment.

Law: total. Either every name is resolved and the policy has one meaning, or DeclarationErrors tells all places that have
none. What is illegal, contradictory or unobservable compiles; rooms above judge it. Order of writing changes no promise.
The tree has been expanded and its shape checked before. Pure: no I/O, no clock; `as_of` is the day whose law counts.

Example: `compile_policy(declaration, descriptors, date(2026, 11, 22)).policy.promise("contact/retention/settled")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from zusage.declaration.node import Declaration
from zusage.model.errors import DeclarationErrors
from zusage.plan.connector import Descriptor
from zusage.policy.check_claims import check_claims, check_covers
from zusage.policy.check_rules import check_rules
from zusage.policy.derive import derive_promises, renamed_promises
from zusage.policy.join_backups import with_horizons
from zusage.policy.join_files import at_rows
from zusage.policy.policy import Compilation, Policy
from zusage.policy.read_activities import read_activities
from zusage.policy.read_events import read_events
from zusage.policy.read_facts import read_allowances
from zusage.policy.read_measures import read_measures
from zusage.policy.read_organisation import (
    read_documents,
    read_holds,
    read_organisation,
    read_rights,
    read_subjects,
)
from zusage.policy.read_parties import read_consents, read_recipients, with_categories
from zusage.policy.read_rules import read_rules
from zusage.policy.read_run import read_fast, read_run
from zusage.policy.read_systems import read_systems
from zusage.policy.reading import field
from zusage.policy.scope import open_scope
from zusage.policy.undo_window import with_undo


def compile_policy(
    declaration: Declaration, descriptors: Mapping[str, Descriptor], as_of: date, environment: str = "production"
) -> Compilation:
    """The compiled policy; raises DeclarationErrors with every place that has no single meaning."""
    root = declaration.root
    scope = open_scope(root, descriptors, as_of)
    systems = read_systems(scope, environment)
    calendar = read_events(scope)
    activities = read_activities(scope, calendar)
    run = read_run(scope)
    written = with_horizons(read_rules(scope, calendar, activities), systems)
    rules = with_undo(scope, at_rows(written, systems), systems, run)
    parts = Policy(
        regime=field(root, "regime", "eu/de"),
        organisation=read_organisation(scope),
        languages=scope.languages,
        timezone=field(root, "timezone", "Europe/Berlin"),
        run=run,
        documents=read_documents(scope),
        subjects=read_subjects(scope),
        systems=systems,
        events=calendar.known,
        consents=read_consents(scope),
        recipients=with_categories(read_recipients(scope), activities),
        holds=read_holds(scope),
        activities=activities,
        rules=rules,
        rights=read_rights(scope),
        promises=(),
        environment=environment,
        fast=read_fast(scope, environment),
        measures=read_measures(scope),
        allowances=read_allowances(scope),
    )
    check_claims(scope, parts)
    check_rules(scope, parts)
    check_covers(scope, parts)
    promises = derive_promises(scope, parts)
    if scope.errors:
        raise DeclarationErrors(scope.errors)
    return Compilation(replace(parts, promises=promises, renamed=renamed_promises(root, promises)), ())
