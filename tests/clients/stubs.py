"""Python stubs of the public API, generated from protos/ into build/python_stubs.

    from stubs import v1, rpc, health
    v1.ingest_service_pb2.IngestDocumentRequest(...)
"""

import fcntl
import importlib
import os
import pathlib
import shutil
import subprocess
import sys
import types

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("PARALLAX_BUILD_DIR", ROOT / "build"))
SKIPPED = 77


def skip(why):
    """Ends the test as skipped."""
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def _generate():
    protos = ROOT / "protos"
    files = sorted(str(path.relative_to(protos)) for folder in ("parallax/v1", "google/rpc", "grpc")
                   for path in (protos / folder).rglob("*.proto"))
    out = BUILD / "python_stubs"
    plugin = shutil.which("grpc_python_plugin")
    if not shutil.which("protoc") or not plugin:
        skip("protoc or grpc_python_plugin is not here")
    out.mkdir(parents=True, exist_ok=True)
    with open(BUILD / "python_stubs.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        newest = max((protos / file).stat().st_mtime for file in files)
        stamp = out / "stamp"
        listed = "\n".join(files)
        if stamp.exists() and stamp.stat().st_mtime > newest and stamp.read_text() == listed:
            return out
        subprocess.run(["protoc", f"-I{protos}", f"--python_out={out}", f"--grpc_out={out}",
                        f"--plugin=protoc-gen-grpc={plugin}", *files], check=True)
        stamp.write_text(listed)
    return out


def _load():
    out = _generate()
    sys.path.insert(0, str(out))
    # google and grpc are packages that are there already: ours become part of them.
    import google
    import grpc
    google.__path__ = [*google.__path__, str(out / "google")]
    grpc.__path__ = [*grpc.__path__, str(out / "grpc")]
    modules = {}
    for name in sorted(path.stem for path in (ROOT / "protos/parallax/v1").glob("*.proto")):
        modules[f"{name}_pb2"] = importlib.import_module(f"parallax.v1.{name}_pb2")
        if name.endswith("_service"):
            modules[f"{name}_pb2_grpc"] = importlib.import_module(f"parallax.v1.{name}_pb2_grpc")
    rpc_modules = {name: importlib.import_module(f"google.rpc.{name}")
                   for name in ("status_pb2", "error_details_pb2")}
    health_modules = {name: importlib.import_module(f"grpc.health.v1.{name}")
                      for name in ("health_pb2", "health_pb2_grpc")}
    return (types.SimpleNamespace(**modules), types.SimpleNamespace(**rpc_modules),
            types.SimpleNamespace(**health_modules))


v1, rpc, health = _load()
