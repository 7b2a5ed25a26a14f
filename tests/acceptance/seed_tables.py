#!/usr/bin/env python3
"""Every fact of the first acceptance document's two tables, through the RPCs of a running pair.

Skipped (77) where the document is not there: PARALLAX_SHARED_DIR, else ../shared beside the checkout.

Starts the pair, ingests the document, asks CompareEconomies and CompareModels through the command line's JSON, and checks
cell states, typed values, items and entities against seed_tables.json, and each piece of evidence against the file's own bytes.
"""
import glob
import json
import os
import pathlib
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "clients"))

FAILURES = []


def check(ok, what):
    if not ok:
        FAILURES.append(what)


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def words(text):
    return "".join(c for c in (text or "").lower() if c.isalnum())


def typed_cell(column, dimension):
    """The column's cell of a dimension, whether it has a field of its own or not."""
    if camel(dimension) in column:
        return column[camel(dimension)]
    for other in column.get("other", []):
        (cell,) = other.values()
        if cell.get("cell", {}).get("dimensionId") == dimension:
            return cell
    return {}


def check_cell(name, dimension, want, typed):
    label = f"{name} {dimension}"
    cell = typed.get("cell", {})
    state = cell.get("state", "CELL_STATE_NOT_COVERED").replace("CELL_STATE_", "")
    check(state == want["state"], f"{label}: state {state}, expected {want['state']}")
    propositions = cell.get("propositions", [])
    claims = [claim for p in propositions for claim in p.get("claims", [])]
    if want["state"] != "NOT_COVERED":
        check(claims, f"{label}: no claim is shown")
        check(cell.get("support", {}).get("documentCount") == "1", f"{label}: support {cell.get('support')}")
    readings = [r for claim in claims for r in claim.get("value", {}).get("readings", [])]
    text = " ".join(claim.get("value", {}).get("text", "") for claim in claims)
    if want["state"] == "NOT_STATED":
        check(not readings, f"{label}: a value was shifted in: {text}")
    if "text" in want:
        check(words(want["text"]) in words(text), f"{label}: text {text!r}")
    if "begin" in want:
        period = typed.get("period", {})
        check(period.get("beginDate", "") == want["begin"], f"{label}: begins {period}")
        check(period.get("endDate", "") == want["end"], f"{label}: ends {period}")
        if "precision" in want:
            check(period.get("beginPrecision") == "DATE_PRECISION_" + want["precision"], f"{label}: precision {period}")
        check(bool(period.get("toPresent")) == want.get("to_present", False), f"{label}: to the present {period}")
    if "levels" in want:
        level = typed.get("level")
        got = level and [level.get("lowestLevelId"), level.get("highestLevelId")]
        check(got == want["levels"], f"{label}: level {got}, expected {want['levels']}")
    if "items" in want:
        items = [item["text"] for item in typed.get("items", [])]
        for item in want["items"]:
            check(any(words(item) in words(got) for got in items), f"{label}: no item with {item!r} in {items}")
        if "count" in want:
            check(len(items) == want["count"], f"{label}: {len(items)} items: {items}")
    if "entities" in want:
        found = json.dumps(readings)
        for entity in want["entities"]:
            check(f'"{entity}"' in found, f"{label}: {entity} is not named: {found[:300]}")
    if "quantity" in want:
        quantity = typed.get("quantity", {})
        got = [quantity.get("number", {}).get("decimal"), quantity.get("unit")]
        check(got == want["quantity"], f"{label}: quantity {got}")
    if "modality" in want:
        check(all(c.get("modality") == "MODALITY_" + want["modality"] for c in claims), f"{label}: modality")
    if "qualifier" in want:
        check(any(q["text"] == want["qualifier"] for c in claims for q in c.get("qualifiers", [])), f"{label}: qualifier")
    if "change" in want:
        changes = [r["change"] for r in readings if "change" in r]
        check(any(c["from"]["number"]["decimal"] == want["change"]["from"]
                  and c["to"]["number"]["decimal"] == want["change"]["to"]
                  and c.get("currencyCode") == want["change"]["currency"] for c in changes), f"{label}: change {changes}")
    return claims


