"""Bad input over the RPCs: each case gets its documented code, reason and field, and changes nothing."""

import time
import unittest

import grpc

from error_details import details_of
from pair import Pair, SAMPLES, Service, fresh
from stubs import v1

INGEST, ADMIN = v1.ingest_service_pb2, v1.admin_service_pb2
COMPARE, RECORD = v1.comparison_service_pb2, v1.record_service_pb2
Consistency = v1.consistency_pb2.Consistency
SAMPLE = SAMPLES / "economies_ai_chip_policy.md"


def document(document_id="bad", content=b"words", media_type="text/plain", charset="", collection="",
             **more):
    return INGEST.IngestDocumentRequest(
        collection=collection, document_id=document_id,
        input=v1.document_pb2.DocumentInput(content=content, media_type=media_type, charset=charset,
                                            **more))


def metadata(**fields):
    return {"metadata": v1.document_pb2.StatedMetadata(**fields)}


# request, code, reason, field
INGEST_CASES = {
    "declared UTF-8 that is not": (document(content=b"abc\xff", charset="utf-8"),
                                   "INVALID_ARGUMENT", "CONTENT_NOT_IN_CHARSET", "input.content"),
    "declared GB 18030 that is not": (document(content=b"\x81\x20\xff\xff", charset="gb18030"),
                                      "INVALID_ARGUMENT", "CONTENT_NOT_IN_CHARSET", "input.content"),
    "cut UTF-8": (document(content="芯片".encode()[:-1], charset="UTF-8"),
                  "INVALID_ARGUMENT", "CONTENT_NOT_IN_CHARSET", "input.content"),
    "empty content": (document(content=b""), "INVALID_ARGUMENT", "CONTENT_EMPTY", "input.content"),
    "content over the limit": (document(content=b"x" * ((8 << 20) + 1)),
                               "RESOURCE_EXHAUSTED", "CONTENT_TOO_LARGE", "input.content"),
    "unknown media type": (document(media_type="image/png"),
                           "INVALID_ARGUMENT", "MEDIA_TYPE_UNKNOWN", "input.media_type"),
    "no media type": (document(media_type=""),
                      "INVALID_ARGUMENT", "FIELD_MISSING", "input.media_type"),
    "no document id": (document(document_id=""),
                       "INVALID_ARGUMENT", "FIELD_MISSING", "document_id"),
    "document id with a control character": (document(document_id="a\nb"),
                                             "INVALID_ARGUMENT", "FIELD_MALFORMED", "document_id"),
    "document id of 513 bytes": (document(document_id="字" * 171),
                                 "INVALID_ARGUMENT", "FIELD_MALFORMED", "document_id"),
    "unknown collection": (document(collection="nowhere"),
                           "NOT_FOUND", "COLLECTION_NOT_FOUND", "collection"),
    "malformed collection": (document(collection="No Where"),
                             "INVALID_ARGUMENT", "FIELD_MALFORMED", "collection"),
    "no day": (document(reference_time="2025-02-30"),
               "INVALID_ARGUMENT", "FIELD_MALFORMED", "input.reference_time"),
    "no date": (document(**metadata(published_date="soon")),
                "INVALID_ARGUMENT", "FIELD_MALFORMED", "input.metadata.published_date"),
}

