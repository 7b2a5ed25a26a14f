#!/usr/bin/env python3
"""Checks the fact files that stand beside the sample documents.

Every NAME.facts.json must name a document that exists beside it, use the known
kinds and modalities, leave no required field blank, and quote each non-empty
value exactly as the document holds it. Without arguments the samples and the
paraphrases are checked. Ends with status 1 when anything is wrong.
"""

import json
import pathlib
import sys

KINDS = {"VALUE", "NO_VALUE", "NOT_STATED"}
MODALITIES = {"FACT", "CLAIM", "PLAN", "PROJECTION", "DENIAL", "ADVICE"}
MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown",
               ".csv": "text/csv", ".html": "text/html"}
REQUIRED = ("subject", "question", "kind", "value", "voice", "modality")


def problems_of(fact_file):
    """Returns (number of facts, list of what is wrong) for one fact file."""
    wrong = []
    try:
        record = json.loads(fact_file.read_text(encoding="utf-8"))
    except ValueError as error:
        return 0, [f"not JSON: {error}"]
    document = fact_file.parent / record.get("document", "")
    if not document.is_file():
        return 0, [f"no such document: {document.name}"]
    # Bytes, not text mode: a value must match before line ends are touched.
    text = document.read_bytes().decode("utf-8")
    if record.get("media_type") != MEDIA_TYPES.get(document.suffix):
        wrong.append(f"media type {record.get('media_type')} for {document.name}")
    if not record.get("languages"):
        wrong.append("no language")
    facts = record.get("facts", [])
    if not facts:
        wrong.append("no facts")
    seen = set()
    for number, fact in enumerate(facts):
        where = f"fact {number} ({fact.get('subject')} / {fact.get('question')})"
        missing = [key for key in REQUIRED if key not in fact]
        if missing:
            wrong.append(f"{where}: lacks {', '.join(missing)}")
            continue
        for key in ("subject", "question", "voice"):
            if not fact[key].strip():
                wrong.append(f"{where}: blank {key}")
        if fact["kind"] not in KINDS:
            wrong.append(f"{where}: kind {fact['kind']}")
        if fact["modality"] not in MODALITIES:
            wrong.append(f"{where}: modality {fact['modality']}")
        if fact["kind"] == "VALUE" and not fact["value"]:
            wrong.append(f"{where}: VALUE without words")
        if fact["value"] and fact["value"] not in text:
            wrong.append(f"{where}: not in the file: {fact['value']!r}")
        key = tuple(fact[part] for part in REQUIRED)
        if key in seen:
            wrong.append(f"{where}: stated twice")
        seen.add(key)
    return len(facts), wrong


def main(arguments):
    here = pathlib.Path(__file__).resolve().parent
    folders = [pathlib.Path(a) for a in arguments] or [
        here, here.parent / "paraphrases"]
    documents = facts = failures = 0
    for folder in folders:
        fact_files = sorted(folder.glob("*.facts.json"))
        annotated = set()
        for fact_file in fact_files:
            count, wrong = problems_of(fact_file)
            documents += 1
            facts += count
            failures += len(wrong)
            annotated.add(fact_file.name.removesuffix(".facts.json"))
            for line in wrong:
                print(f"{fact_file.name}: {line}")
        for path in sorted(folder.iterdir()):
            if (path.suffix in MEDIA_TYPES and path.name != "README.md"
                    and path.stem not in annotated):
                print(f"{path.name}: has no facts.json")
                failures += 1
    print(f"{documents} documents, {facts} facts, {failures} problems")
    return 1 if failures or not documents else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
