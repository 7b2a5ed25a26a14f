#!/usr/bin/env python3
"""Score claims, voices and entity links against the key facts of real pages (stdlib only); tests/eval/claims/README.md says how.

  score_claims.py --annotations tests/eval/claims/annotations.jsonl --pages DIR --output OUT.jsonl [--names NAMES.json] [--misses K]
  score_claims.py ... --judge N [--seed S]      print N claims drawn at random with their quotes and what stands around them

OUT.jsonl: {"id": page or its file, "claims": [parallax.v1.Claim as protobuf JSON], "mentions": [{"entity_id", "written", "name"}]} a line.
NAMES.json: entity id -> list of names (or one name). A page absent from OUT counts as one without claims.
A page whose file is absent from DIR or differs from the annotated digest is scored all the same and reported.
"""
import argparse, collections, datetime, decimal, hashlib, html, json, os, random, re, sys
HERE = os.path.dirname(os.path.abspath(__file__))
D = decimal.Decimal
CJK = re.compile(r'[㐀-鿿豈-﫿]')
STOP = set('''a an the of in on at to for and or by with from as is are was were be been has have had will would shall may can could not no its it
their his her our this that these those than then there into over under more most about up per how what which who when do does did'''.split())
MODALITY = {'MODALITY_ACTUAL': 'actual', 'MODALITY_PLANNED': 'planned', 'MODALITY_CONDITIONAL': 'conditional', 'MODALITY_ALLEGED': 'alleged'}
STANCE = {'STANCE_ASSERTS': 'asserts', 'STANCE_DENIES': 'denies', 'STANCE_DOUBTS': 'doubts', 'STANCE_PREDICTS': 'predicts',
          'STANCE_RECOMMENDS': 'recommends'}
# Characters that simplified and traditional writing tell apart and that are frequent in the annotations' text values.
TRAD = dict(zip('與業產補貼設備購億標準計劃規發動資積體電導幣國務會議機構關稅貿員總統長廣東銀園術區創應籌進個類項據庫網絡優勢臺灣勞雙額達擴',
                '与业产补贴设备购亿标准计划规发动资积体电导币国务会议机构关税贸员总统长广东银园术区创应筹进个类项据库网络优势台湾劳双额达扩'))


# Seats of government, which stand for the government.
SEATS = set('beijing washington seoul tokyo brussels taipei paris london moscow berlin 北京 华盛顿 首尔 东京 布鲁塞尔 台北 巴黎 伦敦'.split())


def field(obj, name, default=None):
    """A field of protobuf JSON, in lowerCamelCase or as in the .proto file."""
    camel = re.sub(r'_(\w)', lambda m: m[1].upper(), name)
    return obj.get(camel, obj.get(name, default)) if isinstance(obj, dict) else default


def fold(s):
    s = ''.join(TRAD.get(c, c) for c in (s or '').lower())
    return re.sub(r"['’]s\b|[^\w㐀-鿿]+", ' ', s).strip()


def stem(w):
    for end in ('ies', 'ing', 'ed', 'es', 's'):
        if w.endswith(end) and len(w) - len(end) >= 4: return w[:-len(end)]
    return w


def tokens(s):
    """Content words; pairs of characters for runs of Chinese."""
    out = set()
    for run in re.findall(r'[㐀-鿿]+|[^\W㐀-鿿]+', fold(s)):
        if CJK.match(run):
            out.update([run] if len(run) == 1 else (run[i:i + 2] for i in range(len(run) - 1)))
        elif run not in STOP:
            out.add(stem(run))
    return out


def words_share(fact, claim):
    want = tokens(fact)
    return len(want & tokens(claim)) / len(want) if want else 0.0


def dec(s):
    try: return D(str(s))
    except decimal.InvalidOperation: return None


def unit_in_last_place(d):
    """What the last significant digit of a figure stands for; trailing zeros are not significant."""
    d = d.normalize()
    return D(1).scaleb(d.as_tuple().exponent) if d else D(0)


def numbers_equal(want, number, exact=False):
    """Whether a claim's Number is the annotated figure, within half the last digit of either when not exact."""
    a = dec(want)
    for name in ('decimal', 'upper'):
        b = dec(field(number, name) or '')
        if a is None or b is None: continue
        if a == b: return True
        if not exact:
            slack = unit_in_last_place(a)
            exponent = field(number, 'last_digit_exponent')
            slack = max(slack, D(1).scaleb(int(exponent))) if exponent is not None and b else slack
            # Half a unit of the coarser figure, and never more than a hundredth of it: 7.86 billion is another fact than 8 billion.
            if abs(a - b) <= min(slack / 2, abs(a) / 100): return True
    return False


