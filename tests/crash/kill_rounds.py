#!/usr/bin/env python3
"""kill -9 at random moments under load: nothing acknowledged is lost, nothing is half written.

Writers ingest, replace and delete documents without a pause. In each round one of the two services is killed at a
random moment and started again; then what was acknowledged is read at the query service with the newest token, and
what was under way must be there whole, or not at all.
"""

import argparse
import hashlib
import os
import random
import shutil
import sys
import tempfile
import threading
import time

import parallax_pair
from parallax_pair import grpc

ECONOMIES = ["South Korea", "Japan", "India", "韩国", "日本", "印度", "歐盟", "China"]
STANCES = ["State-led", "Market-led", "Mixed", "国家主导", "市場主導", "None stated"]


def make_content(rng):
    """A table of a few rows, sometimes with a long tail, in plain text with bars."""
    lines = ["Economy | Policy stance | Public funding"]
    for economy in rng.sample(ECONOMIES, rng.randint(1, 5)):
        lines.append("%s | %s | about %d billion won" % (economy, rng.choice(STANCES), rng.randint(1, 9999)))
    if rng.random() < 0.02:
        lines += [""] + ["A sentence that is there to be long. 这句话只是为了长。"] * rng.randint(1000, 12000)
    return "\n".join(lines).encode()


def sha256(content):
    return hashlib.sha256(content).hexdigest()


class Ledger:
    """What the writers know of each document: the acknowledged content (None: deleted), and what is under way."""

    def __init__(self):
        self.lock = threading.Lock()
        self.acknowledged = {}
        self.pending = {}
        self.touched = set()
        self.token = ""
        self.count = 0

    def candidates(self, document_id):
        states = [self.acknowledged.get(document_id)]
        if document_id in self.pending:
            states.append(self.pending[document_id])
        return states


