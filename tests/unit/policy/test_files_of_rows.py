"""A rule about rows and the files they point to stands at the rows; the backups of both stay its horizon."""

from support.declared import compiled, edited
from zusage.policy.rule import Rule, Unit

GONE = "gone: {data: [guests], from: {at: shop.guests.left_at}, delete: after 30 days}"
STORES = """\
  media: {connector: files, path: env:MEDIA, follows: shop.guests, location: DE}
activities:
"""
POINTS, PLAIN = "guests: {subject: guest, files: {in: media, key: photo}}", "guests: {subject: guest}"
PHOTOS = "data:\n      photos: {label: {de: Fotos, en: photos}, in: media}\n      guests:"


def ruled(table: str, data: str) -> Rule:
    rest = GONE.replace("[guests]", f"[{data}]")
    more = ("activities:\n", STORES), ("data:\n      guests:", PHOTOS), (PLAIN, table), (GONE, rest)
    return compiled(edited(*more)).rules[0]


def test_files_go_with_the_rows_of_the_same_rule() -> None:
    assert ruled(POINTS, "guests, photos").units == (Unit("shop", "guests"),)


def test_files_that_no_row_takes_along_stay_in_the_rule() -> None:
    """The table names no files, or the rule is about the files only."""
    media = Unit("media", "files")
    assert media in ruled(PLAIN, "guests, photos").units
    assert media in ruled(POINTS, "photos").units