PRECISION = {'DATE_PRECISION_DAY': 'day', 'DATE_PRECISION_MONTH': 'month', 'DATE_PRECISION_YEAR': 'year', 'DATE_PRECISION_DECADE': 'decade'}


def dates_match(value, interval):
    lo, hi = '0000-00-00', '9999-99-99'
    a0, a1 = value.get('from') or lo, value.get('to') or hi
    b0, b1 = field(interval, 'begin_date') or lo, field(interval, 'end_date') or hi
    if not (a0 < b1 and b0 < a1): return False
    if (lo, hi) == (b0, b1): return False
    got = {PRECISION.get(field(interval, n)) for n in ('begin_precision', 'end_precision')} - {None}
    return not value.get('precision') or not got or value['precision'] in got


def readings(claim):
    out = []
    for r in field(field(claim, 'value') or {}, 'readings') or []:
        for kind in ('money', 'quantity', 'percentage', 'change', 'date_interval', 'level', 'entities', 'items'):
            v = field(r, kind)
            if v is not None: out.append((kind, v))
    valid = field(claim, 'valid_time')
    if valid: out.append(('date_interval', valid))
    return out


def claim_text(claim):
    value = field(claim, 'value') or {}
    parts = [field(value, 'text') or '']
    for kind, v in readings(claim):
        if kind == 'items': parts += [field(i, 'text') or '' for i in field(v, 'items') or []]
        if kind == 'entities': parts += [field(e, 'written') or '' for e in field(v, 'entities') or []]
    parts += [field(q, 'text') or '' for q in field(claim, 'qualifiers') or []]
    return ' '.join(parts)


class Names:
    """Which names an entity goes by: from the annotations (name as written -> entity), aliases.json and the system's names."""

    def __init__(self, pages, aliases, system):
        self.of = collections.defaultdict(set)
        self.canonical = {fold(n) for p in pages for n in [e['entity'] for e in p['entities']] + [f['subject'] for f in p['facts']]}
        for page in pages:
            for e in page['entities']: self.add(e['entity'], e['written'])
        for canonical, others in aliases.items():
            for o in others: self.add(canonical, o)
        self.system = {i: [n] if isinstance(n, str) else list(n) for i, n in system.items()}

    def names_another(self, canonical, name):
        """Whether a name is first of all another entity's: Beijing, written for China, is a city."""
        n = fold(name)
        return n != fold(canonical) and (n in self.canonical or n in SEATS)

    def add(self, canonical, name):
        if not self.names_another(canonical, name): self.of[fold(canonical)].add(fold(name))

    def known(self, canonical, *more):
        return {fold(canonical), *(fold(m) for m in more if not self.names_another(canonical, m))} | self.of.get(fold(canonical), set())

    def of_claim_entity(self, entity_id, *written):
        """What the system calls an entity; the name as written when it did not resolve it or its names are not given."""
        return {fold(n) for n in self.system.get(entity_id or '', [])} or {fold(w) for w in written if w}


def same_name(known, got):
    """One name in common, or one that has all the words of the other but for a corporate form."""
    if known & got: return True
    form = set('corp corporation inc co ltd company group holdings platforms government the plc se ag nv sa'.split())
    strip = lambda s: frozenset(set(s.split()) - form)
    return bool({strip(k) for k in known} - {frozenset()} & {strip(g) for g in got} - {frozenset()}) if known and got else False


def subject_matches(fact, claim, names):
    known = names.known(fact['subject'], fact['subject_written'])
    return same_name(known, names.of_claim_entity(field(claim, 'subject_entity_id'), field(claim, 'subject_written')))


def figures(text):
    return {f.replace(',', '').rstrip('.') for f in re.findall(r'\d[\d,]*\.?\d*', text or '')}


