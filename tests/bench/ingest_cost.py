#!/usr/bin/env python3
"""Processor time of ingesting files over the stream, against normalizing the same files offline.

    tests/bench/ingest_cost.py FOLDER [--bin build/bin] [--pack packs/ai_industrial_policy]

Starts an ingest service and a query service that follows it on free loopback ports, over fresh
directories, ingests every file of FOLDER with `parallax ingest`, waits until the replica has all of it, and
compares the core-seconds of each process with those of `parallax normalize --jsonl --claims`.
"""
import argparse
import base64
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

MEDIA = {".html": "text/html", ".htm": "text/html", ".md": "text/markdown", ".csv": "text/csv",
         ".txt": "text/plain"}


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def process_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid):
    return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6


def start(command, service):
    """The process and the port that it says it serves on."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    for line in process.stderr:
        event = json.loads(line)
        if event.get("event") == "serving":
            # What it says later is not read; it must not block on it.
            subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
            return process, event["port"]
    sys.exit(f"{service} did not start")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--bin", type=pathlib.Path, default=pathlib.Path("build/bin"))
    parser.add_argument("--pack", default="packs/ai_industrial_policy")
    args = parser.parse_args()
    files = sorted(p for p in args.folder.rglob("*") if p.suffix in MEDIA)
    megabytes = sum(p.stat().st_size for p in files) / 1e6
    lines = "".join(
        json.dumps({"id": str(p), "media_type": MEDIA[p.suffix],
                    "content_base64": base64.b64encode(p.read_bytes()).decode()}) + "\n" for p in files)
    client = str(args.bin / "parallax")

    def normalize():
        before = children_seconds()
        subprocess.run([client, "normalize", "--jsonl", "--claims", "--pack_dir", args.pack],
                       input=lines, text=True, stdout=subprocess.DEVNULL, check=True)
        return children_seconds() - before

    normalize()
    normal = normalize()
    empty = children_seconds()
    subprocess.run([client, "normalize", "--jsonl", "--claims", "--pack_dir", args.pack],
                   input="", text=True, stdout=subprocess.DEVNULL, check=True)
    normal -= children_seconds() - empty  # the pack's loading
    with tempfile.TemporaryDirectory() as folder:
        ingest, ingest_port = start(
            [args.bin / "parallax-ingest", "--listen_address=127.0.0.1:0",
             f"--data_dir={folder}/ingest", f"--pack_dir={args.pack}"], "parallax-ingest")
        query, query_port = start(
            [args.bin / "parallax-query", "--listen_address=127.0.0.1:0",
             f"--ingest_address=127.0.0.1:{ingest_port}", f"--data_dir={folder}/query",
             f"--pack_dir={args.pack}"], "parallax-query")
        try:
            time.sleep(2)
            idle = resident_mb(ingest.pid), resident_mb(query.pid)
            before = process_seconds(ingest.pid), process_seconds(query.pid)
            of_client = children_seconds()
            begin = time.monotonic()
            subprocess.run([client, "ingest", str(args.folder),
                            f"--ingest_address=127.0.0.1:{ingest_port}",
                            f"--query_address=127.0.0.1:{query_port}"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            seconds = time.monotonic() - begin
            of_client = children_seconds() - of_client
            last = -1.0
            while process_seconds(query.pid) != last:  # until the replica is quiet
                last = process_seconds(query.pid)
                time.sleep(1)
            cost = (process_seconds(ingest.pid) - before[0], process_seconds(query.pid) - before[1])
            busy = resident_mb(ingest.pid), resident_mb(query.pid)
        finally:
            for process in (query, ingest):
                process.terminate()
                process.wait()
    print(f"{len(files)} files, {megabytes:.1f} MB, ingested in {seconds:.1f} s")
    print(f"resident MB of the idle pair: {idle[0]:.0f} + {idle[1]:.0f}; after: {busy[0]:.0f} + {busy[1]:.0f}")
    print(f"{'core-seconds per MB':24} {'':8} of normalize")
    for name, value in (("parallax normalize", normal), ("ingest service", cost[0]),
                        ("query service", cost[1]), ("client", of_client),
                        ("both services", sum(cost)), ("all", sum(cost) + of_client)):
        print(f"{name:24} {value / megabytes:8.3f} {value / normal:.2f}")


if __name__ == "__main__":
    main()
