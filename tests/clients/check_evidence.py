"""Checks every piece of evidence of every sample against the bytes of the file.

Reads the files itself and decodes them itself: nothing here is shared with the services. The bytes of a
span must be well-formed UTF-8 on their own (so they lie on character boundaries) and

  exact       decode to the quote;
  normalized  decode to it after white space is folded, markup of the format taken off and character
              references decoded;
  table       hold nothing but white space and the delimiters of cells: the cell is blank.
"""

import csv
import html
import io
import re
import sys
import unicodedata

from pair import Pair, sample_files, fresh
from stubs import v1

EXACT = v1.claim_pb2.ALIGNMENT_EXACT
NORMALIZED = v1.claim_pb2.ALIGNMENT_NORMALIZED
TABLE = v1.claim_pb2.ALIGNMENT_TABLE


def fold(text):
    """White space folded: what the API calls a quote never has more than one space in a row."""
    return " ".join(text.split())


def plain(text, media_type):
    """All readings of a piece of source that the format allows, folded."""
    readings = {fold(text)}
    if media_type == "text/html":
        without_tags = re.sub(r"<!--.*?-->|<[^>]*>", " ", text, flags=re.S)
        joined_tags = re.sub(r"<!--.*?-->|<[^>]*>", "", text, flags=re.S)
        readings |= {fold(html.unescape(form)) for form in (without_tags, joined_tags)}
    if media_type == "text/markdown":
        stripped = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
        stripped = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", stripped)
        readings |= {fold(html.unescape(form)) for form in
                     (stripped, re.sub(r"[*_`~]+", "", stripped))}
    if media_type == "text/csv":
        try:
            readings |= {fold(field) for row in csv.reader(io.StringIO(text), strict=False)
                         for field in row}
        except csv.Error:
            pass
        readings.add(fold(text.replace('""', '"')))
        readings.add(fold(text.strip('"').replace('""', '"')))
    # A narrow set of characters is invisible in every reading.
    return {"".join(c for c in form if unicodedata.category(c) != "Cf") for form in readings} | readings


def problem_of(evidence, content, media_type):
    """What is wrong with a piece of evidence, or None."""
    begin, end = evidence.span.begin_byte, evidence.span.end_byte
    if not 0 <= begin <= end <= len(content):
        return f"span {begin}..{end} outside of {len(content)} bytes"
    try:
        text = content[begin:end].decode("utf-8")
    except UnicodeDecodeError:
        return f"span {begin}..{end} does not lie on character boundaries"
    if evidence.alignment == EXACT:
        return None if text == evidence.quote else f"{text!r} is not {evidence.quote!r}"
    if evidence.alignment == NORMALIZED:
        quote = fold(evidence.quote)
        return None if quote in plain(text, media_type) else f"{text!r} does not read {quote!r}"
    if evidence.alignment == TABLE:
        if evidence.quote.strip():
            return f"a blank cell quotes {evidence.quote!r}"
        bare = re.sub(r"<[^>]*>|&nbsp;|[|,;\t\"\s:\-]", "", text)
        return None if not bare else f"a blank cell holds {text!r}"
    return f"alignment {evidence.alignment}"


def claims_of(pair, document_id, token):
    page = ""
    while True:
        response = pair.record.ListClaims(v1.record_service_pb2.ListClaimsRequest(
            document_id=document_id, page_size=100, page_token=page, consistency=fresh(token)),
            timeout=20)
        yield from response.claims
        page = response.next_page_token
        if not page:
            return


def main():
    claims = pieces = 0
    problems = []
    silent = []
    with Pair() as pair:
        token, results = pair.ingest_samples()
        for path in sample_files():
            content = path.read_bytes()
            seen = []
            media_type = {".txt": "text/plain", ".md": "text/markdown", ".csv": "text/csv",
                          ".html": "text/html"}[path.suffix]
            for claim in claims_of(pair, path.name, token):
                seen.append(claim.claim_id)
                claims += 1
                if not claim.evidence:
                    problems.append(f"{path.name}: {claim.claim_id} has no evidence")
                for evidence in claim.evidence:
                    pieces += 1
                    problem = problem_of(evidence, content, media_type)
                    if problem:
                        problems.append(f"{path.name}: {claim.claim_id} {claim.dimension_id}: {problem}")
            if sorted(seen) != sorted(results[path.name].claim_ids):
                problems.append(f"{path.name}: ListClaims and the ingest reply name other claims")
            if not seen:
                silent.append(path.name)
            for first in range(0, len(seen), 100):
                response = pair.record.VerifyEvidence(v1.record_service_pb2.VerifyEvidenceRequest(
                    claim_ids=seen[first:first + 100], consistency=fresh(token)), timeout=20)
                if not response.all_verified:
                    problems.append(f"{path.name}: VerifyEvidence does not find every quote")
    for problem in problems:
        print(problem)
    print(f"{pieces} pieces of evidence of {claims} claims in {len(results)} documents, "
          f"{len(problems)} problems; without claims: {', '.join(silent) or 'none'}")
    if claims == 0:
        print("no claims at all: nothing was checked")
        return 1
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
