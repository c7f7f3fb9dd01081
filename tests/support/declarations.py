"""Descriptors for tests of the language: what kinds of store take, without any driver."""

from __future__ import annotations

from zusage.plan.connector import Descriptor, Option


def _descriptor(name: str, acts: str, *options: Option, **collections: dict[str, str]) -> Descriptor:
    return Descriptor(name, options, frozenset(acts.split()), frozenset({"Count"}), ("logical",), "", collections)


DESCRIPTORS = {
    "sql": _descriptor(
        "sql",
        "Delete Clear Lock Restrict Shorten Drop",
        Option("url", required=True, secret=True),
        Option("apply", secret=True),
        Option("setup", secret=True),
        Option("app", secret=True),
    ),
    "logfiles": _descriptor(
        "logfiles", "Shorten Delete", Option("paths", required=True, many=True), Option("format"), lines={"time": "instant"}
    ),
    "files": _descriptor(
        "files", "Delete", Option("path", required=True), Option("pattern"), Option("moment"), files={"time": "instant"}
    ),
    "mail": _descriptor("mail", "", Option("path", required=True), messages={"sent_at": "instant"}),
}