def value_matches(fact, claim, names):
    """'typed', 'figure' (the figure stands in the claim's text, with no reading of the type), or None."""
    v, kind = fact['value'], fact['value']['type']
    rs, text = readings(claim), claim_text(claim)
    of = lambda k: [r for n, r in rs if n == k]
    changes = [(field(c, end) or {}, field(c, 'currency_code')) for c in of('change') for end in ('from', 'to')]
    if kind == 'money':
        if any(field(m, 'currency_code') == v['currency'] and numbers_equal(v['amount'], field(m, 'amount') or {}) for m in of('money')):
            return 'typed'
        if any(c == v['currency'] and numbers_equal(v['amount'], field(q, 'number') or {}) for q, c in changes): return 'typed'
        typed = bool(of('money'))
    elif kind in ('quantity', 'percentage'):
        numbers = of(kind) + [q for q, _ in changes] + (of('percentage') if kind == 'quantity' else of('quantity'))
        if any(numbers_equal(v['amount'], field(q, 'number') or {}, exact=True) for q in numbers): return 'typed'
        typed = bool(of(kind))
    elif kind == 'date':
        if any(dates_match(v, d) for d in of('date_interval')): return 'typed'
        typed = bool(of('date_interval'))
    elif kind == 'level':
        wanted = (v.get('level') or '').lower()
        for span in of('level'):
            ids = [(field(span, n) or '').lower() for n in ('lowest_level_id', 'highest_level_id')]
            if any(i and (i == wanted or i.endswith(wanted) or wanted.endswith(i)) for i in ids): return 'typed'
        return 'typed' if words_share(v['text'], text) >= .5 else None
    elif kind == 'entity':
        got = [names.of_claim_entity(field(e, 'entity_id'), field(e, 'written')) for s in of('entities') for e in field(s, 'entities') or []]
        got += [names.of_claim_entity(field(e, 'entity_id'), field(e, 'written'))
                for l in of('items') for i in field(l, 'items') or [] for e in field(i, 'entities') or []]
        plain = ' ' + fold(text) + ' '
        hit = 0
        for e in v.get('entities') or []:
            known = names.known(e)
            hit += any(same_name(known, g) for g in got) or any(k and (CJK.search(k) and k in plain or ' ' + k + ' ' in plain) for k in known)
        if v.get('entities') and hit * 2 >= len(v['entities']): return 'typed'
        described = fold(v['text']) != fold(' '.join(v.get('entities') or []))
        return 'typed' if described and words_share(v['text'], text) >= .5 else None
    else:
        return 'typed' if words_share(v['text'], text) >= .5 else None
    if typed: return None
    want = figures(v['text']) or figures(v.get('from', '')[:4])
    return 'figure' if want and want & figures(text) else None


def asserting_voice(claim):
    voices = field(claim, 'voices') or []
    return voices[-1] if voices else {'kind': 'VOICE_KIND_AUTHOR'}


def voice_matches(fact, claim, names):
    voice = asserting_voice(claim)
    kind, name = field(voice, 'kind', ''), field(voice, 'name') or ''
    # The author of another work that the document presents stands behind the document's own.
    if kind in ('VOICE_KIND_AUTHOR', 1) and len(field(claim, 'voices') or []) > 1: kind = 'author of another work'
    if fact['voice'] == 'author': return kind in ('', 'VOICE_KIND_AUTHOR', 'VOICE_KIND_UNSPECIFIED', 0, 1)
    if fact['voice'] == 'reader': return kind in ('VOICE_KIND_READER', 6)
    if kind in ('VOICE_KIND_AUTHOR', 1): return False
    if fact['voice'] == 'unnamed': return kind == 'VOICE_KIND_UNNAMED_SOURCE' or not name
    if tokens(fact['voice']) & tokens(name): return True
    # The same entity under another name.
    got = names.of_claim_entity(field(voice, 'entity_id'), name)
    wanted = fold(fact['voice'])
    return any(wanted in known | {canonical} and (known | {canonical}) & got for canonical, known in names.of.items())


def score_page(page, claims, names):
    """For each fact the best claim: (fact, how it was found or None, voice right or None, claim or None)."""
    out = []
    for fact in page['facts']:
        best = (0, None, None, None)
        for claim in claims:
            kind, wanted = field(claim, 'kind') or 'CLAIM_KIND_VALUE', 'CLAIM_KIND_' + fact.get('kind', 'VALUE')
            if (kind != wanted if 'kind' in fact else kind == 'CLAIM_KIND_NOT_STATED'): continue
            if not subject_matches(fact, claim, names): continue
            if 'kind' in fact:
                how = 'typed' if field(claim, 'dimension_id') == fact['dimension'] else None
            else:
                how = value_matches(fact, claim, names)
            if not how: continue
            voice = voice_matches(fact, claim, names)
            rank = 2 * voice + (how == 'typed') + 1
            if rank > best[0]: best = (rank, how, voice, claim)
        out.append((fact,) + best[1:])
    return out


def share(n, of):
    return f'{n}/{of} = {n / of:.3f}' if of else '0/0'