QUERY_CASES = {
    "no economies": ("CompareEconomies", COMPARE.CompareEconomiesRequest(),
                     "INVALID_ARGUMENT", "FIELD_MISSING", "economies"),
    "51 economies": ("CompareEconomies", COMPARE.CompareEconomiesRequest(economies=["KR"] * 51),
                     "INVALID_ARGUMENT", "FIELD_OUT_OF_RANGE", "economies"),
    "empty name": ("CompareEconomies", COMPARE.CompareEconomiesRequest(economies=["KR", ""]),
                   "INVALID_ARGUMENT", "FIELD_MISSING", "economies[1]"),
    "unknown economy": ("CompareEconomies", COMPARE.CompareEconomiesRequest(
        economies=["KR", "TW", "亚特兰蒂斯"]), "NOT_FOUND", "ENTITY_NOT_FOUND", "economies[2]"),
    "unknown model": ("CompareModels", COMPARE.CompareModelsRequest(models=["No Such Model"]),
                      "NOT_FOUND", "ENTITY_NOT_FOUND", "models[0]"),
    "unknown dimension": ("CompareEconomies", COMPARE.CompareEconomiesRequest(
        economies=["KR"], dimensions=["colour"]),
        "NOT_FOUND", "DIMENSION_NOT_FOUND", "dimensions[0]"),
    "a model's dimension of economies": ("CompareEconomies", COMPARE.CompareEconomiesRequest(
        economies=["KR"], dimensions=["users"]),
        "INVALID_ARGUMENT", "DIMENSION_NOT_APPLICABLE", "dimensions[0]"),
    "unknown collection": ("Compare", COMPARE.CompareRequest(
        collection="nowhere", entities=["economy/KR"]),
                           "NOT_FOUND", "COLLECTION_NOT_FOUND", "collection"),
    "malformed collection": ("Compare", COMPARE.CompareRequest(
        collection="../x", entities=["economy/KR"]),
                             "INVALID_ARGUMENT", "FIELD_MALFORMED", "collection"),
    "malformed token": ("CompareEconomies", COMPARE.CompareEconomiesRequest(
        economies=["KR"], consistency=Consistency(exactly_at="not a token")),
        "INVALID_ARGUMENT", "TOKEN_MALFORMED", "consistency.exactly_at"),
    "malformed token to wait for": ("ListDocuments", RECORD.ListDocumentsRequest(
        consistency=Consistency(at_least_as_fresh="AAAA")),
        "INVALID_ARGUMENT", "TOKEN_MALFORMED", "consistency.at_least_as_fresh"),
    "negative page size": ("ListDocuments", RECORD.ListDocumentsRequest(page_size=-1),
                           "INVALID_ARGUMENT", "FIELD_OUT_OF_RANGE", "page_size"),
    "page size over the limit": ("ListClaims", RECORD.ListClaimsRequest(
        document_id=SAMPLE.name, page_size=501), "INVALID_ARGUMENT", "FIELD_OUT_OF_RANGE", "page_size"),
    "bad page token": ("ListEntities", RECORD.ListEntitiesRequest(page_token="%%%"),
                       "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID", "page_token"),
    "claims of nothing": ("ListClaims", RECORD.ListClaimsRequest(),
                          "INVALID_ARGUMENT", "FIELD_MISSING", None),
    "unknown document": ("GetDocument", RECORD.GetDocumentRequest(document_id="nothing"),
                         "NOT_FOUND", "DOCUMENT_NOT_FOUND", "document_id"),
    "no document id": ("GetDocument", RECORD.GetDocumentRequest(),
                       "INVALID_ARGUMENT", "FIELD_MISSING", "document_id"),
    "unknown original": ("GetOriginal", RECORD.GetOriginalRequest(document_id="nothing"),
                         "NOT_FOUND", "DOCUMENT_NOT_FOUND", "document_id"),
    "unknown claim": ("GetClaim", RECORD.GetClaimRequest(claim_id="0" * 32),
                      "NOT_FOUND", "CLAIM_NOT_FOUND", "claim_id"),
    "no claims to verify": ("VerifyEvidence", RECORD.VerifyEvidenceRequest(),
                            "INVALID_ARGUMENT", "FIELD_MISSING", "claim_ids"),
    "no names": ("ResolveEntities", RECORD.ResolveEntitiesRequest(),
                 "INVALID_ARGUMENT", "FIELD_MISSING", "names"),
    "malformed filter": ("Compare", COMPARE.CompareRequest(
        entities=["economy/KR"], filter=COMPARE.ClaimFilter(published_from_date="yesterday")),
        "INVALID_ARGUMENT", "FIELD_MALFORMED", "filter.published_from_date"),
    "no initiatives": ("CompareInitiatives", COMPARE.CompareInitiativesRequest(),
                       "INVALID_ARGUMENT", "FIELD_MISSING", "initiatives"),
    "an economy among initiatives": ("CompareInitiatives", COMPARE.CompareInitiativesRequest(
        initiatives=["Stargate", "economy/KR"]), "NOT_FOUND", "ENTITY_NOT_FOUND", "initiatives[1]"),
    "no organizations": ("CompareOrganizations", COMPARE.CompareOrganizationsRequest(),
                         "INVALID_ARGUMENT", "FIELD_MISSING", "organizations"),
    "unknown organization": ("CompareOrganizations", COMPARE.CompareOrganizationsRequest(
        organizations=["没有这家公司"]), "NOT_FOUND", "ENTITY_NOT_FOUND", "organizations[0]"),
    "sources on nothing": ("CompareSources", COMPARE.CompareSourcesRequest(entity="economy/KR"),
                           "INVALID_ARGUMENT", "FIELD_MISSING", "dimension"),
    "sources on what is not asked": ("CompareSources", COMPARE.CompareSourcesRequest(
        entity="economy/KR", dimension="users"),
        "INVALID_ARGUMENT", "DIMENSION_NOT_APPLICABLE", "dimension"),
    "sources' page of another request": ("CompareSources", COMPARE.CompareSourcesRequest(
        entity="economy/KR", dimension="role_of_state", page_token="AAAA"),
        "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID", "page_token"),
    "no layer": ("CompareStack", COMPARE.CompareStackRequest(economies=["CN"], layers=["users"]),
                 "INVALID_ARGUMENT", "DIMENSION_NOT_APPLICABLE", "layers[0]"),
    "21 economies' stacks": ("CompareStack", COMPARE.CompareStackRequest(economies=["CN"] * 21),
                             "INVALID_ARGUMENT", "FIELD_OUT_OF_RANGE", "economies"),
    "timelines of nothing": ("CompareTimelines", COMPARE.CompareTimelinesRequest(),
                             "INVALID_ARGUMENT", "FIELD_MISSING", "entities"),
    "no day of a timeline": ("CompareTimelines", COMPARE.CompareTimelinesRequest(
        entities=["economy/KR"], from_date="1960s"),
        "INVALID_ARGUMENT", "FIELD_MALFORMED", "from_date"),
    "translations of nothing": ("CompareTranslations", v1.translation_pb2.CompareTranslationsRequest(),
                                "INVALID_ARGUMENT", "FIELD_MISSING", "document_id"),
    "translations of an unknown document": (
        "CompareTranslations", v1.translation_pb2.CompareTranslationsRequest(document_id="nothing"),
        "NOT_FOUND", "DOCUMENT_NOT_FOUND", "document_id"),
    "an unknown translation": ("CompareTranslations", v1.translation_pb2.CompareTranslationsRequest(
        document_id=SAMPLE.name, other_document_id="nothing"),
        "NOT_FOUND", "DOCUMENT_NOT_FOUND", "other_document_id"),
    "a document in one language": ("CompareTranslations", v1.translation_pb2.CompareTranslationsRequest(
        document_id=SAMPLE.name), "FAILED_PRECONDITION", "LANGUAGE_NOT_FOUND", "other_language"),
    "a document as its own translation": (
        "CompareTranslations", v1.translation_pb2.CompareTranslationsRequest(
            document_id=SAMPLE.name, other_document_id=SAMPLE.name),
        "FAILED_PRECONDITION", "LANGUAGE_NOT_FOUND", "other_document_id"),
    "a language that is not there": ("CompareTranslations", v1.translation_pb2.CompareTranslationsRequest(
        document_id=SAMPLE.name, other_language="ko"),
        "FAILED_PRECONDITION", "LANGUAGE_NOT_FOUND", "other_language"),
    "no language": ("CompareTranslations", v1.translation_pb2.CompareTranslationsRequest(
        document_id=SAMPLE.name, language="?"), "INVALID_ARGUMENT", "FIELD_MALFORMED", "language"),
    "501 pairs": ("CompareTranslations", v1.translation_pb2.CompareTranslationsRequest(
        document_id=SAMPLE.name, page_size=501), "INVALID_ARGUMENT", "FIELD_OUT_OF_RANGE", "page_size"),
    "a rank of nothing": ("RankEntities", COMPARE.RankEntitiesRequest(dimension="announced_size"),
                          "INVALID_ARGUMENT", "FIELD_MISSING", "entities"),
    "a rank without an order": ("RankEntities", COMPARE.RankEntitiesRequest(
        dimension="aims", entities=["initiative/stargate"]),
        "INVALID_ARGUMENT", "DIMENSION_NOT_APPLICABLE", "dimension"),
    "a bound that is no number": ("RankEntities", COMPARE.RankEntitiesRequest(
        dimension="announced_size", entities=["initiative/stargate"],
        bounds=v1.ranking_pb2.RankBounds(at_least="一百亿")),
        "INVALID_ARGUMENT", "FIELD_MALFORMED", "bounds.at_least"),
    "an unknown currency": ("RankEntities", COMPARE.RankEntitiesRequest(
        dimension="announced_size", entities=["initiative/stargate"], currency_code="XTS"),
        "INVALID_ARGUMENT", "FIELD_MALFORMED", "currency_code"),
    "an explanation of nobody": ("ExplainCell", COMPARE.ExplainCellRequest(
        entity="Atlantis", dimension="aims"), "NOT_FOUND", "ENTITY_NOT_FOUND", "entity"),
    "an explanation of no dimension": ("ExplainCell", COMPARE.ExplainCellRequest(
        entity="economy/KR", dimension="colour"), "NOT_FOUND", "DIMENSION_NOT_FOUND", "dimension"),
    "too many propositions": ("CompareEconomies", COMPARE.CompareEconomiesRequest(
        economies=["KR"], options=COMPARE.CellOptions(max_propositions=101)),
        "INVALID_ARGUMENT", "FIELD_OUT_OF_RANGE", "options.max_propositions"),
}

