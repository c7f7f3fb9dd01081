"""Mails are counted by what they are, to whom, when and whether a reader can unsubscribe."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from support.streams import NOW, FileNotebook, before, opening, order
from zusage.adapters.connectors.mail.connector import open_mail
from zusage.plan.act import Delete
from zusage.plan.condition import ALWAYS, And, Equals, Feed, In, IsNull, Not
from zusage.plan.look import Count, Keys, Level, Moments
from zusage.plan.receipt import RefusalKind

SENT = datetime(2026, 5, 1, 8, tzinfo=UTC)


def mail(kind: str, to: str, link: str = "", header: bool = False, html: bool = False, date: bool = True) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["X-Kind"] = "post@hafenchat.example", to, "Brief", kind
    if date:
        message["Date"] = SENT
    if header:
        message["List-Unsubscribe"] = "<https://www.hafenchat.example/abmelden/1>"
    message.set_content("Neues aus dem Hafen äöü\n" + ("" if html else link), cte="base64")
    if html:
        message.add_alternative(f"<a href='{link}'>x</a>", subtype="html", cte="quoted-printable")
    return message.as_bytes()


def outbox(folder: Path, **mails: bytes):
    for name, content in mails.items():
        (folder / f"{name}.eml").write_bytes(content)
    return open_mail(opening(FileNotebook(folder / "notebook"), "outbox", path=str(folder)))


def count(store, condition: object, feeds: dict | None = None) -> int:
    return store.look(Count("c", "messages", condition), feeds or {}, NOW).numbers["count"]  # type: ignore[arg-type]


def test_conditions(tmp_path: Path) -> None:
    link = "https://www.hafenchat.example/newsletter/abmelden/1"
    store = outbox(
        tmp_path,
        a=mail("newsletter", "Ada <ADA@x.example>", link, header=True),
        b=mail("newsletter", "bob@x.example, eva@x.example", link, html=True),
        c=mail("newsletter", "carl@x.example"),
        d=mail("invoice", "ada@x.example", date=False),
        e=b"\x00\xff not a mail",
    )
    letters = Equals("kind", "newsletter")
    assert count(store, letters) == 4
    assert count(store, And((letters, Not(Equals("has_link", True))))) == 1
    assert count(store, And((letters, Not(Equals("list_unsubscribe", True))))) == 3
    assert count(store, Equals("to", "ada@x.example")) == 2
    assert count(store, before("sent_at", SENT)) == 4
    assert count(store, IsNull("sent_at")) == 2
    feed = Feed("consented", "control", "subscribers", "email", normalise="email")
    assert count(store, And((letters, Not(In("to", feed)))), {"consented": {"ada@x.example", "bob@x.example"}}) == 2
    hashed = Feed("suppressed", "control", "suppressed", "email_hash", normalise="email_sha256")
    digest = "".join(store.keys(Keys("k", "messages", "to", Equals("to", "carl@x.example"), "email_sha256"), {}))
    assert count(store, In("to", hashed), {"suppressed": {digest}}) == 1
    seen = store.look(Count("c", "messages", ALWAYS), {}, NOW)
    assert seen.numbers["unreadable"] == 1
    assert sorted(store.keys(Keys("k", "messages", "to", letters), {}))[0] == "ada@x.example"
    assert store.look(Moments("m", "messages", "sent_at"), {}, NOW).numbers["null"] == 2


def test_maildir_and_read_only(tmp_path: Path) -> None:
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
        (tmp_path / part / f"1.{part}").write_bytes(mail("invoice", "ada@x.example"))
    store = outbox(tmp_path)
    assert count(store, ALWAYS) == 2
    receipt = store.apply(Delete("a", "p", "messages", ALWAYS), order())
    assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.UNABLE
    assert not store.look(Level("l", "messages"), {}, NOW).visible
