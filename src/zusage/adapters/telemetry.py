"""Telemetry: the figures of Zusage to a collector of the operator's own, by OTLP over HTTP.

Law: called only where an address was given; sends what it is handed, once, and nothing of the machine but the name `zusage`.
What the collector did not take is an error, never silence. The OpenTelemetry packages are an extra and imported here only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zusage.model.errors import ConnectorError, UsageError

Family = tuple[str, str, str, Iterable[tuple[Mapping[str, str], int | float]]]
"""Name, kind (counter or gauge), what it says, samples."""


def push(url: str, families: Iterable[Family], timeout: float = 10.0) -> None:
    """Send all samples once. Raises ConnectorError ZE75, UsageError ZE76."""
    try:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
        from opentelemetry.sdk.metrics import MeterProvider
        from opentelemetry.sdk.metrics.export import InMemoryMetricReader, MetricExportResult
        from opentelemetry.sdk.resources import Resource
    except ImportError as error:
        raise UsageError("ZE76") from error
    reader = InMemoryMetricReader()
    provider = MeterProvider([reader], Resource({"service.name": "zusage"}), shutdown_on_exit=False)
    meter = provider.get_meter("zusage")
    for name, kind, help, samples in families:
        instrument = meter.create_counter(name, description=help) if kind == "counter" else None
        gauge = meter.create_gauge(name, description=help) if instrument is None else None
        for labels, value in samples:
            if instrument is not None:
                instrument.add(value, dict(labels))
            elif gauge is not None:
                gauge.set(value, dict(labels))
    data = reader.get_metrics_data()
    exporter = OTLPMetricExporter(endpoint=url, timeout=timeout)
    try:
        taken = data is None or exporter.export(data, timeout_millis=timeout * 1000) is MetricExportResult.SUCCESS
    except (OSError, ValueError) as error:
        raise ConnectorError("ZE75", reason=type(error).__name__) from None
    finally:
        exporter.shutdown()
        provider.shutdown()
    if not taken:
        raise ConnectorError("ZE75")
