#!/usr/bin/env python3
"""One announcement told by several documents, through the RPCs of a running pair: who counts as a source, and who only copies.

The samples tell the French plan as €109 billion, $112.5 billion and 162 billion Canadian dollars, all by the same speaker; one
copies another under a new title; one says €190 billion. What each makes of Brookfield's share are the documents' own claims; the
plan's size, which is told of "investors" and "investment" and of no name, is brought by an external extractor, its evidence
checked against the same bytes.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "clients"))

import pair  # noqa: E402

V1 = pair.v1
FAILURES = []
PLAN = "initiative/french-ai-investment"
# File, the words of the amount as they stand, decimal, exponent of its last stated digit, currency.
TOLD = {
    "france_109_eur.txt": ("€109 billion for AI projects in France", "109000000000", 9, "EUR"),
    "france_112_usd.txt": ("$112.5 billion in the next few years", "112500000000", 8, "USD"),
    "france_162_cad.txt": ("162 billion Canadian dollars", "162000000000", 9, "CAD"),
    "france_109_eur_reprint.txt": ("€109 billion for AI projects in France", "109000000000", 9, "EUR"),
    "france_190_eur.txt": ("€190 billion of investment", "190000000000", 9, "EUR"),
}
SPEAKERS = ("Emmanuel Macron", "Macron")


def check(ok, what):
    if not ok:
        FAILURES.append(what)


def evidence(original, quote, role):
    begin = original.index(quote.encode("utf-8"))
    return V1.claim_pb2.Evidence(
        span=V1.document_pb2.ByteSpan(begin_byte=begin, end_byte=begin + len(quote.encode("utf-8"))), role=role, quote=quote)


class France:
    def __init__(self, services):
        self.services = services
        self.token = ""

    def ingest(self, name):
        """Stores a sample and brings the claim that an extractor read from it."""
        path = pair.SAMPLES / name
        result = self.services.ingest_file(path)
        original = path.read_bytes()
        quote, decimal, exponent, currency = TOLD[name]
        speaker = next(s for s in SPEAKERS if s.encode() in original)
        voices = [V1.claim_pb2.Voice(kind=V1.claim_pb2.VOICE_KIND_AUTHOR),
                  V1.claim_pb2.Voice(kind=V1.claim_pb2.VOICE_KIND_SPEAKER, name="Emmanuel Macron",
                                     entity_id="person/emmanuel-macron")]
        money = V1.value_pb2.Money(
            amount=V1.value_pb2.Number(decimal=decimal, bound=V1.value_pb2.BOUND_EXACT, last_digit_exponent=exponent,
                                       written=quote.split(" for ")[0].split(" of ")[0].split(" in ")[0]),
            currency_code=currency)
        claim = V1.ingest_service_pb2.ClaimImport(
            subject_entity_id=PLAN, subject_written="plan", dimension_id="announced_size", kind=V1.claim_pb2.CLAIM_KIND_VALUE,
            value=V1.claim_pb2.ClaimValue(text=quote, language="en", readings=[V1.value_pb2.Reading(money=money)]),
            voices=voices, modality=V1.claim_pb2.MODALITY_PLANNED,
            evidence=[evidence(original, quote, V1.claim_pb2.EVIDENCE_ROLE_VALUE),
                      evidence(original, speaker, V1.claim_pb2.EVIDENCE_ROLE_VOICE)])
        response = self.services.ingest.ImportClaims(V1.ingest_service_pb2.ImportClaimsRequest(
            document_id=name, revision=result.revision, extractor_name="reader", extractor_version="1", claims=[claim]),
            timeout=30)
        for outcome in response.results:
            check(outcome.outcome == V1.ingest_service_pb2.IMPORT_OUTCOME_STORED, f"{name}: not stored: {outcome}")
        self.token = response.revision_token

    def plan(self):
        response = self.services.comparison.CompareInitiatives(V1.comparison_service_pb2.CompareInitiativesRequest(
            initiatives=[PLAN], dimensions=["announced_size"], consistency=pair.fresh(self.token)), timeout=30)
        return response.initiatives[0].announced_size

    def share(self):
        """What the documents themselves say that Brookfield will invest."""
        response = self.services.comparison.CompareOrganizations(V1.comparison_service_pb2.CompareOrganizationsRequest(
            organizations=["organization/brookfield"], dimensions=["announced_size"], consistency=pair.fresh(self.token)),
            timeout=30)
        for typed in response.organizations[0].other:
            return typed.money.cell
        return V1.cell_pb2.Cell()

    def positions(self):
        response = self.services.comparison.CompareSources(V1.comparison_service_pb2.CompareSourcesRequest(
            entity=PLAN, dimension="announced_size", consistency=pair.fresh(self.token)), timeout=30)
        return [(p.support.document_count, p.support.lineage_count, p.support.voice_count, len(p.lineages))
                for p in response.positions]


def support(cell):
    return cell.support.document_count, cell.support.lineage_count, cell.support.voice_count


def agreement(cell):
    return V1.cell_pb2.Agreement.Name(cell.agreement).replace("AGREEMENT_", "")


def main():
    with pair.Pair() as services:
        france = France(services)
        for name in list(TOLD)[:3]:
            france.ingest(name)
        plan = france.plan()
        check(support(plan.cell) == (3, 3, 1), f"three tellings: documents, lineages, voices {support(plan.cell)}")
        check(agreement(plan.cell) == "UNANIMOUS", f"three tellings: {agreement(plan.cell)}")
        stated = {plan.amount.currency_code} | {getattr(c, "from").currency_code for c in plan.conversions}
        check(stated == {"EUR", "USD", "CAD"}, f"three tellings: amounts and conversions of {stated}")
        for conversion in plan.conversions:
            check(conversion.rate and conversion.rate_period == "2025-02", f"a conversion without its rate: {conversion}")
        check(france.positions() == [(3, 3, 1, 3)], f"three tellings: positions {france.positions()}")
        check(len(set(p.group for p in plan.cell.propositions)) == 1, "three tellings: more than one group")
        before = france.share()
        check(support(before)[:2] == (2, 2), f"Brookfield's share: documents, lineages, voices {support(before)}")

        # A copied page adds a document and no lineage: to what was brought, and to what it says itself.
        france.ingest("france_109_eur_reprint.txt")
        copied = france.plan()
        check(support(copied.cell) == (4, 3, 1), f"with a copy: documents, lineages, voices {support(copied.cell)}")
        check(agreement(copied.cell) == "UNANIMOUS", f"with a copy: {agreement(copied.cell)}")
        check(france.positions() == [(4, 3, 1, 3)], f"with a copy: positions {france.positions()}")
        after = france.share()
        check(support(after)[:2] == (3, 2), f"Brookfield's share with a copy: documents, lineages, voices {support(after)}")
        document = services.record.GetDocument(V1.record_service_pb2.GetDocumentRequest(
            document_id="france_109_eur_reprint.txt", consistency=pair.fresh(france.token)), timeout=30).document
        links = [(link.document_id, link.same_lineage) for link in document.links
                 if link.kind == V1.document_pb2.DOCUMENT_LINK_KIND_COPY]
        check(links == [("france_109_eur.txt", True)], f"the copy's links: {document.links}")

        france.ingest("france_190_eur.txt")
        contested = france.plan()
        check(support(contested.cell) == (5, 4, 1), f"with another sum: {support(contested.cell)}")
        check(agreement(contested.cell) == "CONTESTED", f"with another sum: {agreement(contested.cell)}")
        check(france.positions() == [(4, 3, 1, 3), (1, 1, 1, 1)], f"with another sum: positions {france.positions()}")

        # Taken out again, in another order: as if they had never come.
        for name in ("france_109_eur_reprint.txt", "france_190_eur.txt"):
            france.token = services.ingest.DeleteDocument(
                V1.ingest_service_pb2.DeleteDocumentRequest(document_id=name), timeout=30).revision_token
        check(france.plan() == plan, "without copy and contradiction: not what it was")
        check(france.share() == before, "Brookfield's share without the copy: not what it was")
    for failure in FAILURES:
        print("FAIL", failure)
    print(f"{len(FAILURES)} failures")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
