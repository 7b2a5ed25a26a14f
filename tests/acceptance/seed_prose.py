#!/usr/bin/env python3
"""Facts of the prose of the acceptance documents, through `parallax normalize --claims`.

Skipped (77) where the documents are not there: PARALLAX_SHARED_DIR, else ../shared beside the checkout. A fact is found
when one claim has its subject, dimension and value, with evidence that the file's bytes repeat. Facts that are not found
are printed, and the test fails.
"""
import glob
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def entities(claim):
    return {e.get("entityId", "") for r in claim["value"].get("readings", []) for e in
            (r.get("entities") or r.get("entitySet") or {}).get("entities", [])}


def reading(claim, *names):
    for r in claim["value"].get("readings", []):
        for name in names:
            if name in r:
                return r[name]
    return {}


def fits(fact, claim):
    if claim.get("subjectEntityId") != fact["subject"] or claim["dimensionId"] != fact["dimension"]:
        return False
    text = claim["value"].get("text", "").lower()
    if any(word.lower() not in text for word in fact.get("words", [])):
        return False
    level = reading(claim, "levels", "levelSpan", "level")
    if "level" in fact and [level.get("lowestLevelId"), level.get("highestLevelId")] != fact["level"]:
        return False
    money = reading(claim, "money")
    if "amount" in fact and (money.get("amount", {}).get("decimal") != fact["amount"] or money.get("currency", money.get("currencyCode")) != fact["currency"]):
        return False
    if "entities" in fact and not set(fact["entities"]) <= entities(claim):
        return False
    if "before" in fact and reading(claim, "dateInterval", "date").get("endDate") != fact["before"]:
        return False
    if fact.get("linked") and not claim.get("links"):
        return False
    if "modality" in fact and not claim.get("modality", "").endswith(fact["modality"]):
        return False
    return "stance" not in fact or claim.get("stance", "").endswith(fact["stance"])


def name(document, fact):
    what = fact.get("words") or fact.get("level") or fact.get("entities") or [fact.get("amount") or fact.get("before")]
    return " ".join([document, fact["subject"], fact["dimension"], "/".join(what)])


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    shared = pathlib.Path(os.environ.get("PARALLAX_SHARED_DIR") or root.parent / "shared")
    files = sorted(glob.glob(str(shared / "corpus/seeds/*.txt")))
    if not files:
        print(f"skipped: no acceptance documents under {shared}")
        return 77
    program = os.path.join(os.environ["PARALLAX_BIN_DIR"], "parallax")
    run = subprocess.run([program, "normalize", "--claims", "--no-document", "--pack_dir",
                          str(root / "packs/ai_industrial_policy"), *files], capture_output=True, text=True, check=True)
    claims = {}
    for line in run.stdout.splitlines():
        document = json.loads(line)
        path = next(f for f in files if os.path.basename(f) == os.path.basename(document["id"]))
        data = pathlib.Path(path).read_bytes()
        key = os.path.basename(path)[:3]
        claims[key] = document["claims"]
        for claim in document["claims"]:
            for evidence in claim["evidence"]:
                span = evidence["span"]
                raw = data[int(span.get("beginByte", 0)):int(span.get("endByte", 0))].decode()
                if evidence.get("quote", "").split() != raw.split() and "TABLE" not in evidence.get("alignment", ""):
                    print(f"{key}: evidence {evidence} is not in the file")
                    return 1
    facts = json.loads((HERE / "seed_prose.json").read_text())
    missing = {name(d, f) for d, of in facts.items() for f in of
               if not any(fits(f, c) for c in claims.get(d, []))}
    total = sum(len(of) for of in facts.values())
    print(f"{total - len(missing)} of {total} facts of the prose are found")
    for fact in sorted(missing):
        print("missing:", fact)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
