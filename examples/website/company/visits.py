"""Audience measurement: visits of people who agreed, with shortened addresses. A clean-up stopped 180 days ago and more."""

from __future__ import annotations

from datetime import timedelta

from making.store import Sink
from making.world import World, midnight

from company.phrases import PAGES

TABLES = {
    "log_action": "idaction name",
    "log_visit": "idvisit idvisitor visit_first_action_time visit_last_action_time location_ip location_country"
    " location_region referer_url config_browser_name config_os visit_total_actions",
    "log_link_visit_action": "idlink_va idvisit idaction_url server_time time_spent",
}
REFERRERS = ("", "", "https://suche.example/", "https://www.anzeiger.example/wirtschaft")


def fill_visits(sink: Sink, world: World) -> None:
    """One in ten visits is older than the notice says."""
    dice = world.dice("visits")
    for number, page in enumerate(PAGES, 1):
        sink.add("log_action", number, f"www.klarwerk.example{page}")
    link = 0
    for number in range(1, world.size.visits + 1):
        days = dice.randrange(186, 400) if number % 10 == 0 else dice.randrange(0, 175)
        first = min(midnight(world.days_ago(days)) + timedelta(seconds=dice.randrange(20_000, 80_000)), world.utc)
        pages = dice.randrange(1, 6)
        last = min(first + timedelta(seconds=40 * pages), world.utc)
        address = f"198.51.{dice.randrange(90, 110)}.0"
        place = "DE", f"{dice.randrange(1, 17):02d}", dice.choice(REFERRERS), dice.choice(("FF", "CH", "SF")), "WIN"
        sink.add("log_visit", number, f"{dice.getrandbits(64):016x}", first, last, address, *place, pages)
        for step in range(pages):
            link += 1
            at = min(first + timedelta(seconds=40 * step), world.utc)
            sink.add("log_link_visit_action", link, number, dice.randrange(1, len(PAGES) + 1), at, dice.randrange(3, 40))
