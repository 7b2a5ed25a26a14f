#!/usr/bin/env python3
"""Self-test of score_claims.py on a made-up page: python3 tests/eval/score_claims_test.py"""
import contextlib, copy, hashlib, io, json, os, sys, tempfile, unittest
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score_claims as sc

TEXT = 'Ministry M said that Fund F will get 5 billion euros by 2030. Fund F is led by Firm A and Firm B. It may be slow. 基金F重点投向芯片制造。\n'


def at(s): return len(TEXT[:TEXT.index(s)].encode())


def fact(subject, kind, text, voice='author', **more):
    value = {'text': text, 'type': kind}
    value.update({k: more.pop(k) for k in list(more) if k in ('amount', 'currency', 'unit', 'from', 'to', 'precision', 'entities', 'level')})
    return {'subject': subject, 'subject_written': subject, 'dimension': 'announced_size', 'value': value, 'voice': voice, 'modality': 'planned',
            'stance': 'asserts', 'negated': False, 'at': 0, **more}


PAGE = {'id': '1', 'file': '1.txt', 'sha256': hashlib.sha256(TEXT.encode()).hexdigest(), 'media_type': 'text/plain', 'language': 'en', 'kind': 'news',
        'facts': [fact('Fund F', 'money', '5 billion euros', 'Ministry M', amount='5000000000', currency='EUR'),
                  fact('Fund F', 'date', '2030', 'Ministry M', **{'from': '2030-01-01', 'to': '2031-01-01', 'precision': 'year'}),
                  fact('Fund F', 'entity', 'Firm A; Firm B', entities=['Firm A', 'Firm B']),
                  fact('Fund F', 'text', 'slow'),
                  fact('Fund F', 'text', '重点投向芯片制造')],
        'entities': [{'written': 'Fund F', 'entity': 'Fund F'}, {'written': 'Ministry M', 'entity': 'Ministry M of Utopia'},
                     {'written': 'Firm A', 'entity': 'Firm A'}]}


def claim(i, text, readings, voice=None, **more):
    voices = [{'kind': 'VOICE_KIND_AUTHOR'}] + ([{'kind': 'VOICE_KIND_ORGANIZATION', 'name': voice}] if voice else [])
    made = {'claimId': i, 'subjectEntityId': 'e1', 'subjectWritten': 'It', 'dimensionId': 'announced_size', 'kind': 'CLAIM_KIND_VALUE',
            'value': {'text': text, 'readings': readings}, 'voices': voices, 'modality': 'MODALITY_PLANNED', 'stance': 'STANCE_ASSERTS',
            'activity': {'ruleId': 'r' + i}, 'evidence': [{'role': 'EVIDENCE_ROLE_VALUE', 'quote': '5 billion euros',
                                                           'span': {'beginByte': str(at('5 billion')), 'endByte': str(at(' by 2030'))}}]}
    made.update(more)
    return made


MONEY = [{'money': {'amount': {'decimal': '5000000000', 'lastDigitExponent': 9}, 'currencyCode': 'EUR'}}]
DATE = [{'dateInterval': {'beginDate': '2030-01-01', 'endDate': '2031-01-01', 'beginPrecision': 'DATE_PRECISION_YEAR'}}]
NAMES = {'e1': ['Fund F'], 'e2': 'Ministry M of Utopia', 'e3': ['Firm C']}


def names(): return sc.Names([PAGE], {}, NAMES)


def found(claims, page=PAGE):
    return [(how, voice) for _, how, voice, _ in sc.score_page(page, claims, names())]