ADMIN_CASES = {
    "no name": (ADMIN.CreateCollectionRequest(), "INVALID_ARGUMENT", "FIELD_MISSING", "name"),
    "malformed name": (ADMIN.CreateCollectionRequest(name="Über"),
                       "INVALID_ARGUMENT", "FIELD_MALFORMED", "name"),
    "name that is taken": (ADMIN.CreateCollectionRequest(name="default"),
                           "ALREADY_EXISTS", "COLLECTION_EXISTS", "name"),
}


class BadInputTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pair = Pair().__enter__()
        cls.addClassCleanup(cls.pair.close)
        cls.token = cls.pair.ingest_file(SAMPLE).revision_token
        cls.settle(cls.token)

    def revisions(self):
        """What must not change: commits of all collections and the readable range."""
        collections = self.pair.admin.ListCollections(ADMIN.ListCollectionsRequest(), timeout=10)
        revisions = self.pair.record.GetRevisionRange(RECORD.GetRevisionRangeRequest(), timeout=10)
        return ([(c.name, c.newest_commit) for c in collections.collections],
                revisions.oldest_commit, revisions.newest_commit, revisions.newest_revision_token)

    def refused(self, call, request, code, reason, field, timeout=10):
        before = self.revisions()
        with self.assertRaises(grpc.RpcError) as caught:
            reply = call(request, timeout=timeout)
            if not hasattr(reply, "DESCRIPTOR"):
                list(reply)  # a stream
        details = details_of(caught.exception)
        self.assertEqual((details.code, details.reason), (code, reason), details)
        self.assertEqual(details.domain, "parallax.v1")
        if field is not None:
            self.assertEqual(details.field, field, details)
            if code == "INVALID_ARGUMENT":
                self.assertEqual(details.violations, (field,))
            self.assertTrue(details.message.startswith(field + ":"), details.message)
        self.assertEqual(self.revisions(), before)

    def test_documents(self):
        for name, (request, code, reason, field) in INGEST_CASES.items():
            with self.subTest(name):
                self.refused(self.pair.ingest.IngestDocument, request, code, reason, field)

    def test_documents_previewed(self):
        for name in ("declared UTF-8 that is not", "empty content", "unknown media type",
                     "content over the limit", "no media type"):
            request, code, reason, field = INGEST_CASES[name]
            with self.subTest(name):
                self.refused(self.pair.ingest.PreviewDocument, INGEST.PreviewDocumentRequest(
                    document_id=request.document_id, input=request.input), code, reason, field)

    def test_documents_in_a_stream(self):
        cases = {name: case for name, case in INGEST_CASES.items()}
        before = self.revisions()
        requests = [INGEST.IngestDocumentsRequest(
            sequence=i, collection=request.collection, document_id=request.document_id,
            input=request.input) for i, (request, *_) in enumerate(cases.values())]
        replies = list(self.pair.ingest.IngestDocuments(iter(requests), timeout=60))
        self.assertEqual(len(replies), len(requests))
        for reply, (name, (_, code, reason, field)) in zip(replies, cases.items()):
            with self.subTest(name):
                self.assertEqual((grpc_code(reply.error.code), reply.error.reason, reply.error.field),
                                 (code, reason, field))
        self.assertEqual(self.revisions(), before)

    def test_deletes(self):
        for name, fields, code, reason, field in (
                ("unknown document", {"document_id": "nothing"},
                 "NOT_FOUND", "DOCUMENT_NOT_FOUND", "document_id"),
                ("no document id", {}, "INVALID_ARGUMENT", "FIELD_MISSING", "document_id"),
                ("unknown collection", {"collection": "nowhere", "document_id": SAMPLE.name},
                 "NOT_FOUND", "COLLECTION_NOT_FOUND", "collection")):
            with self.subTest(name):
                self.refused(self.pair.ingest.DeleteDocument, INGEST.DeleteDocumentRequest(**fields),
                             code, reason, field)

    def test_collections(self):
        for name, (request, code, reason, field) in ADMIN_CASES.items():
            with self.subTest(name):
                self.refused(self.pair.admin.CreateCollection, request, code, reason, field)
        self.refused(self.pair.admin.ListCollections, ADMIN.ListCollectionsRequest(page_size=-1),
                     "INVALID_ARGUMENT", "FIELD_OUT_OF_RANGE", "page_size")
        self.refused(self.pair.admin.ListPacks, ADMIN.ListPacksRequest(page_token="x"),
                     "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID", "page_token")

    def test_queries(self):
        for name, (method, request, code, reason, field) in QUERY_CASES.items():
            with self.subTest(name):
                stub = next(stub for stub in (self.pair.comparison, self.pair.record)
                            if hasattr(stub, method))
                self.refused(getattr(stub, method), request, code, reason, field)

    def test_a_page_token_of_another_request(self):
        first = self.pair.record.ListEntities(RECORD.ListEntitiesRequest(page_size=1), timeout=10)
        self.assertTrue(first.next_page_token)
        self.refused(self.pair.record.ListEntities, RECORD.ListEntitiesRequest(
            page_size=1, kind=v1.entity_pb2.ENTITY_KIND_MODEL, page_token=first.next_page_token),
            "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID", "page_token")

    def test_a_token_of_another_collection(self):
        self.pair.admin.CreateCollection(ADMIN.CreateCollectionRequest(name="other"), timeout=10)
        token = self.pair.ingest_file(SAMPLE, collection="other").revision_token
        self.settle(token, "other")
        for kind in ("at_least_as_fresh", "exactly_at"):
            self.refused(self.pair.comparison.CompareEconomies, COMPARE.CompareEconomiesRequest(
                economies=["KR"], consistency=Consistency(**{kind: token})),
                "FAILED_PRECONDITION", "TOKEN_OF_ANOTHER_COLLECTION", f"consistency.{kind}")

    @classmethod
    def settle(cls, token, collection=""):
        """Waits until the query service has this state, so that nothing changes underneath a test."""
        cls.pair.record.ListDocuments(RECORD.ListDocumentsRequest(
            collection=collection, consistency=fresh(token)), timeout=10)

    def test_a_token_of_another_store(self):
        stranger = Service("ingest", self.pair.folder / "stranger", [])
        (self.pair.folder / "stranger").mkdir()
        stranger.start()
        try:
            with grpc.insecure_channel(stranger.address) as channel:
                stub = v1.ingest_service_pb2_grpc.IngestServiceStub(channel)
                token = stub.IngestDocument(document("x"), timeout=10).result.revision_token
        finally:
            stranger.stop()
        for kind in ("at_least_as_fresh", "exactly_at"):
            self.refused(self.pair.comparison.CompareEconomies, COMPARE.CompareEconomiesRequest(
                economies=["KR"], consistency=Consistency(**{kind: token})),
                "FAILED_PRECONDITION", "TOKEN_OF_ANOTHER_STORE", f"consistency.{kind}")

    def test_a_deadline_that_passes_stores_nothing(self):
        before = self.revisions()
        with self.assertRaises(grpc.RpcError) as caught:
            self.pair.ingest.IngestDocument(document("late", content=b"x" * (4 << 20)), timeout=1e-4)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.DEADLINE_EXCEEDED)
        time.sleep(0.5)
        self.assertEqual(self.revisions(), before)