def check_evidence(original, claims):
    """Independent of the services: the span's bytes, decoded, are the quote up to white space."""
    count = 0
    for claim in claims:
        check(claim.get("evidence"), f"claim {claim['claimId']}: no evidence")
        for evidence in claim.get("evidence", []):
            span = evidence.get("span", {})
            raw = original[int(span.get("beginByte", 0)):int(span.get("endByte", 0))]
            got = " ".join(raw.decode("utf-8").split())
            if evidence["alignment"] == "ALIGNMENT_TABLE":
                check(not got.strip("| "), f"claim {claim['claimId']}: a blank cell holds {got!r}")
            else:
                check(got == evidence["quote"], f"claim {claim['claimId']}: {got!r} is not {evidence['quote']!r}")
            count += 1
    return count


def verify_evidence(pair, record, claim_ids, token):
    """The service's own check of every claim shown; the number of pieces that it looked at."""
    count = 0
    for begin in range(0, len(claim_ids), 100):  # one request takes at most 100
        request = pair.v1.record_service_pb2.VerifyEvidenceRequest(
            claim_ids=claim_ids[begin:begin + 100], consistency=pair.fresh(token))
        reply = record.VerifyEvidence(request, timeout=30)
        for found in reply.checks:
            check(found.verified, f"claim {found.claim_id}: evidence {found.evidence_index} is not verified: "
                                  f"{found.recovered!r} is not {found.evidence.quote!r}")
        check(reply.all_verified, "VerifyEvidence: not all are verified")
        check({c.claim_id for c in reply.checks} == set(claim_ids[begin:begin + 100]), "VerifyEvidence: claims left out")
        count += len(reply.checks)
    return count


def main():
    root = os.path.dirname(os.path.dirname(HERE))
    shared = os.environ.get("PARALLAX_SHARED_DIR", os.path.join(root, "..", "shared"))
    found = sorted(glob.glob(os.path.join(shared, "corpus", "seeds", "000_*.txt")))
    if not found:
        print(f"skipped: no acceptance documents at {shared}")
        return 77
    document = found[0]
    import pair  # the pair on free ports, ended by process id
    facts = json.load(open(os.path.join(HERE, "seed_tables.json"), encoding="utf8"))
    original = open(document, "rb").read()
    evidence = 0
    facts_checked = 0
    claim_ids = set()
    with pair.Pair() as services:
        def parallax(*arguments):
            out = subprocess.run([pair.BIN / "parallax", *arguments, "--ingest_address", services.ingest_service.address,
                                  "--query_address", services.query_service.address], check=True, capture_output=True,
                                 timeout=60, env=pair.clean_environment())
            return out.stdout.decode("utf-8")
        token = services.ingest_file(pathlib.Path(document)).revision_token
        for kind, field in (("economies", "economies"), ("models", "models")):
            names = list(facts[field])
            reply = json.loads(parallax("compare", kind, *names, "--token", token, "--output", "json"))
            columns = reply[field]
            check(len(columns) == len(names), f"{kind}: {len(columns)} columns")
            for name, column in zip(names, columns):
                for dimension, want in facts[field][name].items():
                    claims = check_cell(name, dimension, want, typed_cell(column, dimension))
                    evidence += check_evidence(original, claims)
                    claim_ids.update(claim["claimId"] for claim in claims)
                    facts_checked += 1
        verified = verify_evidence(pair, services.record, sorted(claim_ids), token)
    check(verified >= evidence, f"the service checked {verified} pieces of evidence, {evidence} were shown")
    for failure in FAILURES:
        print("FAIL", failure)
    print(f"{facts_checked} facts, {evidence} pieces of evidence, {verified} verified by the service, {len(FAILURES)} failures")
    return 1 if FAILURES or not evidence else 0


if __name__ == "__main__":
    sys.exit(main())