class Facts(unittest.TestCase):
    def test_money_needs_amount_currency_and_voice(self):
        c = claim('a', '5 billion euros', MONEY, 'the Ministry M')
        self.assertEqual(found([c])[0], ('typed', True))
        self.assertEqual(found([claim('a', '5 billion euros', MONEY)])[0], ('typed', False))
        for path, value in ((('currencyCode',), 'USD'), (('amount', 'decimal'), '5500000000')):
            other = copy.deepcopy(c)
            m = other['value']['readings'][0]['money']
            for p in path[:-1]: m = m[p]
            m[path[-1]] = value
            self.assertIsNone(found([other])[0][0])

    def test_rounding(self):
        near = copy.deepcopy(MONEY)
        near[0]['money']['amount']['decimal'] = '5010000000'
        self.assertEqual(found([claim('a', '5.01 billion euros', near, 'Ministry M')])[0][0], 'typed')

    def test_figure_only_is_told_apart(self):
        self.assertEqual(found([claim('a', 'will get 5 billion', [], 'Ministry M')])[0][0], 'figure')
        self.assertIsNone(found([claim('a', 'will get 50 billion', [], 'Ministry M')])[0][0])

    def test_dates_overlap_with_one_precision(self):
        self.assertEqual(found([claim('a', '2030', DATE, 'Ministry M')])[1], ('typed', True))
        month = copy.deepcopy(DATE)
        month[0]['dateInterval'].update(endDate='2030-02-01', beginPrecision='DATE_PRECISION_MONTH')
        self.assertIsNone(found([claim('a', 'January 2030', month, 'Ministry M')])[1][0])

    def test_entities_by_id_or_in_the_text(self):
        by_text = claim('a', 'led by Firm A', [])
        self.assertEqual(found([by_text])[2], ('typed', True))
        self.assertIsNone(found([claim('a', 'led by Firm C', [{'entities': {'entities': [{'entityId': 'e3', 'written': 'Firm C'}]}}])])[2][0])

    def test_text_needs_half_of_the_content_words(self):
        self.assertEqual(found([claim('a', 'may be slow', [])])[3][0], 'typed')
        self.assertEqual(found([claim('a', '投向芯片制造', [])])[4][0], 'typed')
        self.assertEqual(found([claim('a', '投向晶片製造', [])])[4][0], None)

    def test_subject(self):
        c = claim('a', 'may be slow', [])
        c['subjectEntityId'] = 'e2'
        self.assertIsNone(found([c])[3][0])
        c.update(subjectEntityId='', subjectWritten='Fund F')
        self.assertEqual(found([c])[3][0], 'typed')

    def test_a_seat_of_government_is_no_alias(self):
        page = dict(PAGE, entities=[{'written': 'Beijing', 'entity': 'China'}, {'written': 'PRC', 'entity': 'China'}])
        n = sc.Names([page], {}, {'cn': ['China'], 'bj': ['Beijing']})
        links, wrong = sc.link_page(page, [{'entity_id': 'bj', 'written': 'Beijing'}, {'entity_id': 'cn', 'written': 'PRC'}], n)
        self.assertEqual(([ok for _, ok in links], len(wrong)), ([False, True], 1))

    def test_not_stated_finds_only_what_is_not_stated(self):
        c = claim('a', 'may be slow', [], kind='CLAIM_KIND_NOT_STATED')
        self.assertIsNone(found([c])[3][0])
        page = {'facts': [dict(fact('Fund F', 'text', ''), kind='NOT_STATED')]}
        self.assertEqual(found([c], page), [('typed', True)])
        self.assertEqual(found([dict(c, dimensionId='aims')], page), [(None, None)])
        self.assertEqual(found([dict(c, kind='CLAIM_KIND_VALUE')], page), [(None, None)])

    def test_readers_and_unnamed_sources(self):
        for voice, kind in (('reader', 'VOICE_KIND_READER'), ('unnamed', 'VOICE_KIND_UNNAMED_SOURCE')):
            c = claim('a', 'may be slow', [], voices=[{'kind': 'VOICE_KIND_AUTHOR'}, {'kind': kind}])
            self.assertEqual(found([c], {'facts': [fact('Fund F', 'text', 'slow', voice)]}), [('typed', True)])
            self.assertEqual(found([c])[3], ('typed', False))


class Links(unittest.TestCase):
    def test_recall_and_wrong_merges(self):
        mentions = [{'entity_id': 'e1', 'written': 'Fund F', 'name': ''}, {'entity_id': 'e2', 'written': 'Ministry M', 'name': ''},
                    {'entity_id': 'e3', 'written': 'Firm A', 'name': 'Firm C'}]
        links, wrong = sc.link_page(PAGE, mentions, names())
        self.assertEqual([ok for _, ok in links], [True, True, False])
        self.assertEqual([m['entity_id'] for _, m in wrong], ['e3'])


class Report(unittest.TestCase):
    def test_report_judge_and_precision(self):
        with tempfile.TemporaryDirectory() as d:
            with open(os.path.join(d, '1.txt'), 'w', encoding='utf-8') as f: f.write(TEXT)
            out = {'1': {'id': '1', 'claims': [claim('a', '5 billion euros', MONEY, 'Ministry M')], 'mentions': []}}
            text = io.StringIO()
            tally, links, wrong = sc.report([PAGE], out, names(), d, 3, text)
            self.assertEqual((tally['all']['found'], tally['all']['facts']), (1, 5))
            self.assertEqual(tally['language en']['facts'], 5)
            self.assertNotIn('differs', text.getvalue())
            with contextlib.redirect_stdout(io.StringIO()) as shown: sc.judge([PAGE], out, d, 9, 1)
            self.assertIn('⟦5 billion euros⟧', shown.getvalue())
            lines = sc.precision([{'page': '1', 'claim_id': 'a', 'right': False, 'why': 'made up'}], out)
            self.assertIn('0/1', lines[0])
            self.assertIn('unproven mend', lines[1])

    def test_folding(self):
        self.assertEqual(sc.fold('產業補貼'), '产业补贴')
        self.assertEqual(sc.tokens('Subsidies for chips'), sc.tokens('subsidies chip'))


if __name__ == '__main__':
    unittest.main()
