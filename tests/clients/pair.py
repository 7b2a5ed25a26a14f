"""Starts an ingest and a query service on free loopback ports with folders of their own.

    with Pair() as pair:
        pair.ingest.IngestDocument(...)
        pair.comparison.CompareEconomies(...)
"""

import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time

import grpc

from stubs import BUILD, ROOT, health, v1

BIN = pathlib.Path(os.environ.get("PARALLAX_BIN_DIR", BUILD / "bin"))
PACK = ROOT / "packs" / "ai_industrial_policy"
SAMPLES = ROOT / "tests" / "data" / "samples"
MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".csv": "text/csv",
               ".html": "text/html"}


def free_port():
    """A loopback port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def sample_files():
    """The sample documents, in the order of their names."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in MEDIA_TYPES)


def document_input(path):
    """A file as the input that `parallax ingest` would send."""
    return v1.document_pb2.DocumentInput(content=path.read_bytes(),
                                         media_type=MEDIA_TYPES[path.suffix])


class Service:
    """One process. Ended by its id, whatever happens."""

    def __init__(self, name, folder, flags):
        self.name = name
        self.address = f"127.0.0.1:{free_port()}"
        self.log_path = pathlib.Path(folder) / f"{name}.log"
        self._arguments = [str(BIN / f"parallax-{name}"), f"--listen_address={self.address}",
                           f"--data_dir={folder}/{name}", f"--pack_dir={PACK}", *flags]
        self.process = None

    def start(self, wait=True, timeout=60):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(self._arguments, stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, env=clean_environment())
        if wait:
            self.wait_until_serving(timeout)

    def wait_until_serving(self, timeout=60):
        deadline = time.monotonic() + timeout
        with grpc.insecure_channel(self.address) as channel:
            stub = health.health_pb2_grpc.HealthStub(channel)
            while time.monotonic() < deadline:
                if self.process.poll() is not None:
                    raise RuntimeError(f"{self.name} ended with {self.process.returncode}:\n"
                                       f"{self.log_tail()}")
                try:
                    reply = stub.Check(health.health_pb2.HealthCheckRequest(), timeout=1)
                    if reply.status == health.health_pb2.HealthCheckResponse.SERVING:
                        return
                except grpc.RpcError:
                    pass
                time.sleep(0.05)
        raise RuntimeError(f"{self.name} does not serve after {timeout} s:\n{self.log_tail()}")

    def stop(self, kind=signal.SIGTERM, timeout=30):
        """Returns the exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(kind)
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        return self.process.returncode

    def log_tail(self, lines=30):
        try:
            text = self.log_path.read_text(errors="replace")
        except OSError:
            return ""
        return "\n".join(text.splitlines()[-lines:])


def clean_environment():
    """Without the settings of whoever runs the test."""
    return {key: value for key, value in os.environ.items()
            if not key.startswith("PARALLAX_") and key.lower() not in
            ("http_proxy", "https_proxy", "grpc_proxy")}


class Pair:
    """Both services and stubs for them."""

    def __init__(self, ingest_flags=(), query_flags=()):
        for name in ("ingest", "query"):
            if not (BIN / f"parallax-{name}").exists():
                raise RuntimeError(f"{BIN}/parallax-{name} is not built")
        self._folder = tempfile.TemporaryDirectory(prefix="parallax_pair_")
        self.folder = pathlib.Path(self._folder.name)
        self.ingest_service = Service("ingest", self.folder, list(ingest_flags))
        self.query_service = Service(
            "query", self.folder,
            [f"--ingest_address={self.ingest_service.address}", *query_flags])
        self._channels = []

    def __enter__(self):
        try:
            self.ingest_service.start()
            self.query_service.start()
        except BaseException:
            self.close()
            raise
        ingest = self._channel(self.ingest_service.address)
        query = self._channel(self.query_service.address)
        self.ingest = v1.ingest_service_pb2_grpc.IngestServiceStub(ingest)
        self.admin = v1.admin_service_pb2_grpc.AdminServiceStub(ingest)
        self.comparison = v1.comparison_service_pb2_grpc.ComparisonServiceStub(query)
        self.record = v1.record_service_pb2_grpc.RecordServiceStub(query)
        self.ingest_health = health.health_pb2_grpc.HealthStub(ingest)
        self.query_health = health.health_pb2_grpc.HealthStub(query)
        return self

    def __exit__(self, *_):
        self.close()

    def _channel(self, address):
        channel = grpc.insecure_channel(address, options=[
            ("grpc.max_send_message_length", 64 << 20), ("grpc.enable_http_proxy", 0)])
        self._channels.append(channel)
        return channel

    def close(self):
        for channel in self._channels:
            channel.close()
        self.query_service.stop()
        self.ingest_service.stop()
        self._folder.cleanup()

    def ingest_file(self, path, collection=""):
        """Stores a file under its name; returns the result."""
        request = v1.ingest_service_pb2.IngestDocumentRequest(
            collection=collection, document_id=path.name, input=document_input(path))
        return self.ingest.IngestDocument(request, timeout=30).result

    def ingest_samples(self):
        """Stores all samples; returns the token of the last and the results by document id."""
        results = {path.name: self.ingest_file(path) for path in sample_files()}
        return list(results.values())[-1].revision_token, results


def fresh(token):
    """A consistency requirement: at least as fresh as this token."""
    return v1.consistency_pb2.Consistency(at_least_as_fresh=token)
