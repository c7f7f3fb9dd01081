"""The small company with a backlog on real stores: one run makes every promise green, a second finds nothing to do."""

from __future__ import annotations

from datetime import timedelta

from support.sabotage import NOW, Company, broken, day, line, stamp
from zusage.kinds.base import State


def _backlog(company: Company) -> None:
    company.sql("INSERT INTO customers VALUES (5, 'C', 'c@kunde.example', '5'), (6, 'D', 'd@kunde.example', '6')")
    company.sql(f"INSERT INTO instances VALUES ('t5', 5, 'purged', '{stamp(300)}'), ('t6', 6, 'purged', '{stamp(300)}')")
    company.sql(f"INSERT INTO instances VALUES ('t7', 2, 'ended', '{stamp(40)}')")
    company.sql("CREATE TABLE messages (id integer PRIMARY KEY, body text)", company.instance("t7"))
    company.sql(f"INSERT INTO invoices VALUES (5, 5, '{day(700)}'), (6, 1, '{day(4000)}')")
    company.sql(f"INSERT INTO notices VALUES (5, 5, '{stamp(200)}'), (6, 6, '{stamp(200)}')")
    company.sql(f"INSERT INTO enquiries VALUES (7, 'h@frage.example', 'z', '{stamp(30)}')")
    company.sql("INSERT INTO subscribers VALUES (5, 'weg@leser.example')")
    company.sql(f"INSERT INTO consents VALUES (5, 5, 'news', '{stamp(90)}', '{stamp(89)}', '{stamp(20)}')")
    company.sql(f"INSERT INTO consents VALUES (6, 1, 'news', '{stamp(2000)}', '{stamp(2000)}', '{stamp(1900)}')")
    company.write_log(
        "access.log.1", line("198.51.100.7", NOW - timedelta(days=20)), line("192.0.2.9", NOW - timedelta(days=99))
    )
    company.write_backup(60)
    company.set_up()


def test_one_run_makes_it_green_and_the_next_finds_nothing(tmp_path):
    company = Company(tmp_path / "company")
    _backlog(company)
    before = broken(company.look())
    assert {
        "sale/retention/gone",
        "sale/retention/invoices/delete",
        "enquiry/retention/settled",
        "chat/retention/over/lock",
        "chat/retention/over/delete",
        "logs/retention/lines/shorten",
        "logs/retention/lines/delete",
        "saved/retention/rotation",
        "news/retention/address",
    } <= before
    company.run()
    assert company.run() == {}
    company.sql("UPDATE instances SET state = 'purged' WHERE id = 't7'")
    judged = company.look()
    assert broken(judged) == set()
    assert judged["sale/retention/gone"].state is State.KEPT
    assert sum(judged["sale/retention/gone"].exceptions.values()) == 1
    assert company.query("SELECT id, name, email, phone FROM customers ORDER BY id") == [
        (1, "A", "a@kunde.example", "1"),
        (2, "B", "b@kunde.example", "2"),
        (5, "C", None, None),
    ]
    assert company.query("SELECT id FROM invoices ORDER BY id") == [(1,), (2,), (5,)]
    assert company.query("SELECT id, email FROM subscribers") == [(1, "l@leser.example"), (2, "m@leser.example"), (5, None)]
    assert company.query("SELECT id FROM consents ORDER BY id") == [(1,), (2,), (5,), (6,)]
    assert not company.instance("t7").exists()
    assert (company.folder / "logs" / "access.log.1").read_bytes().startswith(b"198.51.100.0 ")