def grpc_code(number):
    return next(code.name for code in grpc.StatusCode if code.value[0] == number)


class RetentionTest(unittest.TestCase):
    def test_a_token_older_than_retention(self):
        flags = ["--retention_seconds=0", "--retention_min_commits=1", "--sweep_interval_ms=50"]
        with Pair(ingest_flags=flags, query_flags=flags) as pair:
            first = pair.ingest_file(SAMPLE).revision_token
            deadline = time.monotonic() + 30
            number = 0
            while time.monotonic() < deadline:
                number += 1
                last = pair.ingest.IngestDocument(
                    document("counter", content=b"%d" % number), timeout=10).result.revision_token
                try:
                    pair.comparison.CompareEconomies(COMPARE.CompareEconomiesRequest(
                        economies=["KR"], consistency=Consistency(exactly_at=first)), timeout=10)
                except grpc.RpcError as error:
                    details = details_of(error)
                    break
                time.sleep(0.1)
            else:
                self.fail("the first state is still readable after 30 s")
            self.assertEqual((details.code, details.reason, details.field),
                             ("OUT_OF_RANGE", "TOKEN_EXPIRED", "consistency.exactly_at"))
            # Nor can what came since be told: not as a difference, and not to who watches.
            asked = COMPARE.ComparisonRequest(economies=COMPARE.CompareEconomiesRequest(economies=["KR"]))
            with self.assertRaises(grpc.RpcError) as caught:
                pair.comparison.DiffComparisons(COMPARE.DiffComparisonsRequest(
                    comparison=asked, from_revision_token=first), timeout=10)
            details = details_of(caught.exception)
            self.assertEqual((details.code, details.reason, details.field),
                             ("OUT_OF_RANGE", "TOKEN_EXPIRED", "from_revision_token"))
            with self.assertRaises(grpc.RpcError) as caught:
                next(pair.comparison.WatchComparison(COMPARE.WatchComparisonRequest(
                    comparison=asked, after_revision_token=first), timeout=10))
            details = details_of(caught.exception)
            self.assertEqual((details.code, details.reason, details.field),
                             ("OUT_OF_RANGE", "TOKEN_EXPIRED", "after_revision_token"))
            self.assertIn("make the comparison anew", caught.exception.details())
            # At least as fresh as an old state is no reason to refuse.
            pair.record.ListDocuments(RECORD.ListDocumentsRequest(consistency=fresh(first)), timeout=10)
            pair.record.ListDocuments(RECORD.ListDocumentsRequest(consistency=fresh(last)), timeout=10)


class UnreachedTest(unittest.TestCase):
    def test_a_state_that_does_not_come_before_the_deadline(self):
        with Pair() as pair:
            old = pair.ingest_file(SAMPLE).revision_token
            pair.record.ListDocuments(RECORD.ListDocumentsRequest(consistency=fresh(old)), timeout=10)
            pair.query_service.stop()
            new = pair.ingest.IngestDocument(document("later"), timeout=10).result.revision_token
            pair.ingest_service.stop()
            pair.query_service.start(wait=False)
            began = time.monotonic()
            with self.assertRaises(grpc.RpcError) as caught:
                pair.record.ListDocuments(RECORD.ListDocumentsRequest(consistency=fresh(new)),
                                          timeout=2, wait_for_ready=True)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.DEADLINE_EXCEEDED)
            self.assertLess(time.monotonic() - began, 4)


if __name__ == "__main__":
    unittest.main(verbosity=2)
