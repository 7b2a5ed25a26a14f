"""A Python grpcio client does what the README's examples do."""

import unittest

import grpc

from error_details import details_of
from pair import Pair, SAMPLES, fresh, sample_files
from stubs import health, v1

SERVING = health.health_pb2.HealthCheckResponse.SERVING


class ClientTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pair = Pair().__enter__()
        cls.addClassCleanup(cls.pair.close)
        cls.token, cls.results = cls.pair.ingest_samples()

    def test_health_of_the_process_and_of_each_service(self):
        for stub, services in (
                (self.pair.ingest_health, ("", "parallax.v1.IngestService", "parallax.v1.AdminService",
                                           "parallax.v1.ChangeFeedService")),
                (self.pair.query_health, ("", "parallax.v1.ComparisonService",
                                          "parallax.v1.RecordService"))):
            for service in services:
                request = health.health_pb2.HealthCheckRequest(service=service)
                self.assertEqual(stub.Check(request, timeout=5).status, SERVING, service)
            with self.assertRaises(grpc.RpcError) as caught:
                stub.Check(health.health_pb2.HealthCheckRequest(service="no.such"), timeout=5)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND)

    def test_every_sample_is_stored_with_a_token(self):
        self.assertEqual(set(self.results), {path.name for path in sample_files()})
        for name, result in self.results.items():
            self.assertEqual(result.document_id, name)
            self.assertGreater(result.revision, 0)
            self.assertFalse(result.unchanged)
            self.assertTrue(result.revision_token)

    def test_the_same_input_again_changes_nothing(self):
        for name, first in self.results.items():
            again = self.pair.ingest_file(SAMPLES / name)
            self.assertTrue(again.unchanged)
            self.assertEqual(again.revision, first.revision)
            self.assertEqual(list(again.claim_ids), list(first.claim_ids))
            # Of the state that holds it: no commit was made for it since.
            self.assertEqual(again.revision_token, first.revision_token, name)

    def test_compare_economies(self):
        request = v1.comparison_service_pb2.CompareEconomiesRequest(
            economies=["South Korea", "economy/TW", "SG", "香港"], consistency=fresh(self.token))
        response = self.pair.comparison.CompareEconomies(request, timeout=10)
        self.assertEqual([column.economy.entity_id for column in response.economies],
                         ["economy/KR", "economy/TW", "economy/SG", "economy/HK"])
        self.assertTrue(response.revision_token)
        cells = 0
        for column in response.economies:
            role = column.role_of_state.cell
            if role.state == v1.cell_pb2.CELL_STATE_VALUE:
                cells += 1
                self.assertGreater(role.support.document_count, 0)
                self.assertTrue(role.propositions[0].claims[0].evidence)
        self.assertGreater(cells, 0, "no sample says what role a state has")

    def test_initiatives_and_organizations_have_typed_fields(self):
        COMPARE = v1.comparison_service_pb2
        response = self.pair.comparison.CompareInitiatives(COMPARE.CompareInitiativesRequest(
            initiatives=["Stargate", "initiative/french-ai-investment"],
            consistency=fresh(self.token)), timeout=10)
        self.assertEqual([column.initiative.entity_id for column in response.initiatives],
                         ["initiative/stargate", "initiative/french-ai-investment"])
        self.assertIn("announced_size", [d.dimension_id for d in response.dimensions])
        response = self.pair.comparison.CompareOrganizations(COMPARE.CompareOrganizationsRequest(
            organizations=["organization/deepseek"], dimensions=["state_support"],
            roll_up=COMPARE.RollUp(developed_models=True, child_dimensions=True),
            consistency=fresh(self.token)), timeout=10)
        cell = response.organizations[0].state_support.cell
        self.assertEqual(sum(part.support.claim_count for part in cell.rolled_up)
                         if len(cell.rolled_up) else cell.support.claim_count,
                         cell.support.claim_count)

    def test_who_holds_what_adds_up_to_the_cell(self):
        COMPARE = v1.comparison_service_pb2
        seen = 0
        for name in ("KR", "TW", "SG", "HK", "CN", "US", "JP"):
            response = self.pair.comparison.CompareSources(COMPARE.CompareSourcesRequest(
                entity=f"economy/{name}", dimension="role_of_state",
                consistency=fresh(self.token)), timeout=10)
            seen += response.cell.support.claim_count
            self.assertEqual(sum(position.support.claim_count for position in response.positions),
                             response.cell.support.claim_count)
            for position in response.positions:
                self.assertEqual(sum(voice.support.claim_count for voice in position.voices),
                                 position.support.claim_count)
                self.assertTrue(all(voice.claims[0].evidence for voice in position.voices))
        self.assertGreater(seen, 0, "no sample says what role a state has")

    def test_ranks_levels_and_explains_them(self):
        COMPARE = v1.comparison_service_pb2
        ranked = self.pair.comparison.RankEntities(COMPARE.RankEntitiesRequest(
            dimension="role_of_state", kind=v1.entity_pb2.ENTITY_KIND_ECONOMY,
            consistency=fresh(self.token)), timeout=10)
        self.assertGreater(ranked.ranked_count, 1)
        values = [int(one.value) for one in ranked.ranked]
        self.assertEqual(values, sorted(values, reverse=True))
        for one in ranked.ranked:
            self.assertLessEqual(one.best_rank, one.worst_rank)
        first = ranked.ranked[0]
        why = self.pair.comparison.ExplainCell(COMPARE.ExplainCellRequest(
            entity=first.entity.entity_id, dimension="role_of_state",
            consistency=fresh(self.token)), timeout=10)
        self.assertEqual(why.finding, v1.explanation_pb2.CELL_FINDING_HAS_CLAIMS)
        self.assertGreater(len(why.rules), 0)
        self.assertGreater(sum(document.claim_count for document in why.documents), 0)

    def test_stacks_and_timelines_of_what_the_samples_say(self):
        COMPARE = v1.comparison_service_pb2
        stack = self.pair.comparison.CompareStack(COMPARE.CompareStackRequest(
            economies=["CN", "US"], consistency=fresh(self.token)), timeout=10)
        self.assertEqual([len(column.layers) for column in stack.economies], [len(stack.layers)] * 2)
        timelines = self.pair.comparison.CompareTimelines(COMPARE.CompareTimelinesRequest(
            entities=["economy/KR", "economy/SG", "economy/TW"], include_publications=True,
            consistency=fresh(self.token)), timeout=10)
        self.assertGreater(timelines.event_count, 1)
        self.assertEqual([event.event_index for event in timelines.events],
                         list(range(len(timelines.events))))
        for relation in timelines.relations:
            a, b = (timelines.events[index]
                    for index in (relation.event_index_a, relation.event_index_b))
            self.assertNotEqual(a.entity_id, b.entity_id)

    def test_stream_answers_each_item_in_order(self):
        def requests():
            for sequence, (name, content) in enumerate(
                    [("good-1", b"plain words"), ("", b"no id"), ("good-2", "芯片".encode()),
                     ("empty", b"")], start=7):
                yield v1.ingest_service_pb2.IngestDocumentsRequest(
                    sequence=sequence, document_id=name,
                    input=v1.document_pb2.DocumentInput(content=content, media_type="text/plain"))
        replies = list(self.pair.ingest.IngestDocuments(requests(), timeout=30))
        self.assertEqual([reply.sequence for reply in replies], [7, 8, 9, 10])
        self.assertEqual([reply.WhichOneof("outcome") for reply in replies],
                         ["result", "error", "result", "error"])
        self.assertEqual((replies[1].error.reason, replies[1].error.field),
                         ("FIELD_MISSING", "document_id"))
        self.assertEqual((replies[3].error.reason, replies[3].error.field),
                         ("CONTENT_EMPTY", "input.content"))

    def test_an_error_with_its_details_decoded(self):
        request = v1.comparison_service_pb2.CompareEconomiesRequest(economies=["KR", "Atlantis"])
        with self.assertRaises(grpc.RpcError) as caught:
            self.pair.comparison.CompareEconomies(request, timeout=10)
        details = details_of(caught.exception)
        self.assertEqual((details.code, details.reason, details.domain, details.field),
                         ("NOT_FOUND", "ENTITY_NOT_FOUND", "parallax.v1", "economies[1]"))
        request = v1.ingest_service_pb2.IngestDocumentRequest(
            document_id="x", input=v1.document_pb2.DocumentInput(content=b"x", media_type="image/png"))
        with self.assertRaises(grpc.RpcError) as caught:
            self.pair.ingest.IngestDocument(request, timeout=10)
        details = details_of(caught.exception)
        self.assertEqual((details.code, details.reason, details.violations),
                         ("INVALID_ARGUMENT", "MEDIA_TYPE_UNKNOWN", ("input.media_type",)))

    def test_pages_join_to_the_whole(self):
        consistency = fresh(self.token)
        def listed(page_size):
            token, out = "", []
            while True:
                response = self.pair.record.ListDocuments(
                    v1.record_service_pb2.ListDocumentsRequest(
                        page_size=page_size, page_token=token, consistency=consistency), timeout=10)
                out += [document.document_id for document in response.documents]
                token = response.next_page_token
                if not token:
                    return out
                self.assertEqual(len(response.documents), page_size)
        whole = listed(500)
        self.assertEqual(whole, sorted(whole))
        self.assertLessEqual(set(self.results), set(whole))
        self.assertEqual(listed(3), whole)

    def test_a_watch_goes_on_where_it_left_off(self):
        asked = v1.comparison_service_pb2.ComparisonRequest(
            economies=v1.comparison_service_pb2.CompareEconomiesRequest(economies=["NL"]))
        def put(number):
            content = f"| Economy | Industrial policy |\n|---|---|\n| Netherlands | plan {number} |\n"
            return self.pair.ingest.IngestDocument(v1.ingest_service_pb2.IngestDocumentRequest(
                document_id="watched.md", input=v1.document_pb2.DocumentInput(
                    content=content.encode(), media_type="text/markdown")), timeout=10).result.revision_token
        token = put(0)
        for number in range(1, 4):
            watch = self.pair.comparison.WatchComparison(v1.comparison_service_pb2.WatchComparisonRequest(
                comparison=asked, after_revision_token=token), timeout=20)
            self.assertEqual(next(watch).revision_token, token)  # nothing new
            newer = put(number)
            step = next(watch)
            watch.cancel()
            self.assertEqual(step.revision_token, newer)
            self.assertEqual([cell.dimension_id for cell in step.changed_cells], ["industrial_policy"])
            self.assertEqual(step.changed_cells[0].causes[0].document_id, "watched.md")
            token = newer

    def test_originals_come_back_as_they_were_sent(self):
        for path in sample_files():
            chunks = self.pair.record.GetOriginal(v1.record_service_pb2.GetOriginalRequest(
                document_id=path.name, consistency=fresh(self.token)), timeout=10)
            self.assertEqual(b"".join(chunk.content for chunk in chunks), path.read_bytes())
        path = sample_files()[0]
        chunks = list(self.pair.record.GetOriginal(v1.record_service_pb2.GetOriginalRequest(
            document_id=path.name, begin_byte=10, end_byte=25), timeout=10))
        self.assertEqual(b"".join(chunk.content for chunk in chunks), path.read_bytes()[10:25])
        self.assertEqual(chunks[0].begin_byte, 10)
        self.assertEqual(chunks[0].size_bytes, path.stat().st_size)


class DeleteTest(unittest.TestCase):
    def test_a_deleted_document_is_gone_and_its_past_is_not(self):
        with Pair() as pair:
            path = SAMPLES / "economies_ai_chip_policy.md"
            before = pair.ingest_file(path).revision_token
            after = pair.ingest.DeleteDocument(v1.ingest_service_pb2.DeleteDocumentRequest(
                document_id=path.name), timeout=10).revision_token
            def get(consistency):
                return pair.record.GetDocument(v1.record_service_pb2.GetDocumentRequest(
                    document_id=path.name, consistency=consistency), timeout=10)
            with self.assertRaises(grpc.RpcError) as caught:
                get(fresh(after))
            self.assertEqual(details_of(caught.exception).reason, "DOCUMENT_NOT_FOUND")
            exactly = v1.consistency_pb2.Consistency(exactly_at=before)
            self.assertEqual(get(exactly).document.document_id, path.name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