class Rounds:
    def __init__(self, options, work_dir):
        self.work_dir = work_dir
        self.rng = random.Random(options.seed)
        self.options = options
        self.ingest_pb, self.record_pb, self.consistency_pb = parallax_pair.load_protos(work_dir)
        self.ingest, self.query = parallax_pair.make_pair(work_dir)
        self.ledger = Ledger()
        self.stop = threading.Event()
        self.lost = []
        self.half = []
        self.errors = []
        self.unknown = 0

    # Writing.

    def put(self, document_id, content):
        request = self.ingest_pb.IngestDocumentRequest(document_id=document_id)
        request.input.content = content
        request.input.media_type = "text/plain"
        return self.ingest.call("IngestService", "IngestDocument", request,
                                self.ingest_pb.IngestDocumentResponse, wait=False).result

    def delete(self, document_id):
        request = self.ingest_pb.DeleteDocumentRequest(document_id=document_id)
        return self.ingest.call("IngestService", "DeleteDocument", request,
                                self.ingest_pb.DeleteDocumentResponse, wait=False).revision_token

    def write(self, writer, seed):
        """One writer owns the documents w<writer>-*, so it knows what each of them has to be."""
        rng = random.Random(seed)
        ledger = self.ledger
        while not self.stop.is_set():
            document_id = "w%d-%d" % (writer, rng.randrange(self.options.documents))
            with ledger.lock:
                if document_id in ledger.pending:
                    continue
                known = ledger.acknowledged.get(document_id)
                content = None if known is not None and rng.random() < 0.2 else make_content(rng)
                ledger.pending[document_id] = content
                ledger.touched.add(document_id)
            try:
                token = self.delete(document_id) if content is None else self.put(document_id, content).revision_token
            except grpc.RpcError as error:
                if error.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED):
                    self.errors.append("write of %s: %s" % (document_id, error))
                return  # killed, most likely: the outcome is unknown until the round is judged
            with ledger.lock:
                del ledger.pending[document_id]
                ledger.acknowledged[document_id] = content
                ledger.token = token
                ledger.count += 1

    # Judging.

    def consistency(self):
        return self.consistency_pb.Consistency(at_least_as_fresh=self.ledger.token)

    def read(self, document_id):
        """(sha256, claims) of a document at the query service; None when it is not there. Checks that it is whole."""
        request = self.record_pb.GetDocumentRequest(document_id=document_id, consistency=self.consistency())
        try:
            response = self.query.call("RecordService", "GetDocument", request, self.record_pb.GetDocumentResponse)
        except grpc.RpcError as error:
            if error.code() == grpc.StatusCode.NOT_FOUND:
                return None
            raise
        exactly = self.consistency_pb.Consistency(exactly_at=response.revision_token)
        original = hashlib.sha256()
        for chunk in self.query.stream(
                "RecordService", "GetOriginal",
                self.record_pb.GetOriginalRequest(document_id=document_id, consistency=exactly),
                self.record_pb.GetOriginalResponse):
            original.update(chunk.content)
        if original.hexdigest() != response.document.content_sha256:
            self.half.append("%s: its original does not have its digest" % document_id)
        claims = []
        page_token = ""
        while True:
            page = self.query.call(
                "RecordService", "ListClaims",
                self.record_pb.ListClaimsRequest(document_id=document_id, page_size=500, page_token=page_token,
                                                 consistency=exactly), self.record_pb.ListClaimsResponse)
            claims += [claim.claim_id for claim in page.claims]
            page_token = page.next_page_token
            if not page_token:
                break
        if len(claims) != response.document.claim_count:
            self.half.append("%s: %d of %d claims" % (document_id, len(claims), response.document.claim_count))
        return response.document.content_sha256, claims

    def judge_document(self, document_id):
        ledger = self.ledger
        candidates = ledger.candidates(document_id)
        found = self.read(document_id)
        digests = [None if content is None else sha256(content) for content in candidates]
        digest = None if found is None else found[0]
        if digest not in digests:
            kind = self.half if document_id in ledger.pending else self.lost
            kind.append("%s: is %s, must be one of %s" % (document_id, digest, digests))
            return
        # What was under way is decided now.
        content = candidates[digests.index(digest)]
        ledger.pending.pop(document_id, None)
        ledger.acknowledged[document_id] = content
        if content is None:
            return
        # The ingest service itself has to know it too: the same input changes nothing and claims the same.
        result = self.put(document_id, content)
        if not result.unchanged:
            self.lost.append("%s: the ingest service did not have it" % document_id)
        if sorted(result.claim_ids) != sorted(found[1]):
            self.half.append("%s: its claims differ from those of its input" % document_id)

    def settle(self):
        """A marker whose commit comes after all that was under way, so that its token covers that."""
        self.ledger.token = self.put("marker", make_content(self.rng)).revision_token

    def list_documents(self):
        ids = set()
        page_token = ""
        while True:
            page = self.query.call(
                "RecordService", "ListDocuments",
                self.record_pb.ListDocumentsRequest(page_size=500, page_token=page_token,
                                                    consistency=self.consistency()),
                self.record_pb.ListDocumentsResponse)
            ids.update(document.document_id for document in page.documents)
            page_token = page.next_page_token
            if not page_token:
                return ids

    def round(self, victim):
        ledger = self.ledger
        self.stop.clear()
        ledger.touched = set()
        writers = [threading.Thread(target=self.write, args=(w, self.rng.random())) for w in range(self.options.writers)]
        for writer in writers:
            writer.start()
        time.sleep(self.rng.uniform(0.02, 0.5))
        victim.kill()
        if victim is self.query:
            time.sleep(self.rng.uniform(0, 0.2))
            self.stop.set()
        for writer in writers:
            writer.join()
        self.unknown += len(ledger.pending)
        victim.start()
        self.settle()
        judged = set(ledger.touched) | set(self.rng.sample(sorted(ledger.acknowledged), min(10, len(ledger.acknowledged))))
        if len(judged) > self.options.judged:
            keep = set(ledger.pending)
            judged = keep | set(self.rng.sample(sorted(judged), self.options.judged))
        for document_id in sorted(judged):
            self.judge_document(document_id)
        expected = {d for d, content in ledger.acknowledged.items() if content is not None} | {"marker"}
        found = self.list_documents()
        for document_id in sorted(expected - found):
            self.lost.append("%s: not listed" % document_id)
        for document_id in sorted(found - expected):
            self.half.append("%s: listed, but neither acknowledged nor under way" % document_id)

    def run(self):
        self.ingest.start()
        self.query.start()
        try:
            victims = [self.ingest] * self.options.ingest_rounds + [self.query] * self.options.query_rounds
            self.rng.shuffle(victims)
            for number, victim in enumerate(victims, 1):
                self.round(victim)
                if self.lost or self.half or self.errors:
                    print("round %d (%s)" % (number, victim.name))
                    break
            # In the end everything, not a sample.
            for document_id in sorted(self.ledger.acknowledged):
                self.judge_document(document_id)
        finally:
            self.ingest.close()
            self.query.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ingest-rounds", type=int, default=20)
    parser.add_argument("--query-rounds", type=int, default=4)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--documents", type=int, default=100, help="per writer")
    parser.add_argument("--judged", type=int, default=60, help="documents read back per round at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    work_dir = tempfile.mkdtemp(prefix="parallax-kill-")
    rounds = Rounds(options, work_dir)
    begun = time.time()
    rounds.run()
    print("%d ingest and %d query rounds in %.0f s: %d writes acknowledged, %d under way when killed, "
          "%d acknowledged documents lost, %d half written"
          % (options.ingest_rounds, options.query_rounds, time.time() - begun, rounds.ledger.count, rounds.unknown,
             len(rounds.lost), len(rounds.half)))
    for problem in (rounds.lost + rounds.half + rounds.errors)[:20]:
        print("  " + problem)
    if rounds.lost or rounds.half or rounds.errors:
        print("  databases and logs are in " + work_dir)
        return 1
    shutil.rmtree(work_dir)
    return 0


if __name__ == "__main__":
    sys.exit(main())
