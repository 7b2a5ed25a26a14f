"""What callers add: claims of an extractor, retractions, judgements; and every answer undone by its revocation."""

import json
import subprocess
import tempfile
import unittest

import grpc

from error_details import details_of
from pair import BIN, Pair, fresh
from stubs import v1

ingest = v1.ingest_service_pb2
record = v1.record_service_pb2
comparison = v1.comparison_service_pb2
curation = v1.curation_pb2


class CurationTest(unittest.TestCase):
    def setUp(self):
        # A pair for each: what one imports or judges is not the other's.
        self.pair = Pair().__enter__()
        self.addCleanup(self.pair.close)
        self.token, self.results = self.pair.ingest_samples()

    def claims_of_a_document(self):
        """Claims about entities of the pack, of the first sample that makes two of one entity's kind."""
        for name in sorted(self.results):
            claims = self.pair.record.ListClaims(record.ListClaimsRequest(
                document_id=name, page_size=500, consistency=fresh(self.token)), timeout=10).claims
            known = [claim for claim in claims
                     if claim.subject_entity_id and "/~" not in claim.subject_entity_id]
            if len(known) >= 2:
                return name, known
        self.fail("no sample makes claims")

    def answers(self, entities, token):
        response = self.pair.comparison.Compare(comparison.CompareRequest(
            entities=entities, consistency=fresh(token)), timeout=10)
        response.ClearField("revision_token")
        return response

    @staticmethod
    def as_import(claim):
        out = ingest.ClaimImport()
        for field in ("subject_entity_id", "subject_written", "dimension_id", "kind", "stance",
                      "modality", "polarity"):
            setattr(out, field, getattr(claim, field))
        out.value.CopyFrom(claim.value)
        out.voices.extend(claim.voices)
        out.evidence.extend(claim.evidence)
        return out

    def test_import_retract_revoke(self):
        name, claims = self.claims_of_a_document()
        request = ingest.ImportClaimsRequest(
            document_id=name, revision=self.results[name].revision, extractor_name="client",
            extractor_version="1", claims=[self.as_import(claim) for claim in claims[:10]])
        wrong = request.claims.add()
        wrong.CopyFrom(request.claims[0])
        wrong.evidence[0].quote += " and more"
        response = self.pair.ingest.ImportClaims(request, timeout=10)
        outcomes = [result.outcome for result in response.results]
        self.assertEqual(outcomes[-1], ingest.IMPORT_OUTCOME_REFUSED)
        self.assertEqual(response.results[-1].errors[0].reason, "EVIDENCE_NOT_FOUND")
        self.assertEqual(response.results[-1].errors[0].field,
                         f"claims[{len(outcomes) - 1}].evidence[0].quote")
        self.assertNotIn(ingest.IMPORT_OUTCOME_REFUSED, outcomes[:-1])
        # The published encoding: an extractor that reads the same gets the same ids.
        self.assertEqual([result.claim_id for result in response.results[:-1]],
                         [claim.claim_id for claim in claims[:10]])

        entity = claims[0].subject_entity_id
        before = self.answers([entity], response.revision_token)
        retracted = self.pair.ingest.RetractClaims(ingest.RetractClaimsRequest(
            document_id=name, claim_ids=[claims[0].claim_id], note="wrong"), timeout=10)
        self.assertGreaterEqual(retracted.retracted_count, 2)
        self.assertNotEqual(self.answers([entity], retracted.revision_token), before)
        listed = self.pair.record.ListRetractions(record.ListRetractionsRequest(
            document_id=name, consistency=fresh(retracted.revision_token)), timeout=10).retractions
        self.assertEqual({item.claim_id for item in listed}, {claims[0].claim_id})
        self.assertEqual({item.extractor_name for item in listed}, {"", "client"})
        self.assertEqual({item.note for item in listed}, {"wrong"})
        revoked = self.pair.ingest.RevokeRetractions(ingest.RevokeRetractionsRequest(
            document_id=name, claim_ids=[claims[0].claim_id]), timeout=10)
        self.assertEqual(self.answers([entity], revoked.revision_token), before)

    def test_judge_and_revoke(self):
        entities = ["economy/KR", "economy/HK"]
        before = self.answers(entities, self.token)
        judged = self.pair.ingest.JudgeEntities(ingest.JudgeEntitiesRequest(
            first_entity_id=entities[0], second_entity_id=entities[1],
            verdict=curation.ENTITY_VERDICT_SAME), timeout=10)
        self.assertEqual(list(judged.same_entity_ids), [entities[1]])
        joined = self.answers(entities, judged.revision_token)
        self.assertEqual(len(joined.columns), 1)
        self.assertEqual(len(joined.columns[0].entity.same_entity_ids), 1)
        with self.assertRaises(grpc.RpcError) as caught:
            self.pair.ingest.JudgeEntities(ingest.JudgeEntitiesRequest(
                first_entity_id=entities[0], second_entity_id="model/qwen",
                verdict=curation.ENTITY_VERDICT_SAME), timeout=10)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.INVALID_ARGUMENT)
        self.assertIn("second_entity_id", str(details_of(caught.exception)))
        revoked = self.pair.ingest.RevokeJudgement(ingest.RevokeJudgementRequest(
            first_entity_id=entities[1], second_entity_id=entities[0]), timeout=10)
        self.assertEqual(self.answers(entities, revoked.revision_token), before)

    def command(self, *words):
        return subprocess.run(
            [str(BIN / "parallax"), *words, f"--ingest_address={self.pair.ingest_service.address}"],
            capture_output=True, text=True, timeout=60, check=False)

    def test_command_line(self):
        name, claims = self.claims_of_a_document()
        from google.protobuf import json_format
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as lines:
            for claim in claims[:3]:
                lines.write(json.dumps({"documentId": name,
                                        "revision": self.results[name].revision,
                                        "claim": json_format.MessageToDict(claim)}) + "\n")
            lines.flush()
            done = self.command("import-claims", lines.name, "--extractor=cli",
                                "--extractor-version=2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("3 claims stored", done.stdout)
        for words in (("retract", name, "--extractor=cli"),
                      ("retract", name, "--extractor=cli", "--revoke"),
                      ("judge", "different", "economy/KR", "economy/SG"),
                      ("judge", "revoke", "economy/KR", "economy/SG")):
            done = self.command(*words)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("token: ", done.stdout)
        self.assertEqual(self.command("judge", "revoke", "economy/KR", "economy/SG").returncode, 1)


if __name__ == "__main__":
    unittest.main()
