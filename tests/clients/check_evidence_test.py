"""The evidence check finds what is wrong: it is worth nothing otherwise."""

import unittest

import check_evidence
from stubs import v1

TEXT = "韩国 | <b>State&amp;led</b>  growth |  |\n".encode()


def evidence(begin, end, alignment, quote):
    return v1.claim_pb2.Evidence(
        span=v1.document_pb2.ByteSpan(begin_byte=begin, end_byte=end), alignment=alignment, quote=quote)


class CheckEvidenceTest(unittest.TestCase):
    def expect(self, good, *args, media_type="text/html"):
        problem = check_evidence.problem_of(evidence(*args), TEXT, media_type)
        self.assertEqual(problem is None, good, problem)

    def test_exact(self):
        self.expect(True, 0, 6, check_evidence.EXACT, "韩国")
        self.expect(False, 0, 6, check_evidence.EXACT, "韩")
        self.expect(False, 0, 5, check_evidence.EXACT, "韩国")
        self.expect(False, 0, 999, check_evidence.EXACT, "韩国")
        self.expect(False, 6, 0, check_evidence.EXACT, "")

    def test_normalized(self):
        end = TEXT.index(b" |  |")
        self.expect(True, 9, end, check_evidence.NORMALIZED, "State&led growth")
        self.expect(False, 9, end, check_evidence.NORMALIZED, "State-led growth")
        self.expect(False, 9, end, check_evidence.NORMALIZED, "State&led growth", media_type="text/plain")

    def test_blank_cells(self):
        begin = TEXT.index(b"|  |")
        self.expect(True, begin, begin + 4, check_evidence.TABLE, "")
        self.expect(False, 0, 6, check_evidence.TABLE, "")
        self.expect(False, begin, begin + 4, check_evidence.TABLE, "words")

    def test_csv_fields(self):
        content = b'x,"a ""b"", c"\n'
        piece = evidence(2, 14, check_evidence.NORMALIZED, 'a "b", c')
        self.assertIsNone(check_evidence.problem_of(piece, content, "text/csv"))
        piece.quote = "a b, c"
        self.assertIsNotNone(check_evidence.problem_of(piece, content, "text/csv"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
