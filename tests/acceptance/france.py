#!/usr/bin/env python3
"""One announcement told by several documents, through the RPCs of a running pair: who counts as a source, and who only copies.

The samples tell the French plan as €109 billion, $112.5 billion and 162 billion Canadian dollars, all by the same speaker, and once more
in Chinese; one copies another under a new title; one says €190 billion. All is read from the documents: nothing is brought by hand.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "clients"))

import pair  # noqa: E402

V1 = pair.v1
FAILURES = []
PLAN = "initiative/french-ai-investment"
TOLD = ["france_109_eur.txt", "france_112_usd.txt", "france_162_cad.txt"]


def check(ok, what):
    if not ok:
        FAILURES.append(what)


class France:
    def __init__(self, services):
        self.services = services
        self.token = ""

    def ingest(self, name):
        self.token = self.services.ingest_file(pair.SAMPLES / name).revision_token

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
        for name in TOLD:
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

        # A copied page adds a document and no lineage: to the plan, and to Brookfield's share.
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

        # The same told in Chinese: another document and lineage, the same speaker and sum.
        france.ingest("france_1090_zh.txt")
        told_again = france.plan()
        check(support(told_again.cell) == (5, 4, 1), f"in Chinese too: documents, lineages, voices {support(told_again.cell)}")
        check(agreement(told_again.cell) == "UNANIMOUS", f"in Chinese too: {agreement(told_again.cell)}")

        france.ingest("france_190_eur.txt")
        contested = france.plan()
        check(support(contested.cell) == (6, 5, 1), f"with another sum: {support(contested.cell)}")
        check(agreement(contested.cell) == "CONTESTED", f"with another sum: {agreement(contested.cell)}")
        check(france.positions() == [(5, 4, 1, 4), (1, 1, 1, 1)], f"with another sum: positions {france.positions()}")

        # Taken out again, in another order: as if they had never come.
        for name in ("france_109_eur_reprint.txt", "france_190_eur.txt", "france_1090_zh.txt"):
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
