"""What a rule takes out of log lines beside addresses reaches stage, question and sentence."""

from support.declared import compiled, edited
from zusage.keeping.shown import also, still_shown
from zusage.kinds.words.acts import besides
from zusage.plan.condition import Equals, Or


def test_also_reaches_stage_question_and_sentence() -> None:
    log = ("systems:\n", "systems:\n  log: {connector: logfiles, paths: [a.log], location: DE}\n")
    data = ("    data:\n", "    data:\n      l: {label: l, in: log}\n")
    how = "{client_ip: {v4: 24, v6: 48, also: [emails, users, q]}}"
    stages = f"stages: [{{shorten: after 7 days, how: {how}}}, {{delete: after 90 days}}]"
    rule = f"      l: {{data: [l], from: {{at: log.time}}, {stages}}}\n"
    stage = compiled(edited(log, data) + rule).rules[-1].stages[0]
    assert not stage.changes and also(stage) == ("emails", "q", "users")
    shown = (Equals("full_ip", True), Equals("shows", "emails"), Equals("shows", "q"), Equals("shows", "users"))
    assert still_shown(stage) == Or(shown)
    assert (
        besides(stage, "de")
        == "; E-Mail-Adressen, Benutzernamen und den Wert der Angabe „q“ ersetzen wir dabei durch einen Strich"
    )
    assert besides(stage, "en") == '; email addresses, user names and the value of "q" are replaced by a dash'


def test_without_also_nothing_is_said() -> None:
    log = ("systems:\n", "systems:\n  log: {connector: logfiles, paths: [a.log], location: DE}\n")
    data = ("    data:\n", "    data:\n      l: {label: l, in: log}\n")
    stages = "stages: [{shorten: after 7 days, how: {client_ip: {v4: 24}}}, {delete: after 90 days}]"
    rule = f"      l: {{data: [l], from: {{at: log.time}}, {stages}}}\n"
    stage = compiled(edited(log, data) + rule).rules[-1].stages[0]
    assert besides(stage, "de") == "" and still_shown(stage) == Equals("full_ip", True)
