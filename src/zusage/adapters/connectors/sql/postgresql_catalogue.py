"""What the catalogue of PostgreSQL says: the whole structure in one query, its fingerprint in one more.

Law: system schemas and everything of ours (schema `zusage`, triggers `zusage_…`) are left out, so setting a store up does
not change its fingerprint. Tables of the current schema are named without it, others as `schema.table`. The fingerprint is a
digest over exactly the rows that `structure_of` reads, computed by the server; no number of rows is in it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from zusage.plan.structure import Column, ForeignKey, Structure, Table

_REL = """
    rel AS (
        SELECT c.oid, n.nspname, c.relname, c.relkind, c.relowner, c.relispartition,
               c.relrowsecurity AND NOT ours.it AS relrowsecurity,
               c.relforcerowsecurity AND NOT ours.it AS relforcerowsecurity,
               CASE WHEN n.nspname = current_schema() THEN c.relname ELSE n.nspname || '.' || c.relname END AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM pg_policy o WHERE o.polrelid = c.oid AND o.polname = 'zusage_open')
                            AS it) ours
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'zusage')
          AND n.nspname !~ '^pg_(toast|temp)'
    )"""
_FACTS = """
    SELECT current_schema()::text AS schema,
      (SELECT json_agg(json_build_array(name, nspname, relname, relkind, pg_get_userbyid(relowner), relispartition,
                                        relrowsecurity, relforcerowsecurity) ORDER BY name COLLATE "C") FROM rel) AS tables,
      (SELECT json_agg(json_build_array(rel.name, a.attname, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL),
                                        a.atttypmod, a.attnotnull, coalesce(l.collname, ''), t.typtype,
                                        a.attgenerated <> '' OR a.attidentity = 'a')
                       ORDER BY rel.name COLLATE "C", a.attnum)
         FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid AND a.attnum > 0 AND NOT a.attisdropped
         JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation l ON l.oid = a.attcollation) AS columns,
      (SELECT json_agg(json_build_array(rel.name, k.contype,
                (SELECT json_agg(a.attname ORDER BY u.n) FROM unnest(k.conkey) WITH ORDINALITY u(attnum, n)
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
                other.name,
                (SELECT json_agg(a.attname ORDER BY u.n) FROM unnest(k.confkey) WITH ORDINALITY u(attnum, n)
                   JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum),
                k.confdeltype) ORDER BY rel.name COLLATE "C", k.conname COLLATE "C")
         FROM rel JOIN pg_constraint k ON k.conrelid = rel.oid LEFT JOIN rel other ON other.oid = k.confrelid
         WHERE k.contype IN ('p', 'u', 'f') AND k.conparentid = 0) AS keys,
      (SELECT json_agg(json_build_array(rel.name, i.indisunique AND i.indpred IS NULL,
                (SELECT json_agg(a.attname ORDER BY u.n) FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(attnum, n)
                   JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum))
                ORDER BY rel.name COLLATE "C", i.indkey::text, i.indisunique, pg_get_indexdef(i.indexrelid) COLLATE "C")
         FROM rel JOIN pg_index i ON i.indrelid = rel.oid AND NOT i.indisprimary AND i.indexprs IS NULL) AS indexes,
      (SELECT json_agg(json_build_array(rel.name, g.tgname,
                                        p.prosrc ~* '(insert|merge)\\s+into'
                                          OR (l.lanname = 'c' AND p.prosrc ~* 'version|histor|audit|log'),
                                        md5(p.prosrc), g.tgenabled)
                       ORDER BY rel.name COLLATE "C", g.tgname COLLATE "C")
         FROM rel JOIN pg_trigger g ON g.tgrelid = rel.oid AND NOT g.tgisinternal AND g.tgname !~ '^zusage_'
         JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_language l ON l.oid = p.prolang) AS triggers,
      (SELECT json_agg(json_build_array(rel.name, r.rulename, md5(pg_get_ruledef(r.oid)))
                       ORDER BY rel.name COLLATE "C", r.rulename COLLATE "C")
         FROM rel JOIN pg_rewrite r ON r.ev_class = rel.oid AND r.ev_type <> '1'
         WHERE pg_get_ruledef(r.oid) ~* 'insert\\s+into') AS rules,
      (SELECT json_agg(json_build_array(rel.name, above.name) ORDER BY rel.name COLLATE "C", above.name COLLATE "C")
         FROM rel JOIN pg_inherits i ON i.inhrelid = rel.oid JOIN rel above ON above.oid = i.inhparent) AS parts,
      (SELECT json_agg(json_build_array(rel.name, y.polname, y.polcmd, pg_get_expr(y.polqual, y.polrelid))
                       ORDER BY rel.name COLLATE "C", y.polname COLLATE "C")
         FROM rel JOIN pg_policy y ON y.polrelid = rel.oid AND y.polname !~ '^zusage_') AS policies,
      (SELECT json_agg(DISTINCT jsonb_build_array(view.name, source.name, view.relkind = 'm'))
         FROM rel view JOIN pg_rewrite r ON r.ev_class = view.oid
         JOIN pg_depend d ON d.objid = r.oid AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
         JOIN rel source ON source.oid = d.refobjid AND source.oid <> view.oid) AS views,
      (SELECT json_agg(json_build_array(rel.name, t.pubname) ORDER BY rel.name COLLATE "C", t.pubname COLLATE "C")
         FROM rel JOIN pg_publication_tables t ON t.schemaname = rel.nspname AND t.tablename = rel.relname) AS publications,
      (SELECT json_agg(slot_name ORDER BY slot_name COLLATE "C") FROM pg_replication_slots
         WHERE database = current_database()) AS slots"""
STRUCTURE = f"WITH {_REL}, facts AS ({_FACTS}) SELECT * FROM facts"
FINGERPRINT = (
    f"WITH {_REL}, facts AS ({_FACTS}) SELECT encode(sha256(convert_to(row_to_json(facts)::text, 'UTF8')), 'hex') FROM facts"
)
VERSION = f"""
    WITH {_REL}, mine AS (SELECT oid FROM rel WHERE name = ANY(%(names)s))
    SELECT md5(concat_ws('|',
      (SELECT string_agg(c.oid || ':' || c.xmin, ',' ORDER BY c.oid) FROM pg_class c JOIN mine USING (oid)),
      (SELECT string_agg(a.attnum || ':' || a.xmin, ',' ORDER BY a.attrelid, a.attnum) FROM pg_attribute a
         JOIN mine ON mine.oid = a.attrelid),
      (SELECT string_agg(k.oid || ':' || k.xmin, ',' ORDER BY k.oid) FROM pg_constraint k
         WHERE k.conrelid IN (SELECT oid FROM mine) OR k.confrelid IN (SELECT oid FROM mine)),
      (SELECT string_agg(g.oid || ':' || g.xmin, ',' ORDER BY g.oid) FROM pg_trigger g JOIN mine ON mine.oid = g.tgrelid),
      (SELECT string_agg(y.oid || ':' || y.xmin, ',' ORDER BY y.oid) FROM pg_policy y
         JOIN mine ON mine.oid = y.polrelid)))"""
_TYPES = {
    "timestamp with time zone": "instant",
    "timestamp without time zone": "local_instant",
    "date": "day",
    "boolean": "boolean",
    "bytea": "bytes",
    "json": "json",
    "jsonb": "json",
    "uuid": "uuid",
    **dict.fromkeys(("text", "character varying", "character", "name"), "text"),
    **dict.fromkeys(("smallint", "integer", "bigint"), "integer"),
    **dict.fromkeys(("numeric", "real", "double precision"), "number"),
}
_ACTIONS = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
_KINDS = {"r": "table", "p": "partitioned", "v": "view", "m": "materialised_view", "f": "foreign"}


def structure_of(facts: Any) -> Structure:
    """The structure that one row of `STRUCTURE` tells."""
    columns: dict[str, list[Column]] = defaultdict(list)
    for table, name, kind, modifier, not_null, collation, _, generated in facts.columns or ():
        length = modifier - 4 if kind.startswith("character") and modifier > 4 else None
        columns[table].append(
            Column(
                name, _TYPES.get(kind, "other"), not not_null, length, "" if collation == "default" else collation, generated
            )
        )
    parts = {name: _grouped(getattr(facts, name)) for name in ("keys", "indexes", "triggers", "policies")}
    tables = {row[0]: _table(row, columns, parts) for row in facts.tables or ()}
    places = {f"place:{row[0]}": f"{row[1]}\n{row[2]}" for row in facts.tables or () if row[1] != facts.schema}
    filtered = tuple(f"row security on {row[0]}" for row in facts.tables or () if row[6])
    above = {f"part:{row[0]}": row[1] for row in facts.parts or ()}
    return Structure(tables, tuple(_copies(facts)), filtered, {"schema": str(facts.schema or "public"), **places, **above})


def _table(row: Any, columns: dict[str, list[Column]], parts: dict[str, dict[str, list[Any]]]) -> Table:
    name, _, _, kind, owner, is_partition, _, _ = row
    keys = parts["keys"].get(name, ())
    indexes = [(tuple(index[2] or ()), index[1]) for index in parts["indexes"].get(name, ())]
    return Table(
        name,
        tuple(columns[name]),
        next((tuple(key[2]) for key in keys if key[1] == "p"), ()),
        tuple(
            ForeignKey(tuple(key[2]), key[3], tuple(key[4]), _ACTIONS[key[5]]) for key in keys if key[1] == "f" and key[3]
        ),
        tuple(columns for columns, is_unique in indexes if is_unique),
        tuple(columns for columns, is_unique in indexes if not is_unique),
        tuple(trigger[1] for trigger in parts["triggers"].get(name, ())),
        tuple(policy[1] for policy in parts["policies"].get(name, ())),
        "partition" if is_partition else _KINDS[kind],
        owner,
    )


def _copies(facts: Any) -> list[str]:
    history = [f"trigger {row[1]} of {row[0]}" for row in facts.triggers or () if row[2]]
    history += [f"rule {row[1]} of {row[0]}" for row in facts.rules or ()]
    views = [f"materialised view {view} of {table}" for view, table in sorted(_materialised(facts.views or ()))]
    published = [f"publication {row[1]} of {row[0]}" for row in facts.publications or ()]
    return [*history, *views, *published, *(f"replication slot {slot} of *" for slot in facts.slots or ())]


def _materialised(rows: Any) -> set[tuple[str, str]]:
    """(materialised view, what it is made of), over views and other materialised views, too."""
    below: dict[str, set[str]] = defaultdict(set)
    for view, source, _ in rows:
        below[view].add(source)
    found: set[tuple[str, str]] = set()
    for stored in {view for view, _, stored in rows if stored}:
        waiting = [stored]
        while waiting:
            for source in below.get(waiting.pop(), ()):
                if (stored, source) not in found:
                    found.add((stored, source))
                    waiting.append(source)
    return found


def _grouped(rows: Any) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = defaultdict(list)
    for row in rows or ():
        grouped[row[0]].append(row)
    return grouped
