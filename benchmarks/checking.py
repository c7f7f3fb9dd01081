"""How long a check of a large declaration takes: reading, compiling and every rule, at 50 and at 500 activities.

Usage: `python benchmarks/checking.py [ACTIVITIES …] [--profile]`. The declaration is generated: as many tables and
rules as activities on three bases, a recipient for every fifth, a dated document; all in order, so that every rule looks at
everything and finds nothing. The table gets one line at 500: the whole check of a declaration never seen before, by a
process that is warm (modules and tables of law are loaded). Processor seconds count, not what else runs on the machine.
The cold line is what a person waits for: `zusage check` as a process of its own, from the start of Python to the last line,
once with the bytecode that an installation has (median of three) and once without any.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from table import row

DAY = date(2026, 11, 22)
SIZES = (50, 500)
ROUNDS = 5
COMMAND = "from zusage.cli.main import main; main()"
HEAD = """zusage: 1
organisation:
  {name: Muster GmbH, address: 'Weg 1, 12345 Musterstadt', email: datenschutz@muster.example, authority: de/be}
languages: [de, en]
run: {every: 1 day, grace: 1 day}
documents:
  notice: {title: {de: Datenschutzerklärung, en: Privacy notice}, dated: 2026-06-01}
subjects:
  customer: {label: {de: Kundinnen und Kunden, en: customers}, found_in: {app.customers: [email]}}
  visitor: {label: {de: Besucherinnen und Besucher, en: visitors}}
consents:
  statistics: {label: {de: Statistik, en: statistics}, by: banner, withdraw: [banner]}
defaults: {documents: [notice]}
systems:
  backups: {connector: files, path: /backup, pattern: '*.age', moment: name, backup_of: [app], location: DE}
  weblog: {connector: logfiles, paths: [/var/log/web.log], format: combined, location: DE}
  app:
    connector: sql
    url: env:APP_URL
    zone: UTC
    location: DE
    tables:
      customers: {subject: customer, personal: [name, email]}
"""
TABLE = "      notes_{n}: {{owned_by: customers via customer_id}}\n"
RECIPIENT = """  house-{n}:
    name: Rechenhaus {letters} GmbH
    country: DE
    role: processor
    contracts: [{{kind: avv, dated: 2025-0{month}-10}}]
"""
FIRST = """activities:
  account:
    title: {de: Konto, en: Account}
    subjects: [customer]
    purposes: {serve: {de: Erfüllung des Vertrags, en: performing the contract}}
    basis: contract
    data: {master: {label: {de: Name und E-Mail-Adresse, en: name and e-mail address}, in: app.customers, columns: [name, email]}}
    retention: {master: {data: [master], from: {at: app.customers.left_at}, delete: after 90 days}}
  website:
    title: {de: Website, en: Website}
    subjects: [visitor]
    purposes: {security: {de: sicherer Betrieb, en: secure operation}}
    basis: {legitimate_interests: {de: sicherer Betrieb, en: secure operation}}
    data: {lines: {label: {de: 'IP-Adresse, Browser und Zeitpunkt', en: 'IP address, browser and time'}, in: weblog}}
    retention:
      lines: {data: [lines], from: {at: weblog.time}, stages: [{shorten: after 7 days, how: {client_ip: {v4: 24, v6: 48}}}, {delete: after 90 days}]}
  copies:
    title: {de: Datensicherung, en: Backups}
    subjects: [customer]
    purposes: {restore: {de: Wiederherstellung, en: restoring}}
    basis: {legitimate_interests: {de: Schutz vor Datenverlust, en: protection against loss}}
    data: {copies: {label: {de: Sicherungskopien, en: backups}, in: backups}}
    retention: {rotation: {data: [copies], from: {at: backups.time}, delete: within 30 days}}
"""  # noqa: E501
ACTIVITY = """  work-{n}:
    title: {{de: Vorgang {letters}, en: Matter {letters}}}
    subjects: [customer]
    purposes: {{serve: {{de: {de} {letters}, en: {en} {letters}}}}}
    basis: {basis}
    data:
      notes: {{label: {{de: Vermerke {letters}, en: notes {letters}}}, in: app.notes_{n}, columns: [body, author]}}
      names: {{label: {{de: E-Mail zu {letters}, en: e-mail of {letters}}}, in: app.notes_{n}, columns: [name, email]}}
    retention: {{notes: {{data: [notes, names], from: {{at: app.notes_{n}.closed_at}}, {end}}}}}
    recipients: {{house-{house}: {{data: all}}}}
