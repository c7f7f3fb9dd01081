"""A strict reader of the part of SARIF 2.1.0 that Zusage writes: every key is known, of its kind, and consistent.

Written after the standard (OASIS, sections 3.13 to 3.54). A key that is not listed here is a fault, even where the standard
would allow it, so that nothing is written that nobody has looked up.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote, urlsplit

LEVELS = {"none", "note", "warning", "error"}
SHAPES: dict[str, dict[str, str]] = {
    "log": {"$schema": "uri!", "version": "=2.1.0!", "runs": "[run]!"},
    "run": {
        "tool": "tool!", "columnKind": "=unicodeCodePoints", "originalUriBaseIds": "{base}", "results": "[result]!",
        "properties": "bag",
    },
    "tool": {"driver": "driver!"},
    "driver": {"name": "text!", "version": "text", "rules": "[rule]"},
    "base": {"uri": "uri", "description": "message"},
    "rule": {
        "id": "text!", "name": "text", "shortDescription": "described", "fullDescription": "described", "help": "described",
        "defaultConfiguration": "configuration", "properties": "bag", "helpUri": "absolute",
    },
    "described": {"text": "text!", "markdown": "text"},
    "configuration": {"level": "level"},
    "result": {
        "ruleId": "text!", "ruleIndex": "number", "level": "level", "message": "message!", "locations": "[location]",
        "partialFingerprints": "texts", "suppressions": "[suppression]", "baselineState": "state", "properties": "bag",
    },
    "message": {"text": "text!"},
    "location": {"physicalLocation": "physical!"},
    "physical": {"artifactLocation": "artifact!", "region": "region"},
    "artifact": {"uri": "uri!", "uriBaseId": "text"},
    "region": {"startLine": "position!", "startColumn": "position", "endLine": "position", "endColumn": "position"},
    "suppression": {"kind": "suppressed!", "justification": "text"},
}  # fmt: skip
_URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-F]{2}")


def faults(log: Any) -> list[str]:
    """Everything that is wrong with a log; empty where it is well-formed."""
    found = list(_object(log, "log", "$"))
    return found or [fault for number, run in enumerate(log["runs"]) for fault in _consistent(run, f"$.runs[{number}]")]


def _object(value: Any, shape: str, at: str) -> Any:
    if not isinstance(value, dict):
        yield f"{at}: no object"
        return
    keys = SHAPES[shape]
    yield from (f"{at}.{key}: unknown" for key in value if key not in keys)
    for key, kind in keys.items():
        if key in value:
            yield from _value(value[key], kind.rstrip("!"), f"{at}.{key}")
        elif kind.endswith("!"):
            yield f"{at}.{key}: missing"


def _value(value: Any, kind: str, at: str) -> Any:
    if kind.startswith("["):
        if not isinstance(value, list):
            yield f"{at}: no list"
            return
        for number, item in enumerate(value):
            yield from _value(item, kind[1:-1], f"{at}[{number}]")
    elif kind.startswith("{"):
        for key, item in value.items():
            yield from _value(item, kind[1:-1], f"{at}.{key}")
    elif kind in SHAPES:
        yield from _object(value, kind, at)
    elif not _is(value, kind):
        yield f"{at}: {value!r} is no {kind}"


def _is(value: Any, kind: str) -> bool:
    if kind.startswith("="):
        return bool(value == kind[1:])
    whole = isinstance(value, int) and not isinstance(value, bool)
    return {
        "text": lambda: isinstance(value, str) and value.strip() != "",
        "uri": lambda: isinstance(value, str) and value != "" and _URI.sub("", value) == "",
        "absolute": lambda: isinstance(value, str) and urlsplit(value).scheme != "",
        "level": lambda: value in LEVELS,
        "state": lambda: value in {"new", "unchanged", "updated", "absent"},
        "suppressed": lambda: value in {"inSource", "external"},
        "number": lambda: whole and value >= 0,
        "position": lambda: whole and value >= 1,
        "texts": lambda: isinstance(value, dict) and all(isinstance(one, str) and one for one in value.values()),
        "bag": lambda: isinstance(value, dict) and all(isinstance(one, str) for one in value.get("tags", [])),
    }[kind]()


def _consistent(run: dict[str, Any], at: str) -> Any:
    """What the standard says beyond the shape: indices, unique rules, bases of addresses, regions that do not end early."""
    rules = run["tool"]["driver"].get("rules", [])
    ids = [rule["id"] for rule in rules]
    if len(ids) != len(set(ids)):
        yield f"{at}: two rules of one id"
    fingerprints = [tuple(result.get("partialFingerprints", {}).items()) for result in run["results"]]
    written = [one for one in fingerprints if one]
    if len(written) != len(set(written)):
        yield f"{at}: two results of one fingerprint"
    for number, result in enumerate(run["results"]):
        here = f"{at}.results[{number}]"
        if "ruleIndex" in result and ids[result["ruleIndex"]] != result["ruleId"]:
            yield f"{here}: index and id of the rule differ"
        for location in result.get("locations", []):
            physical = location["physicalLocation"]
            artifact, region = physical["artifactLocation"], physical.get("region", {})
            base = artifact.get("uriBaseId")
            if base is not None and (base not in run.get("originalUriBaseIds", {}) or urlsplit(artifact["uri"]).scheme):
                yield f"{here}: the base of the address is unknown, or the address is absolute"
            if base is None and not urlsplit(artifact["uri"]).scheme:
                yield f"{here}: a relative address without base"
            if ".." in unquote(artifact["uri"]).split("/"):
                yield f"{here}: the address leaves its base"
            if (region.get("endLine", region.get("startLine")), region.get("endColumn", 10**9)) <= (
                region.get("startLine"),
                region.get("startColumn", 1),
            ) and region:
                yield f"{here}: the region ends before it begins"
