"""The figures on their way out: served on request, pushed only where told to, alerts that fire when they should."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

from support.office import Office
from support.sabotage import NOW
from zusage.app.endpoint import open_endpoint, read_address
from zusage.app.metrics import COLLECTOR, is_alive, push_metrics
from zusage.model.errors import ConnectorError, UsageError

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Office:
    office = Office(tmp_path_factory.mktemp("delivered") / "office")
    here = ("-p", str(office.folder))
    assert office.call("apply", "--yes", *here).exit_code in (0, 1)
    office.call("board", *here)
    return office


@contextmanager
def serving(server: HTTPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def get(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_what_is_served_is_what_is_printed(office: Office) -> None:
    server = open_endpoint(("127.0.0.1", 0), office.session)
    with serving(server) as port:
        status, text = get(port, "/metrics")
        assert get(port, "/else")[0] == 404
    assert status == 200
    assert text == office.call("metrics", "-p", str(office.folder)).output


def test_alive_while_runs_come_as_declared(office: Office) -> None:
    moment = [NOW]
    with office.session() as session:
        alive = is_alive(session)
    server = open_endpoint(("127.0.0.1", 0), lambda: office.session(moment[0]))
    with serving(server) as port:
        assert (get(port, "/alive")[0] == 200) is alive
        moment[0] = NOW + 3 * DAY
        assert get(port, "/alive")[0] == 503


def test_the_command_says_yes_or_no(office: Office, tmp_path: Path) -> None:
    new = Office(tmp_path / "new")
    never = new.call("metrics", "--alive", "-p", str(new.folder))
    assert never.exit_code == 1
    assert "No complete run" in never.output
    with office.session() as session:
        alive = is_alive(session)
    assert office.call("metrics", "--alive", "-p", str(office.folder)).exit_code == (0 if alive else 1)


@pytest.mark.parametrize("text", ["", "here", "1.2.3.4:", "70000", "127.0.0.1:-1"])
def test_an_address_that_is_none_is_told(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_address(text)
    assert caught.value.code == "ZE77"


def test_a_taken_address_is_told() -> None:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as taken, pytest.raises(UsageError) as caught:
        open_endpoint(("127.0.0.1", taken.server_address[1]), lambda: None)
    assert caught.value.code == "ZE77"


class Collector:
    """A real OTLP receiver on loopback that keeps what it was sent."""

    def __init__(self, status: int = 200) -> None:
        self.bodies: list[bytes] = []
        bodies = self.bodies

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                bodies.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)


def test_nothing_is_sent_unless_told_to(office: Office) -> None:
    with office.session() as session:
        session.workspace.variables.pop(COLLECTOR, None)
        assert push_metrics(session) == ""


def test_the_collector_gets_the_figures_and_nothing_about_the_machine(office: Office) -> None:
    collector = Collector()
    with serving(collector.server) as port, office.session() as session:
        session.workspace.variables[COLLECTOR] = f"http://127.0.0.1:{port}/v1/metrics"
        push_metrics(session)
    sent = ExportMetricsServiceRequest.FromString(collector.bodies[0])
    resource = {item.key: item.value.string_value for item in sent.resource_metrics[0].resource.attributes}
    assert resource == {"service.name": "zusage"}
    names = {metric.name for metric in sent.resource_metrics[0].scope_metrics[0].metrics}
    assert {"zusage.last_run_timestamp_seconds", "zusage.promises", "zusage.units_total"} <= names
    assert os.uname().nodename.encode() not in collector.bodies[0]


def test_a_collector_that_refuses_is_told(office: Office) -> None:
    collector = Collector(400)
    with serving(collector.server) as port, office.session() as session:
        session.workspace.variables[COLLECTOR] = f"http://127.0.0.1:{port}/v1/metrics"
        with pytest.raises(ConnectorError) as caught:
            push_metrics(session)
    assert caught.value.code == "ZE75"


def test_the_alert_rules_fire_when_they_should() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        if os.environ.get("ZUSAGE_NOTHING_SKIPPED"):
            pytest.fail("PROMTOOL NOT FOUND (package prometheus): the alert rules were not run")
        pytest.skip("PROMTOOL NOT FOUND (package prometheus): the alert rules were not run")
    done = subprocess.run(
        [promtool, "test", "rules", "alerts_test.yml"], cwd=OPERATIONS, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
