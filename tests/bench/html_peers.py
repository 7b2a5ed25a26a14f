#!/usr/bin/env python3
"""HTML bytes to main text: this build beside Readability.js (with linkedom) and trafilatura, one thread each, same pages, one run.

  html_peers.py [--bin build/bin] [--passes N]

Installs the peers into a temporary folder through npm and pip; one that cannot be installed is named and left out. Pages: the
articles suite under PARALLAX_SHARED_DIR (default: ../shared beside the checkout); without it says so and ends.
"""
import argparse
import glob
import gzip
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

NODE = """
const { parseHTML } = require('linkedom'); const { Readability } = require('@mozilla/readability');
const pages = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
const passes = Number(process.argv[3]); let best = Infinity, bytes = 0, failed = 0;
for (const p of pages) bytes += Buffer.byteLength(p);
for (let k = 0; k <= passes; ++k) {
  const begin = process.cpuUsage(); failed = 0;
  for (const p of pages) { try { new Readability(parseHTML(p).document).parse(); } catch (e) { ++failed; } }
  const used = process.cpuUsage(begin);
  if (k > 0) best = Math.min(best, (used.user + used.system) / 1e6);
}
console.log(JSON.stringify({ mb_per_s: bytes / 1e6 / best, failed }));
"""

PYTHON = """
import json, sys, time, trafilatura
pages = json.load(open(sys.argv[1], encoding='utf8')); best = 1e9
size = sum(len(p.encode()) for p in pages)
for k in range(int(sys.argv[2])):
    begin = time.process_time(); failed = sum(trafilatura.extract(p) is None for p in pages)
    best = min(best, time.process_time() - begin)
print(json.dumps({'mb_per_s': size / 1e6 / best, 'failed': failed, 'version': trafilatura.__version__}))
"""


def run(what, command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        print(f"{what}: not measured ({(done.stderr or done.stdout).strip().splitlines()[-1:]})")
        return None
    return done.stdout


def readability(folder, pages, passes):
    what = "Readability.js with linkedom"
    if run(what, ["npm", "install", "--silent", "--no-audit", "--no-fund", "@mozilla/readability", "linkedom"], cwd=folder) is None:
        return
    script = folder + "/peer.js"
    open(script, "w").write(NODE)
    if out := run(what, ["node", script, pages, str(passes)], cwd=folder):
        print(f"{what}: {json.loads(out)['mb_per_s']:.2f} MB/s")


def trafilatura(folder, pages):
    what = "trafilatura"
    python = folder + "/venv/bin/python"
    if run(what, [sys.executable, "-m", "venv", folder + "/venv"]) is None:
        return
    if run(what, [python, "-m", "pip", "install", "--quiet", "trafilatura", "lxml_html_clean"]) is None:
        return
    script = folder + "/peer.py"
    open(script, "w").write(PYTHON)
    if out := run(what, [python, script, pages, "1"]):
        got = json.loads(out)
        print(f"{what} {got['version']}: {got['mb_per_s']:.2f} MB/s")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bin", default=ROOT + "/build/bin")
    ap.add_argument("--passes", type=int, default=2)
    a = ap.parse_args()
    shared = os.environ.get("PARALLAX_SHARED_DIR", os.path.join(os.path.dirname(ROOT), "shared"))
    files = sorted(glob.glob(shared + "/eval/data/articles/html/*.gz"))
    if not files:
        print(f"skipped: no pages under {shared}")
        return 0
    out = run("Parallax", [a.bin + "/html_benchmark", "--benchmark_format=json"],
              env=dict(os.environ, PARALLAX_SHARED_DIR=shared))
    for b in json.loads(out or '{"benchmarks": []}')["benchmarks"]:
        print(f"{b['name']}: {b.get('bytes_per_second', 0) / 1e6:.1f} MB/s")
    with tempfile.TemporaryDirectory() as folder:
        pages = folder + "/pages.json"
        json.dump([gzip.open(f).read().decode("utf8", "replace") for f in files], open(pages, "w"))
        readability(folder, pages, a.passes)
        trafilatura(folder, pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
