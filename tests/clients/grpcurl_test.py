"""grpcurl, a client that knows nothing but reflection: list, describe, health, ingest, compare, errors."""

import base64
import json
import pathlib
import subprocess
import sys
import unittest

from pair import BIN, Pair, SAMPLES
from stubs import skip

HERE = pathlib.Path(__file__).resolve().parent


def find_grpcurl():
    found = subprocess.run([HERE / "grpcurl"], capture_output=True, text=True)
    if found.returncode == 77:
        skip(found.stdout.strip().removeprefix("skipped: "))
    if found.returncode != 0:
        sys.exit(found.stdout + found.stderr)
    return found.stdout.strip()


GRPCURL = find_grpcurl()
SERVICES = {
    "ingest": ["grpc.health.v1.Health", "grpc.reflection.v1alpha.ServerReflection",
               "parallax.v1.AdminService", "parallax.v1.ChangeFeedService",
               "parallax.v1.IngestService"],
    "query": ["grpc.health.v1.Health", "grpc.reflection.v1alpha.ServerReflection",
              "parallax.v1.ComparisonService", "parallax.v1.RecordService"],
}


class GrpcurlTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pair = Pair().__enter__()
        cls.addClassCleanup(cls.pair.close)
        cls.addresses = {"ingest": cls.pair.ingest_service.address,
                         "query": cls.pair.query_service.address}

    def run_grpcurl(self, service, *arguments, data=None, code=0):
        command = [GRPCURL, "-plaintext", "-max-time", "20"]
        if data is not None:
            command += ["-d", "@"]
        command += [self.addresses[service], *arguments]
        done = subprocess.run(command, input=None if data is None else json.dumps(data),
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stderr

    def call(self, service, method, data):
        return json.loads(self.run_grpcurl(service, method, data=data))

    def ingest(self, path):
        return self.call("ingest", "parallax.v1.IngestService/IngestDocument", {
            "documentId": path.name, "input": {
                "content": base64.b64encode(path.read_bytes()).decode(),
                "mediaType": "text/markdown"}})

    def test_list_names_exactly_the_services(self):
        for service, names in SERVICES.items():
            self.assertEqual(self.run_grpcurl(service, "list").split(), names)

    def test_describe_every_service_and_method(self):
        for service, names in SERVICES.items():
            for name in names:
                described = self.run_grpcurl(service, "describe", name)
                self.assertIn(f"{name} is a service", described)
                for line in described.splitlines():
                    if line.strip().startswith("rpc "):
                        request = line.split("(")[1].split(")")[0].replace("stream", "").strip()
                        self.assertIn("is a message", self.run_grpcurl(service, "describe", request))

    def test_health(self):
        for service in SERVICES:
            self.assertEqual(self.call(service, "grpc.health.v1.Health/Check", {}),
                             {"status": "SERVING"})

    def test_ingest_and_compare(self):
        path = SAMPLES / "economies_ai_chip_policy.md"
        result = self.ingest(path)["result"]
        self.assertEqual(result["documentId"], path.name)
        again = self.ingest(path)["result"]
        self.assertTrue(again["unchanged"])
        self.assertEqual(again["revisionToken"], result["revisionToken"])
        response = self.call("query", "parallax.v1.ComparisonService/CompareEconomies", {
            "economies": ["South Korea", "日本"],
            "consistency": {"atLeastAsFresh": result["revisionToken"]}})
        self.assertEqual([column["economy"]["entityId"] for column in response["economies"]],
                         ["economy/KR", "economy/JP"])
        self.assertTrue(response["revisionToken"])

    def test_pages_differences_and_watches(self):
        before = self.ingest(SAMPLES / "economies_ai_chip_policy.md")["result"]["revisionToken"]
        asked = {"economies": {"economies": ["South Korea", "日本"]}}
        page = self.call("query", "parallax.v1.ComparisonService/RenderComparison", {
            "comparison": {"economies": {**asked["economies"], "consistency": {"exactlyAt": before}}},
            "format": "RENDER_FORMAT_HTML", "omitEvidence": True})
        self.assertEqual(page["mediaType"], "text/html")
        self.assertIn("</html>", page["content"])
        diff = self.call("query", "parallax.v1.ComparisonService/DiffComparisons", {
            "comparison": asked, "fromRevisionToken": before, "toRevisionToken": before})
        self.assertNotIn("changedCells", diff)
        self.assertEqual(len(diff["entities"]), 2)
        shown = self.run_grpcurl("query", "parallax.v1.ComparisonService/WatchComparison", data={
            "comparison": asked, "afterRevisionToken": "x"}, code=64 + 3)
        self.assertIn("TOKEN_MALFORMED", shown)

    def test_the_command_line_prints_what_grpcurl_prints(self):
        token = self.ingest(SAMPLES / "economies_ai_chip_policy.md")["result"]["revisionToken"]
        theirs = self.run_grpcurl("query", "parallax.v1.ComparisonService/CompareEconomies", data={
            "economies": ["KR", "TW"], "consistency": {"exactlyAt": token}})
        ours = subprocess.run(
            [BIN / "parallax", "compare", "economies", "KR", "TW", "--at", token, "--output", "json",
             "--query_address", self.addresses["query"]],
            capture_output=True, text=True, timeout=60, check=True).stdout
        self.assertEqual(json.loads(ours), json.loads(theirs))
        self.assertEqual(ours, theirs)

    def test_every_other_comparison_answers(self):
        token = self.ingest(SAMPLES / "economies_ai_chip_policy.md")["result"]["revisionToken"]
        for method, request in {
                "CompareInitiatives": {"initiatives": ["Stargate"]},
                "CompareOrganizations": {"organizations": ["organization/deepseek"],
                                         "rollUp": {"developedModels": True}},
                "CompareSources": {"entity": "economy/KR", "dimension": "role_of_state"},
                "CompareStack": {"economies": ["KR"]},
                "CompareTimelines": {"entities": ["economy/KR", "economy/JP"]},
                "RankEntities": {"dimension": "role_of_state", "kind": "ENTITY_KIND_ECONOMY"},
                "ExplainCell": {"entity": "economy/KR", "dimension": "role_of_state"}}.items():
            with self.subTest(method):
                response = self.call("query", f"parallax.v1.ComparisonService/{method}",
                                     {**request, "consistency": {"exactlyAt": token}})
                self.assertEqual(response["revisionToken"], token)

    def test_an_error_with_its_details_decoded(self):
        shown = self.run_grpcurl("query", "parallax.v1.ComparisonService/CompareEconomies",
                                 data={"economies": [""]}, code=64 + 3)
        self.assertIn("Code: InvalidArgument", shown)
        self.assertIn('"@type": "type.googleapis.com/google.rpc.ErrorInfo"', shown)
        self.assertIn('"reason": "FIELD_MISSING"', shown)
        self.assertIn('"domain": "parallax.v1"', shown)
        self.assertRegex(shown, '"field_?[vV]iolations"')
        self.assertIn('"field": "economies[0]"', shown)


if __name__ == "__main__":
    unittest.main(verbosity=2)
