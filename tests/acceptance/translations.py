#!/usr/bin/env python3
"""CompareTranslations through the RPCs of a running pair: the bilingual acceptance document and the project's own texts.

The acceptance document is looked for in PARALLAX_SHARED_DIR, else ../shared beside the checkout; without it only the project's own texts
(tests/data/translations/expected.json) are compared. Each passage is checked against the file's own bytes.
"""
import glob
import html
import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"
sys.path.insert(0, str(HERE.parent / "clients"))

import grpc  # noqa: E402
import pair  # noqa: E402

TRANSLATION = pair.v1.translation_pb2
FAILURES = []

# The bilingual acceptance document: an introduction and eleven points.
SEED = {
    "name": "the bilingual acceptance document",
    "languages": ["zh", "en"],
    "request": {"language": "zh"},
    "pairs": [[1, 1]] * 12,
    "verdict": "LIKELY",
    "agree": {"0": ["gpt-4", "deepseek", "TRADE"], "2": ["deepseek"], "3": ["organization/zhejiang-government", "deepseek"],
              "4": ["y2017"], "5": ["organization/bank-of-china"], "6": ["TRADE", "economy/US"]},
    "differ": [],
    "differences": [[7, "EXTENT", False, "完全"], [11, "HEDGE", False, "可能"]],
}


def check(ok, what):
    if not ok:
        FAILURES.append(what)


