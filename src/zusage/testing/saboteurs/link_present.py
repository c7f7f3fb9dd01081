"""link-present: a mail goes out without a way to stop the next one."""

from __future__ import annotations

from datetime import UTC, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from zusage.testing.saboteurs.base import Cannot, Deed, Site


def sabotage(site: Site) -> Deed:
    """A mail to somebody, without link and header."""
    return send(site, next(iter(site.words("in")), ""), "leser@post.example", link=False)


def send(site: Site, system: str, to: str, *, link: bool, number: int = 99_999) -> Deed:
    """A mail of the kind that the promise is about, an hour ago. Raises Cannot where there is no outbox."""
    if system not in site.policy.systems or site.policy.systems[system].connector != "mail":
        raise Cannot("there is no outbox")
    options, at = site.policy.systems[system].options, site.now.astimezone(UTC) - timedelta(hours=1)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = "wir@haus.example", to, "Neues", format_datetime(at)
    for value in site.pairs("where").values():
        mail[str(options.get("kind_header", "X-Kind"))] = value
    url = f"https://www.haus.example{options.get('link', '/abmelden/')}7"
    if link:
        mail["List-Unsubscribe"] = f"<{url}>"
    mail.set_content(f"Neues. {url if link else ''}\n")
    like = site.files(system)[-1]
    like.with_name(f"{at:%Y-%m-%d}-{number}{like.suffix}").write_bytes(mail.as_bytes())
    return Deed(f"{system}: a mail to {to}", ((system, ""),))