"""
GROUNDS = (
    {"de": "Erfüllung des Vertrags", "en": "performing the contract", "basis": "contract", "end": "delete: after 60 days"},
    {
        "de": "Schutz vor Missbrauch",
        "en": "protection against abuse",
        "basis": "{legitimate_interests: {de: Schutz vor Missbrauch, en: protection against abuse}}",
        "end": "delete: after 30 days",
    },
    {
        "de": "Geschäftsbriefe",
        "en": "business letters",
        "basis": "{legal_obligation: [de/letters]}",
        "end": "keep: {law: de/letters}, delete: afterwards",
    },
)


def declaration(activities: int, first: int = 0) -> str:
    """A clean declaration with so many activities; another `first` gives other names."""
    houses = max(activities // 5, 1)
    parts = [HEAD, *(TABLE.format(n=n) for n in range(activities - 3)), "recipients:\n"]
    parts += [RECIPIENT.format(n=n, letters=_letters(first + n), month=n % 9 + 1) for n in range(houses)]
    parts.append(FIRST)
    for n in range(activities - 3):
        parts.append(ACTIVITY.format(n=n, letters=_letters(first + n), house=n % houses, **GROUNDS[n % 3]))
    return "".join(parts)


def _letters(number: int) -> str:
    """A name without digits that is no word of any language."""
    word = ""
    while True:
        word = chr(ord("a") + number % 26) + word
        number = number // 26 - 1
        if number < 0:
            return f"Q{word}"


def measure(file: Path) -> dict[str, float]:
    """Processor seconds of each part (one thread, no waiting), and how many findings there are."""
    from zusage.adapters.connectors import descriptors
    from zusage.app.workspace import read_declaration
    from zusage.checker.rule import Matter
    from zusage.checker.run import load_rules, run_rules
    from zusage.policy.compiler import compile_policy

    known, loaded = descriptors(), load_rules()
    begun = time.process_time()
    tree = read_declaration(file, known)
    read = time.process_time()
    policy = compile_policy(tree, known, DAY).policy
    compiled = time.process_time()
    report = run_rules(Matter(policy, DAY), loaded)
    done = time.process_time()
    errors = [finding for finding in report.findings if finding.severity != "info"]
    if errors:
        raise SystemExit("\n".join(f"{f.place}: {loaded[f.rule][0].words(f, 'en')}" for f in errors[:10]))
    parts = {"read": read - begun, "compile": compiled - read, "rules": done - compiled, "total": done - begun}
    return parts | {"findings": len(report.findings)}


def cold(folder: Path, bytecode: bool) -> float:
    """Processor seconds, user and system, of the whole command in a new process; with its bytecode on disk or without."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")} if bytecode else {"PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {} if bytecode else {"PYTHONPYCACHEPREFIX": str(folder / "none")}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", COMMAND, "check"], cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def slowest(file: Path) -> Iterator[str]:
    """The ten slowest rules."""
    from zusage.app.workspace import read_workspace
    from zusage.checker.rule import Matter, Needs
    from zusage.checker.run import load_rules

    matter = Matter(read_workspace(file, DAY).policy, DAY)
    taken: dict[str, float] = {}
    for id, (rule, check) in load_rules().items():
        if rule.needs is Needs.DECLARATION:
            begun = time.process_time()
            list(check(matter))
            taken[id] = time.process_time() - begun
    for id in sorted(taken, key=lambda id: -taken[id])[:10]:
        yield f"  {id} {taken[id] * 1000:8.1f} ms"


def main(arguments: list[str]) -> None:
    """Print a line per size; at the largest also the slowest rules."""
    sizes = [int(word) for word in arguments if word.isdigit()] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "zusage.yml"
        for size in sizes:
            rounds = []
            for number in range(ROUNDS + 1):
                file.write_text(declaration(size, number * 1000), encoding="utf-8")
                rounds.append(measure(file))
            del rounds[0]
            taken = {part: median(one[part] for one in rounds) for part in rounds[0]}
            words = ", ".join(f"{part} {taken[part]:.3f} s" for part in ("read", "compile", "rules", "total"))
            print(f"{size} activities: {words}, {taken['findings']:.0f} notes", flush=True)
            if size == SIZES[-1]:
                job = f"check {size} activities, every rule"
                row(job, "the second asked for", f"{taken['total']:.2f} s", "1 s", 1 / taken["total"], 1)
        cold(Path(folder), bytecode=True)
        installed = median(cold(Path(folder), bytecode=True) for _ in range(3))
        bare = median(cold(Path(folder), bytecode=False) for _ in range(3))
        print(f"{size} activities, cold: zusage check {installed:.3f} s of processor time, {bare:.3f} s without bytecode")
        if size == SIZES[-1]:
            job = f"check {size} activities, cold command"
            row(job, "the second asked for", f"{installed:.2f} s", "1 s", 1 / installed, 1)
        print("slowest rules:", *slowest(file), sep="\n")
        if "--profile" in arguments:
            profile = cProfile.Profile()
            profile.runcall(measure, file)
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main(sys.argv[1:])