def folded(raw):
    """What a reader sees of some bytes: markup and runs of white space aside."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", raw.decode("utf-8"))).split())


def check_passages(name, response, originals):
    """Every passage lies where it says it does; how many there are."""
    first = originals[response.text.document_id]
    second = originals[response.other_text.document_id]
    count = 0

    def check_one(passage, original):
        nonlocal count
        got = folded(original[passage.span.begin_byte:passage.span.end_byte])
        check(got == " ".join(passage.text.split()), f"{name}: [{passage.span.begin_byte},{passage.span.end_byte}) "
                                                     f"is {got!r}, not {passage.text!r}")
        count += 1
    for found in response.pairs:
        for anchor in found.anchors:
            for passage in anchor.passages:
                check_one(passage, first)
            for passage in anchor.other_passages:
                check_one(passage, second)
        for difference in found.differences:
            has, has_not = (second, first) if difference.in_other else (first, second)
            check_one(difference.cue, has)
            check_one(difference.sentence, has)
            if difference.HasField("other_sentence"):
                check_one(difference.other_sentence, has_not)
    return count


def check_case(case, response, originals):
    name = case["name"]
    languages = [response.text.language, response.other_text.language]
    check(languages == case["languages"], f"{name}: languages {languages}")
    verdict = TRANSLATION.TranslationVerdict.Name(response.verdict).replace("TRANSLATION_VERDICT_", "")
    check(verdict == case["verdict"], f"{name}: verdict {verdict}, {response.agreeing_anchor_count} agree, "
                                      f"{response.differing_anchor_count} differ, {response.missing_anchor_count} missing")
    check(response.pair_count == len(response.pairs), f"{name}: {response.pair_count} pairs, {len(response.pairs)} sent")
    if "pairs" in case:
        shape = [[len(p.blocks), len(p.other_blocks)] for p in response.pairs]
        check(shape == case["pairs"], f"{name}: pairs {shape}")
    for index, keys in case["agree"].items():
        agreeing = {a.key for a in response.pairs[int(index)].anchors if a.state == TRANSLATION.ANCHOR_STATE_AGREES}
        check(set(keys) <= agreeing, f"{name}: pair {index} agrees on {sorted(agreeing)}, expected {keys}")
    if case["differ"] is not None:
        differ = [[i, a.passages[0].text, a.other_passages[0].text] for i, p in enumerate(response.pairs)
                  for a in p.anchors if a.state == TRANSLATION.ANCHOR_STATE_DIFFERS]
        check(differ == case["differ"], f"{name}: differ {differ}")
    differences = [[i, TRANSLATION.CueKind.Name(d.kind).replace("CUE_KIND_", ""), d.in_other, d.cue.text]
                   for i, p in enumerate(response.pairs) for d in p.differences]
    if case["differences"] is not None:
        check(differences == case["differences"], f"{name}: differences {differences}")
    check(response.difference_count == len(differences), f"{name}: {response.difference_count} differences counted")
    states = [a.state for p in response.pairs for a in p.anchors
              if a.kind not in (TRANSLATION.ANCHOR_KIND_TOPIC, TRANSLATION.ANCHOR_KIND_QUOTATION)]
    counted = [response.agreeing_anchor_count, response.differing_anchor_count, response.missing_anchor_count]
    check(counted == [states.count(s) for s in (TRANSLATION.ANCHOR_STATE_AGREES, TRANSLATION.ANCHOR_STATE_DIFFERS,
                                                TRANSLATION.ANCHOR_STATE_MISSING)], f"{name}: counts {counted}")
    return check_passages(name, response, originals)


def mirrored(response):
    """The same comparison seen from the other text: what must be equal whichever text comes first."""
    pairs = [([b.block_index for b in p.blocks], [b.block_index for b in p.other_blocks],
              sorted((a.kind, a.state) for a in p.anchors),
              sorted((d.kind, d.in_other, d.cue.text) for d in p.differences)) for p in response.pairs
             if p.blocks and p.other_blocks]
    return pairs


def check_mirror(name, response, other):
    turned = [(second, first, anchors, [(kind, not in_other, cue) for kind, in_other, cue in differences])
              for first, second, anchors, differences in mirrored(other)]
    check(mirrored(response) == turned, f"{name}: not the same the other way round")


def main():
    shared = os.environ.get("PARALLAX_SHARED_DIR", str(HERE.parent.parent.parent / "shared"))
    cases = json.load(open(DATA / "translations" / "expected.json", encoding="utf8"))
    for case in cases:
        case["files"] = [DATA / file for file in case["files"]]
    seeds = sorted(glob.glob(os.path.join(shared, "corpus", "seeds", "002_*.txt")))
    if seeds:
        cases.append({**SEED, "files": [pathlib.Path(seeds[0])]})
    else:
        print(f"no acceptance documents at {shared}: only the project's own texts")
    passages = 0
    with pair.Pair() as services:
        token = ""
        originals = {}
        for path in {file for case in cases for file in case["files"]}:
            token = services.ingest_file(path).revision_token
            originals[path.name] = path.read_bytes()

        def ask(**fields):
            return services.comparison.CompareTranslations(
                TRANSLATION.CompareTranslationsRequest(
                    consistency=pair.fresh(token), **fields), timeout=30)
        for case in cases:
            fields = dict(case.get("request", {}), document_id=case["files"][0].name)
            if len(case["files"]) == 2:
                fields["other_document_id"] = case["files"][1].name
            response = ask(**fields)
            passages += check_case(case, response, originals)
            # Page by page, one pair each, it is the same comparison.
            pages = []
            page = ask(page_size=1, **fields)
            while True:
                pages.extend(page.pairs)
                if not page.next_page_token:
                    break
                page = ask(page_size=1, page_token=page.next_page_token, **fields)
            check(pages == list(response.pairs), f"{case['name']}: other pairs page by page")
            turned = dict(fields, document_id=response.other_text.document_id, language=response.other_text.language,
                          other_language=response.text.language)
            if len(case["files"]) == 2:
                turned["other_document_id"] = response.text.document_id
            if case["differences"] is not None:
                check_mirror(case["name"], response, ask(**turned))
            # The command line says the same as the RPC.
            words = [file.name for file in case["files"]]
            for option in ("language",):
                if fields.get(option):
                    words += ["--text_language", fields[option]]
            out = subprocess.run([pair.BIN / "parallax", "compare", "translations", *words, "--token", token, "--output",
                                  "json", "--query_address", services.query_service.address], check=True,
                                 capture_output=True, timeout=60, env=pair.clean_environment()).stdout
            check(len(json.loads(out)["pairs"]) == len(response.pairs), f"{case['name']}: command line")
        for code, fields in (("NOT_FOUND", {"document_id": "nothing"}),
                             ("NOT_FOUND", {"document_id": "chips_act.en.md", "other_document_id": "nothing"}),
                             ("FAILED_PRECONDITION", {"document_id": "chips_act.en.md"}),
                             ("FAILED_PRECONDITION", {"document_id": "chips_act.en.md",
                                                      "other_document_id": "chips_act.en.md"}),
                             ("FAILED_PRECONDITION", {"document_id": "grid_notes.html", "other_language": "ja"})):
            try:
                ask(**fields)
                check(False, f"{fields} is answered")
            except grpc.RpcError as error:
                check(error.code().name == code, f"{fields}: {error.code().name} {error.details()}")
    for failure in FAILURES:
        print("FAIL", failure)
    print(f"{len(cases)} comparisons, {passages} passages found in their files, {len(FAILURES)} failures")
    return 1 if FAILURES or not passages else 0


if __name__ == "__main__":
    sys.exit(main())
