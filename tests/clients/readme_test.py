"""Runs the console examples of README.md that stand under a line `<!-- executed by a test -->`.

A line that starts with "$ " is a command; a backslash at its end, an open quotation or a here-document continues it.
What follows it is its output. "…" in the output stands for anything, also for several lines where it stands alone; a
command without output may print what it likes. The ports of the README are replaced by those of a fresh pair that holds
the samples.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import grpcurl_test
from pair import BIN, Pair
from stubs import ROOT

MARK = re.compile(r"<!-- executed by a test -->\n```console\n(.*?)```", re.S)


def examples(text):
    """(command, expected output) of each marked block, in order."""
    for block in MARK.findall(text):
        steps = []
        continues = False
        for line in block.splitlines():
            if continues:
                steps[-1][0] += "\n" + line
            elif line.startswith("$ "):
                steps.append([line[2:], []])
            elif steps:
                steps[-1][1].append(line)
                continue
            # A command goes on after a backslash, inside a quotation and up to the end of a here-document.
            here = re.search(r"<<(\w+)", steps[-1][0]) if steps else None
            continues = bool(steps) and (line.endswith("\\") or steps[-1][0].count("'") % 2 == 1
                                         or bool(here and line != here.group(1)))
        yield from ((command, output) for command, output in steps)


def pattern_of(lines):
    """A regular expression for expected output."""
    parts = []
    for line in lines:
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            # Indentation is for the eye: grpcurl mixes tabs and spaces.
            words = ".*".join(re.escape(part) for part in line.strip().split("…"))
            parts.append(r"[ \t]*" + words + r"[ \t]*\n")
    return re.compile("".join(parts) + r"\Z")


class ReadmeTest(unittest.TestCase):
    def test_patterns(self):
        self.assertTrue(pattern_of(["{", "…", '  "a": "…"', "}"]).match('{\n x\n y\n  "a": "b"\n}\n'))
        self.assertFalse(pattern_of(["{", "…", "}"]).match("{\n"))
        self.assertFalse(pattern_of(["a"]).match("a\nb\n"))

    def test_examples(self):
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        steps = list(examples(text))
        self.assertGreaterEqual(len(steps), 4, "README.md has no marked examples")
        with Pair() as pair, tempfile.TemporaryDirectory() as folder:
            pair.ingest_samples()
            tools = pathlib.Path(folder)
            (tools / "grpcurl").symlink_to(grpcurl_test.GRPCURL)
            environment = {**os.environ, "PATH": f"{tools}:{BIN}:{os.environ['PATH']}",
                           "PARALLAX_INGEST_ADDRESS": pair.ingest_service.address,
                           "PARALLAX_QUERY_ADDRESS": pair.query_service.address, "COLUMNS": "100"}
            for command, output in steps:
                actual = command.replace("127.0.0.1:7401", pair.ingest_service.address)
                actual = actual.replace("127.0.0.1:7402", pair.query_service.address)
                with self.subTest(command):
                    done = subprocess.run(["bash", "-o", "pipefail", "-c", actual], cwd=ROOT, text=True,
                                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60,
                                          env=environment)
                    expects_error = any(line.startswith("ERROR:") for line in output)
                    if not expects_error:
                        self.assertEqual(done.returncode, 0, done.stdout)
                    if output:
                        self.assertRegex(done.stdout, pattern_of(output))


if __name__ == "__main__":
    unittest.main(verbosity=2)
