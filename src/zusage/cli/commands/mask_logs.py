"""zusage mask-logs: shorten addresses and take out names in a stream of log lines."""

from __future__ import annotations

import os
import sys

import click


@click.command("mask-logs")
@click.option(
    "--format",
    "form",
    default="auto",
    help="auto, anywhere, combined, common, vhost, json, syslog, error, apache-error, or the log_format / LogFormat itself.",
)
@click.option("--v4", type=click.IntRange(8, 32), default=24, help="Bits that stay of an IPv4 address (24).")
@click.option("--v6", type=click.IntRange(16, 128), default=48, help="Bits that stay of an IPv6 address (48).")
@click.option("--emails", is_flag=True, help="E-mail addresses become -.")
@click.option(
    "--parameters", default="", help="Names of query parameters and fields whose value becomes -, such as token,q."
)
@click.option("--users", is_flag=True, help="User names of the log format become -.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Processes that work at the same time.")
def command(form: str, v4: int, v6: int, emails: bool, parameters: str, users: bool, jobs: int) -> None:
    """Mask log lines from standard input to standard output; needs no declaration. The rest is not anonymous."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from zusage.app.masking import build_mask, mask_stream

    mask = build_mask(form, v4, v6, emails=emails, parameters=tuple(parameters.split(",")), users=users)
    mask_stream(sys.stdin.fileno(), sys.stdout.fileno(), mask, jobs)
