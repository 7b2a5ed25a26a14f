#!/usr/bin/env python3
"""How well main text is judged on pages, and sites, that the forest was not learned from: cross validation, per kind of page.

  held_out.py ROWS PAGES.jsonl [--folds K] [--chances OUT.npy]

ROWS is what html_feature_rows wrote of PAGES.jsonl, which html_suites.py --out DIR leaves there. Folds are by site (the last
two labels of the host, three under co.uk and its like) and balanced over kinds. Repeats in Python what content_model.cc and
html_parser.cc do with the forest's log odds, but for tables, which count as their lines. Needs PARALLAX_SHARED_DIR (default:
../shared beside the checkout) with eval/, numpy, lightgbm, rapidfuzz. Some ten minutes on one core.
"""
import argparse, collections, glob, json, os, re, sys, zlib
import numpy as np
import train_content_model as trainer

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.environ.get('PARALLAX_SHARED_DIR', os.path.join(os.path.dirname(ROOT), 'shared'))
sys.path.insert(0, SHARED + '/eval')
import score_articles, score_pages  # noqa: E402

ON_ARTICLES, ELSEWHERE, MANY = (1.25, .3, 1.), (.8, .5, .75), 3  # confidence, shared, caution: content_model.h, html_parser.cc


def truths():
    data, truth, kind = SHARED + '/eval/data', {}, {}
    for i, g in json.load(open(data + '/articles/truth.json', encoding='utf8')).items():
        truth['articles/' + i], kind['articles/' + i] = g['articleBody'], 'articles'
    for f in glob.glob(data + '/pages/wcxb/truth/*.json'):
        g = json.load(open(f, encoding='utf8')); i = 'wcxb/' + os.path.basename(f)[:-5]
        truth[i], kind[i] = g['main_content'], g['page_type']
    for i, g in json.load(open(data + '/pages/magic/truth.json', encoding='utf8')).items():
        t = truth['magic/' + i] = g['content']
        kind['magic/' + i] = 'zh' if len(re.findall(r'[一-鿿]', t)) > .2 * len(t) else 'other'
    return truth, kind


def site(page):
    url, head = page['source_uri'], page['content'][:400000]
    if not url:
        m = (re.search(r'<link[^>]+rel=["\']?canonical["\']?[^>]*href=["\']?([^"\' >]+)', head)
             or re.search(r'<link[^>]+href=["\']?([^"\' >]+)["\']?[^>]*rel=["\']?canonical', head)
             or re.search(r'og:url["\']?[^>]*content=["\']?([^"\' >]+)', head))
        url = m[1] if m else ''
    m = re.match(r'(?:https?:)?//([^/?#:]+)', url)
    labels = (m[1].lower() if m else page['id']).split('.')
    second = len(labels) > 2 and labels[-2] in ('co', 'com', 'org', 'net', 'gov', 'ac', 'edu') and len(labels[-1]) == 2
    return '.'.join(labels[-3 if second else -2:])


def folds(sites, kind, count):
    groups = collections.defaultdict(list)
    for i, s in sites.items(): groups[s].append(i)
    order = sorted(groups, key=lambda s: (min(kind[i] for i in groups[s]), zlib.crc32((s + '0').encode())))
    return {i: n % count for n, s in enumerate(order) for i in groups[s]}


def choose(page, odds, size):
    han = sum(len(re.findall('[㐀-鿿]', b)) for b in page['blocks'])
    confidence, shared, caution = ON_ARTICLES if page['article'] or han * 10 > size.sum() else ELSEWHERE
    weight = np.sqrt(size + 1.); own = odds.copy()
    for t in np.unique(page['templates']):
        its = np.flatnonzero(np.array(page['templates']) == t)
        if len(its) >= MANY: odds[its] = (1 - shared) * own[its] + shared * (own[its] @ weight[its]) / weight[its].sum()
    chance = 1 / (1 + np.exp(-confidence * odds)); chance[np.array(page['never'], bool)] = 0
    order = np.argsort(-chance, kind='stable'); main = chance * np.maximum(1, size)
    best = (2 * np.cumsum(main[order]) / (np.cumsum(np.maximum(1, size)[order]) + main.sum() + 1e-9)).max(initial=0)
    return (chance > 0) & (2 * chance >= best * caution)


def score(kind, truth, text):
    if kind == 'articles': return score_articles.page(truth, text)
    if kind not in ('zh', 'other'):
        return score_pages.prf(*(collections.Counter(score_pages.words(t)) for t in (text, truth)))
    shingles = lambda w: collections.Counter(tuple(w[k:k + 4]) for k in range(max(1, len(w) - 3)) if w)
    x, y = (shingles(trainer.TOKEN.findall(t)) for t in (text, truth)); same = sum((x & y).values())
    return same / max(1, sum(x.values())), same / sum(y.values()) if y else 1.


def main():
    ap = argparse.ArgumentParser(); ap.add_argument('rows'); ap.add_argument('pages'); ap.add_argument('--folds', type=int, default=5); ap.add_argument('--rounds', type=int, default=200); ap.add_argument('--chances', default='')
    a = ap.parse_args(); truth, kind = truths()
    sites = {p['id']: site(p) for p in map(json.loads, open(a.pages, encoding='utf8'))}
    fold = folds(sites, kind, a.folds); pages, x = trainer.read(a.rows)
    both = [trainer.labels(p['blocks'], truth[p['id']]) for p in pages]
    y, w = (np.concatenate([b[k] for b in both]) for k in (0, 1))
    ends = np.cumsum([0] + [len(p['blocks']) for p in pages]); which = np.repeat([fold[p['id']] for p in pages], np.diff(ends))
    odds = np.zeros(len(y))
    for f in range(a.folds):
        learn = (which != f) & (w > 0); odds[which == f] = trainer.log_odds(trainer.train(x[learn], y[learn], w[learn], a.rounds), x[which == f])
    if a.chances: np.save(a.chances, odds)
    got = collections.defaultdict(list)
    for k, p in enumerate(pages):
        size = np.array([len(b.encode()) for b in p['blocks']], float); keep = choose(p, odds[ends[k]:ends[k + 1]].copy(), size)
        text = '\n'.join(b for j, b in enumerate(p['blocks']) if keep[j] and j != p['title_block'])
        got[kind[p['id']]].append(score(kind[p['id']], truth[p['id']], text))
    mean = lambda v, k: sum(s[k] for s in v) / len(v); f1 = lambda p, r: 2 * p * r / (p + r)
    wcxb = [s for k, v in got.items() if k not in ('articles', 'zh', 'other') for s in v]
    print(f"articles {score_articles.agg(got['articles'])[0]:.4f}  wcxb {mean(wcxb, 2):.4f}  "
          f"zh {f1(mean(got['zh'], 0), mean(got['zh'], 1)):.4f}  other {f1(mean(got['other'], 0), mean(got['other'], 1)):.4f}")
    print('  '.join(f'{k}={mean(v, 2):.3f}({len(v)})' for k, v in sorted(got.items()) if k not in ('articles', 'zh', 'other')))


if __name__ == '__main__': main()