def link_page(page, mentions, names):
    """(entities found, wrong merges): a mention is found when one written alike is linked to an entity of that name."""
    found, wrong = [], []
    for e in page['entities']:
        known = names.known(e['entity'])
        w = fold(e['written'])
        alike = [m for m in mentions if m.get('entity_id') and fold(m.get('written')) in (w,)]
        if not alike:
            alike = [m for m in mentions if m.get('entity_id') and w and (fold(m.get('written')) in w or w in fold(m.get('written')))
                     and len(fold(m.get('written'))) > 1]
            loose = True
        else:
            loose = False
        right = [m for m in alike if same_name(known, names.of_claim_entity(m['entity_id'], m.get('name')))]
        found.append((e, bool(right)))
        if alike and not loose:
            wrong += [(e, m) for m in alike if m not in right]
    return found, wrong


def load_lines(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def read_bytes(path):
    with open(path, 'rb') as f:
        return f.read()


def read_json(path):
    if not path or not os.path.exists(path): return {}
    with open(path, encoding='utf-8') as f:
        return json.load(f)


def around(data, begin, end, reach=100):
    text = data[max(0, begin - reach):begin].decode('utf-8', 'replace') + '⟦' + data[begin:end].decode('utf-8', 'replace') + '⟧'
    return re.sub(r'\s+', ' ', text + data[end:end + reach].decode('utf-8', 'replace'))


def judge(pages, out, directory, n, seed):
    pool = [(p, c) for p in pages for c in out.get(p['id'], {}).get('claims', [])]
    pool.sort(key=lambda pc: (pc[0]['id'], field(pc[1], 'claim_id') or ''))
    for page, claim in random.Random(seed).sample(pool, min(n, len(pool))):
        voice, activity = asserting_voice(claim), field(claim, 'activity') or {}
        print(f"== page {page['id']} ({page['language']}, {page['file']})  claim {field(claim, 'claim_id')}  rule {field(activity, 'rule_id')}")
        print(f"   {field(claim, 'subject_written')} [{field(claim, 'subject_entity_id')}] · {field(claim, 'dimension_id')} · {field(claim, 'kind')}")
        print(f"   = {claim_text(claim)}   {json.dumps(field(field(claim, 'value') or {}, 'readings') or [], ensure_ascii=False)[:300]}")
        print(f"   voice {field(voice, 'kind')} {field(voice, 'name') or ''} · {MODALITY.get(field(claim, 'modality'))} · {STANCE.get(field(claim, 'stance'))}")
        path = os.path.join(directory, page['file'])
        data = read_bytes(path) if os.path.exists(path) else b''
        for e in field(claim, 'evidence') or []:
            span = field(e, 'span') or {}
            begin, end = int(field(span, 'begin_byte') or 0), int(field(span, 'end_byte') or 0)
            print(f"   {field(e, 'role')}: {field(e, 'quote')}")
            if field(e, 'role') in ('EVIDENCE_ROLE_VALUE', 'EVIDENCE_ROLE_SUBJECT') and end: print('      ' + around(data, begin, end))
        print()


def precision(judgements, out):
    """Precision of judged claims, overall and per rule, with how often each rule fired."""
    rule_of, fired = {}, collections.Counter()
    for page_id, record in out.items():
        for c in record.get('claims', []):
            rule = field(field(c, 'activity') or {}, 'rule_id') or '?'
            rule_of[page_id, field(c, 'claim_id')] = rule
            fired[rule] += 1
    right, total = collections.Counter(), collections.Counter()
    for j in judgements:
        rule = j.get('rule_id') or rule_of.get((j['page'], j['claim_id']), '?')
        for key in (None, rule):
            total[key] += 1
            right[key] += bool(j['right'])
    lines = [f'precision of judged claims: {share(right[None], total[None])}']
    for rule in sorted(set(fired) | set(total) - {None}):
        n, ok = total[rule], right[rule]
        mark = [m for m, on in (('unproven', fired[rule] < 20), ('mend', n and ok / n < .85)) if on]
        lines.append(f'  {rule:40} fired {fired[rule]:5}  judged {share(ok, n):>16}  {" ".join(mark)}')
    return lines


def topic(page): return 'on' if page.get('on_topic', True) else 'off'


def report(pages, out, names, directory, misses, stream=sys.stdout):
    say = lambda s='': print(s, file=stream)
    odd = []
    for p in pages:
        path = os.path.join(directory, p['file'])
        if not os.path.exists(path): odd.append(p['file'] + ' absent')
        elif hashlib.sha256(read_bytes(path)).hexdigest() != p['sha256']: odd.append(p['file'] + ' differs')
    if odd: say(f'{len(odd)} of {len(pages)} pages: ' + ', '.join(odd[:8]) + (' …' if len(odd) > 8 else ''))
    absent = [p['id'] for p in pages if p['id'] not in out]
    if absent: say(f'without output: {len(absent)}: ' + ' '.join(absent[:20]))
    tally = collections.defaultdict(collections.Counter)
    lost, links, merges, empty = [], collections.Counter(), [], []
    for p in pages:
        record = out.get(p['id'], {})
        claims = record.get('claims', [])
        if not p['facts']: empty.append((p['id'], len(claims)))
        for fact, how, voice, claim in score_page(p, claims, names):
            lang = 'zh' if p['language'].startswith('zh') else p['language']
            for key in ('all', 'topic ' + topic(p), 'language ' + lang, 'kind ' + p['kind'], 'format ' + p['media_type'],
                        'value ' + fact['value']['type'],
                        'voice ' + (fact['voice'] if fact['voice'] in ('author', 'unnamed', 'reader') else 'named')):
                t = tally[key]
                t['facts'] += 1
                t['matched'] += how is not None
                t['found'] += how is not None and voice
                t['figure'] += how == 'figure' and bool(voice)
                if claim is not None:
                    t['modality'] += MODALITY.get(field(claim, 'modality'), 'actual') == fact['modality']
                    t['stance'] += STANCE.get(field(claim, 'stance'), 'asserts') == fact['stance']
            if not (how and voice): lost.append((p, fact, how))
        found, wrong = link_page(p, record.get('mentions', []), names)
        lang = 'zh' if p['language'].startswith('zh') else p['language']
        for _, ok in found:
            for key in ('all', lang, 'topic ' + topic(p), f'{lang} on topic')[:4 if topic(p) == 'on' else 3]:
                links[key, ok] += 1
        merges += [(p, e, m) for e, m in {(e['written'], m['entity_id']): (e, m) for e, m in wrong}.values()]
    say(f'{"":24} {"recall":>18} {"of it figure only":>18} {"voice, of matched":>20} {"modality":>10} {"stance":>8}')
    for key in sorted(tally, key=lambda k: (k != 'all', k)):
        t = tally[key]
        m = t['matched'] or 1
        say(f"{key:24} {share(t['found'], t['facts']):>18} {t['figure']:>18} {share(t['found'], t['matched']):>20} "
            f"{t['modality'] / m:>10.3f} {t['stance'] / m:>8.3f}")
    say()
    for key in sorted({k for k, _ in links}, key=lambda k: (k != 'all', k)):
        say(f"linking recall {key}: {share(links[key, True], links[key, True] + links[key, False])}")
    mentions = sum(bool(m.get('entity_id')) for r in out.values() for m in r.get('mentions', []))
    say(f'linked mentions: {mentions}; perhaps wrong merges (each name once a page), to be judged: {len(merges)}')
    for p, e, m in merges[:max(misses, 40)]:
        say(f"  {p['id']}: {e['written']} is {e['entity']}, linked to {m['entity_id']} ({m.get('name')})")
    if empty: say('claims on pages that have no key facts: ' + ' '.join(f'{i}:{n}' for i, n in empty))
    for p, fact, how in lost[:misses]:
        v = fact['value']
        say(f"  miss {p['id']} {fact['subject']} · {fact['dimension']} · {v['text']} · {fact['voice']}" + (' (only the voice differs)' if how else ''))
    return {k: dict(t) for k, t in tally.items()}, dict(links), merges


def main(argv=None):
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('--annotations', default=os.path.join(HERE, 'claims', 'annotations.jsonl'))
    a.add_argument('--pages', default='.', help='directory of the pages')
    a.add_argument('--output', required=True, help="the system's claims and mentions")
    a.add_argument('--names', help='JSON: entity id -> names')
    a.add_argument('--aliases', default=os.path.join(HERE, 'claims', 'aliases.json'))
    a.add_argument('--judgements', default=os.path.join(HERE, 'claims', 'judgements.jsonl'))
    a.add_argument('--misses', type=int, default=0, help='list so many of the facts that were not found')
    a.add_argument('--judge', type=int, metavar='N', help='print N random claims for judging, and nothing else')
    a.add_argument('--seed', type=int, default=1)
    o = a.parse_args(argv)
    pages = load_lines(o.annotations)
    by_file = {p['file']: p['id'] for p in pages}
    out = {by_file.get(r['id'], r['id']): r for r in load_lines(o.output)}
    if o.judge:
        judge(pages, out, o.pages, o.judge, o.seed)
        return
    report(pages, out, Names(pages, read_json(o.aliases), read_json(o.names)), o.pages, o.misses)
    if os.path.exists(o.judgements):
        print()
        print('\n'.join(precision(load_lines(o.judgements), out)))


if __name__ == '__main__':
    main()
