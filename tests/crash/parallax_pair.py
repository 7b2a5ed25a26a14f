"""Starts, kills and calls an ingest and a query service. Stubs are made from the protos at run time.

The programs are PARALLAX_INGEST_BIN and PARALLAX_QUERY_BIN (with PARALLAX_INGEST_ARGS and PARALLAX_QUERY_ARGS added),
by default the slim services of tests/torture in PARALLAX_BIN_DIR.
"""

import importlib
import os
import shlex
import signal
import socket
import subprocess
import sys
import time

# Sockets of channels whose calls fail at once are looked at every five seconds otherwise.
os.environ.setdefault("GRPC_CLIENT_CHANNEL_BACKUP_POLL_INTERVAL_MS", "50")

SKIPPED = 77

try:
    import grpc
except ImportError:
    print("skipped: this Python has no grpc module (Debian: python3-grpcio)")
    sys.exit(SKIPPED)

SOURCE_DIR = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BIN_DIR = os.environ.get("PARALLAX_BIN_DIR", os.path.join(SOURCE_DIR, "build", "bin"))


def load_protos(work_dir):
    """Returns the modules of (ingest_service, record_service, document)."""
    out = os.path.join(work_dir, "stubs")
    os.makedirs(out, exist_ok=True)
    protos = os.path.join(SOURCE_DIR, "protos")
    api = os.path.join(protos, "parallax", "v1")
    files = [os.path.join(api, name) for name in sorted(os.listdir(api)) if name.endswith(".proto")]
    subprocess.run(["protoc", "-I", protos, "--python_out", out, *files], check=True)
    sys.path.insert(0, out)
    return [importlib.import_module("parallax.v1.%s_pb2" % name)
            for name in ("ingest_service", "record_service", "consistency")]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Service:
    """One service process and a channel to it."""

    def __init__(self, name, binary, arguments, work_dir):
        self.name = name
        self.port = free_port()
        self.data_dir = os.path.join(work_dir, name)
        self.log = open(os.path.join(work_dir, name + ".log"), "ab")
        self.command = [binary, "--listen_address=127.0.0.1:%d" % self.port,
                        "--data_dir=" + self.data_dir, *arguments]
        self.process = None
        self.channel = None

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=self.log)
        if self.channel is not None:
            self.channel.close()
        self.channel = grpc.insecure_channel(
            "127.0.0.1:%d" % self.port,
            options=[("grpc.initial_reconnect_backoff_ms", 20), ("grpc.max_reconnect_backoff_ms", 200),
                     ("grpc.max_receive_message_length", 64 << 20),
                     ("grpc.use_local_subchannel_pool", 1)])
        deadline = time.time() + 60
        while True:
            try:
                grpc.channel_ready_future(self.channel).result(timeout=1)
                return
            except grpc.FutureTimeoutError:
                if self.process.poll() is not None or time.time() > deadline:
                    raise RuntimeError("%s does not start; see its log" % self.name)

    def kill(self):
        """kill -9. Raises when it had ended before: nobody else may end it."""
        if self.process.poll() is not None:
            raise RuntimeError("%s ended by itself with %s" % (self.name, self.process.returncode))
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def call(self, service, method, request, response_type, timeout=30, wait=True):
        rpc = self.channel.unary_unary(
            "/parallax.v1.%s/%s" % (service, method),
            request_serializer=type(request).SerializeToString,
            response_deserializer=response_type.FromString)
        return rpc(request, timeout=timeout, wait_for_ready=wait)

    def stream(self, service, method, request, response_type, timeout=30):
        rpc = self.channel.unary_stream(
            "/parallax.v1.%s/%s" % (service, method),
            request_serializer=type(request).SerializeToString,
            response_deserializer=response_type.FromString)
        return rpc(request, timeout=timeout, wait_for_ready=True)


def make_pair(work_dir):
    """An ingest and a query service that follows it; not started."""
    ingest = Service("ingest", os.environ.get("PARALLAX_INGEST_BIN", BIN_DIR + "/feed_primary"),
                     shlex.split(os.environ.get("PARALLAX_INGEST_ARGS", "")), work_dir)
    query = Service("query", os.environ.get("PARALLAX_QUERY_BIN", BIN_DIR + "/feed_replica"),
                    ["--ingest_address=127.0.0.1:%d" % ingest.port,
                     *shlex.split(os.environ.get("PARALLAX_QUERY_ARGS", ""))], work_dir)
    return ingest, query
