"""`parallax` against the pair: what it stores, prints and ends with."""

import csv
import io
import json
import os
import pathlib
import pty
import re
import subprocess
import tempfile
import unittest

from google.protobuf import json_format

from pair import BIN, Pair, SAMPLES, clean_environment, fresh, sample_files
from stubs import v1


class CommandLineTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pair = Pair().__enter__()
        cls.addClassCleanup(cls.pair.close)
        cls.environment = {**clean_environment(), "COLUMNS": "120",
                           "PARALLAX_INGEST_ADDRESS": cls.pair.ingest_service.address,
                           "PARALLAX_QUERY_ADDRESS": cls.pair.query_service.address}
        done = cls.run_cli("ingest", str(SAMPLES))
        cls.ingest_output = done.stdout
        cls.token = re.search(r"^token: (\S+)$", done.stdout, re.M).group(1)

    @classmethod
    def run_cli(cls, *arguments, code=0, stdin=None, **environment):
        done = subprocess.run([BIN / "parallax", *arguments], input=stdin, capture_output=True, text=True,
                              timeout=60, env={**cls.environment, **environment})
        if done.returncode != code:
            raise AssertionError(f"{arguments}: ended with {done.returncode}, not {code}\n"
                                 f"{done.stdout}{done.stderr}")
        return done

    def test_ingest_sends_every_sample_and_again_changes_nothing(self):
        count = len(sample_files())
        self.assertIn(f"{count} documents: {count} stored, 0 unchanged, 0 failed", self.ingest_output)
        again = self.run_cli("ingest", str(SAMPLES)).stdout
        self.assertIn(f"{count} documents: 0 stored, {count} unchanged, 0 failed", again)

    def test_comparisons_that_are_no_table_of_cells(self):
        for arguments in (("compare", "initiatives", "Stargate"),
                          ("compare", "organizations", "organization/deepseek", "--with_models",
                           "--with_children"),
                          ("compare", "stack", "CN", "US"),
                          ("compare", "sources", "economy/KR", "role_of_state"),
                          ("compare", "timelines", "economy/KR", "economy/SG", "--contrasts"),
                          ("rank", "role_of_state", "--kind", "economy"),
                          ("explain", "economy/KR", "role_of_state")):
            with self.subTest(" ".join(arguments)):
                run = lambda form: self.run_cli(*arguments, "--token", self.token, "--output", form).stdout
                self.assertTrue(json.loads(run("json"))["revisionToken"])
                self.assertIn("|", run("markdown"))
                self.assertTrue(list(csv.reader(io.StringIO(run("csv")))))
                table = self.run_cli(*arguments, "--token", self.token).stdout
                self.assertLessEqual(max(map(len, table.splitlines())), 120)
        self.run_cli("compare", "sources", "economy/KR", code=2)
        self.run_cli("rank", code=2)
        self.run_cli("explain", "economy/KR", code=2)

    def test_ingest_lists_what_failed_and_stores_the_rest(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "empty.txt").write_bytes(b"")
            (root / "fine.txt").write_text("芯片 policy")
            (root / "lines.jsonl").write_text(
                json.dumps({"id": "line", "media_type": "text/plain", "content": "words"}) + "\n{}\n"
                + json.dumps({"id": "odd", "media_type": "image/png", "content": "x"}) + "\n")
            (root / "huge.txt").write_bytes(b"x" * ((8 << 20) + 1))
            done = self.run_cli("ingest", folder, "--prefix", "mixed/", "--output", "csv", code=1)
            rows = {row["document"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
            outcomes = {name.split("/", 1)[-1]: row["outcome"] for name, row in rows.items()}
            self.assertEqual(outcomes["fine.txt"], "stored")
            self.assertEqual(outcomes["line"], "stored")
            self.assertEqual(outcomes["empty.txt"], "failed")
            self.assertIn("mixed/empty.txt: (CONTENT_EMPTY, input.content)", done.stderr)
            self.assertIn("mixed/odd: (MEDIA_TYPE_UNKNOWN, input.media_type)", done.stderr)
            self.assertIn("mixed/huge.txt: not sent: 8388609 bytes, the limit is 8388608", done.stderr)
            self.assertEqual(sum(row["outcome"] == "failed" for row in rows.values()), 4)
            self.run_cli("delete", "mixed/fine.txt", "mixed/line")

    def test_json_is_the_reply(self):
        for kind, method, request in (
                ("economies", "CompareEconomies",
                 v1.comparison_service_pb2.CompareEconomiesRequest(economies=["KR", "日本"])),
                ("models", "CompareModels",
                 v1.comparison_service_pb2.CompareModelsRequest(models=["Qwen", "DeepSeek"])),
                ("any", "Compare",
                 v1.comparison_service_pb2.CompareRequest(entities=["economy/KR", "economy/JP"]))):
            names = [value for field, values in request.ListFields() for value in values]
            request.consistency.exactly_at = self.token
            reply = getattr(self.pair.comparison, method)(request, timeout=10)
            done = self.run_cli("compare", kind, *names, "--at", self.token, "--output", "json")
            self.assertEqual(json.loads(done.stdout), json_format.MessageToDict(reply))

    def test_tables_fit_the_width_and_carry_no_colours_into_pipes(self):
        for width in ("60", "100", "200"):
            for arguments in (("compare", "economies", "KR", "TW", "JP", "--evidence"),
                              ("documents",), ("entities", "--with_claims"),
                              ("claims", "--entity", "economy/KR")):
                done = self.run_cli(*arguments, "--token", self.token, COLUMNS=width)
                self.assertNotIn("\x1b", done.stdout)
                self.assertTrue(done.stdout.startswith("╭"), done.stdout[:200])

    def test_colours_on_a_terminal_unless_unwanted(self):
        for environment, expected in (({}, True), ({"NO_COLOR": "1"}, False)):
            master, slave = pty.openpty()
            process = subprocess.Popen(
                [BIN / "parallax", "compare", "economies", "KR", "TW", "--token", self.token],
                stdin=subprocess.DEVNULL, stdout=slave, env={**self.environment, **environment})
            os.close(slave)
            shown = b""
            while True:
                try:
                    piece = os.read(master, 65536)
                except OSError:
                    break
                if not piece:
                    break
                shown += piece
            os.close(master)
            self.assertEqual(process.wait(30), 0)
            self.assertEqual(b"\x1b[" in shown, expected)

    def test_csv_has_a_row_for_each_cell(self):
        done = self.run_cli("compare", "economies", "KR", "TW", "--output", "csv", "--token", self.token)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        self.assertEqual({row["entity_id"] for row in rows}, {"economy/KR", "economy/TW"})
        self.assertTrue(all(row["state"] in ("VALUE", "NO_VALUE", "NOT_STATED", "NOT_COVERED")
                            for row in rows))
        self.assertTrue(any(row["state"] == "VALUE" and row["text"] for row in rows))

    def test_pages_of_a_comparison(self):
        html = self.run_cli("render", "economies", "KR", "台灣", "--title", "Korea & Taiwan", "--token", self.token).stdout
        self.assertTrue(html.startswith("<!doctype html>"))
        self.assertIn("<title>Korea &amp; Taiwan</title>", html)
        self.assertIn("popovertarget", html)
        self.assertNotIn("<script", html)
        self.assertNotIn("popovertarget", self.run_cli("render", "economies", "KR", "--omit_evidence",
                                                       "--token", self.token).stdout)
        # The same function makes the page here and there.
        self.assertEqual(self.run_cli("compare", "economies", "KR", "--output", "html", "--at", self.token).stdout,
                         self.run_cli("render", "economies", "KR", "--at", self.token).stdout)
        for form in ("markdown", "csv"):
            there = self.run_cli("render", "economies", "KR", "--omit_evidence", "--output", form, "--at", self.token)
            here = self.run_cli("compare", "economies", "KR", "--output", form, "--at", self.token)
            self.assertEqual(there.stdout, here.stdout)
        for arguments in (("render", "economies"), ("render", "colours", "x"),
                          ("render", "economies", "KR", "--output", "table"), ("documents", "--output", "html"),
                          ("compare", "stack", "KR", "--output", "html")):
            self.run_cli(*arguments, code=2)
        self.assertIn("ENTITY_NOT_FOUND", self.run_cli("render", "economies", "Atlantis", code=1).stderr)

    def test_differences_and_watches(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "changes.md"
            path.write_text("| Economy | Role of the state |\n|---|---|\n| India | Laissez-faire |\n")
            ask = ("economies", "India", "--collection", "changes", "--dimensions", "role_of_state")
            self.run_cli("collections", "create", "changes")
            before = self.run_cli("ingest", str(path), "--collection", "changes").stdout.split("token: ")[1].strip()
            path.write_text("| Economy | Role of the state |\n|---|---|\n| India | 国家主导 |\n")
            after = self.run_cli("ingest", str(path), "--collection", "changes").stdout.split("token: ")[1].strip()
            table = self.run_cli("diff", *ask, "--from", before, "--to", after).stdout
            self.assertRegex(table, r"(?s)India · .*\n  was  .*\n  is   .*\n  by   document \"changes.md\" put, 20\d\d-")
            reply = json.loads(self.run_cli("diff", *ask, "--from", before, "--to", after, "--output", "json").stdout)
            self.assertEqual([cell["entityId"] for cell in reply["changedCells"]], ["economy/IN"])
            self.assertEqual(self.run_cli("diff", *ask, "--from", after, "--to", after).stdout, "no cell changed\n")
            self.assertIn("FIELD_OUT_OF_RANGE, to_revision_token",
                          self.run_cli("diff", *ask, "--from", after, "--to", before, code=1).stderr)
            self.run_cli("diff", *ask, code=2)
            # What came since the older state comes at once.
            watched = self.run_cli("watch", *ask, "--after", before, "--steps", "1", "--output", "json").stdout
            step = json.loads(watched.splitlines()[-1])
            self.assertEqual(step["revisionToken"], after)
            self.assertEqual(step["changedCells"], reply["changedCells"])
            self.assertIn("TOKEN_MALFORMED", self.run_cli("watch", *ask, "--after", "x", code=1).stderr)

    def test_claims_verify(self):
        done = self.run_cli("claims", "--entity", "South Korea", "--output", "json", "--token", self.token)
        ids = [claim["claimId"] for claim in json.loads(done.stdout)["claims"]]
        self.assertTrue(ids)
        self.assertIn("yes", self.run_cli("verify", *ids[:5]).stdout)

    def test_pages(self):
        one = self.run_cli("documents", "--page_size", "2", "--output", "json", "--token", self.token)
        self.assertEqual(len(json.loads(one.stdout)["documents"]), 2)
        everything = self.run_cli("documents", "--page_size", "2", "--all", "--output", "json",
                                  "--token", self.token)
        self.assertLessEqual({path.name for path in sample_files()},
                             {item["documentId"] for item in json.loads(everything.stdout)["documents"]})

    def test_collections(self):
        self.run_cli("collections", "create", "made-here")
        self.assertIn("made-here", self.run_cli("collections").stdout)
        self.assertIn("COLLECTION_EXISTS", self.run_cli("collections", "create", "made-here", code=1).stderr)

    def test_exit_codes_and_messages(self):
        refused = self.run_cli("compare", "economies", "KR", "Atlantis", code=1).stderr
        self.assertIn("NOT_FOUND (ENTITY_NOT_FOUND, economies[1])", refused)
        for arguments in ((), ("nothing",), ("compare", "colours", "x"), ("compare", "economies"),
                          ("documents", "--nope"), ("ingest", "/no/such/file"),
                          ("documents", "--output", "xml"), ("claims",)):
            self.run_cli(*arguments, code=2)
        unreachable = self.run_cli("documents", "--query_address", "127.0.0.1:1", "--timeout", "5", code=3)
        self.assertIn("is the service running at 127.0.0.1:1?", unreachable.stderr)

    def test_health(self):
        for address in (self.pair.ingest_service.address, self.pair.query_service.address):
            self.assertEqual(self.run_cli("health", address).stdout, "SERVING\n")
        self.run_cli("health", "127.0.0.1:1", code=3)

    def test_freshness(self):
        path = SAMPLES / "economies_ai_chip_policy.md"
        for number in range(5):
            token = self.run_cli("ingest", str(path), "--prefix", f"f{number}/").stdout.split("token: ")[1]
            listed = self.run_cli("documents", f"f{number}/{path.name}", "--token", token.strip())
            self.assertEqual(json.loads(listed.stdout)["document"]["documentId"], f"f{number}/{path.name}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
