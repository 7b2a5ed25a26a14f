#!/usr/bin/env python3
"""Run the main-text and metadata suites over the HTML room and print their scores.

  html_suites.py [--bin build/bin] [--out DIR] [--worst K]

Needs PARALLAX_SHARED_DIR (default: ../shared beside the checkout) with eval/; without it says so and ends well.
Also checks the floor below, which the build must not fall under.
"""
import argparse, glob, gzip, json, os, re, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FLOOR = {'articles': .975, 'wcxb': .90, 'zh': .93, 'other': .88}


def pages(data):
    manifest = json.load(open(data + '/articles/manifest.json'))
    magic = json.load(open(data + '/pages/magic/truth.json', encoding='utf8'))
    for suite, folder in (('articles', 'articles/html'), ('wcxb', 'pages/wcxb/html'), ('magic', 'pages/magic/html')):
        for f in sorted(glob.glob(f'{data}/{folder}/*.gz')):
            i = os.path.basename(f)[:-8]
            uri = manifest[i]['url'] if suite == 'articles' else magic[i]['url'] if suite == 'magic' else ''
            yield {'id': suite + '/' + i, 'media_type': 'text/html', 'source_uri': uri,
                   'content': gzip.open(f).read().decode('utf8', 'replace').lstrip('\ufeff')}


def main():
    ap = argparse.ArgumentParser(); ap.add_argument('--bin', default=ROOT + '/build/bin'); ap.add_argument('--out', default=''); ap.add_argument('--worst', type=int, default=0)
    a = ap.parse_args()
    shared = os.environ.get('PARALLAX_SHARED_DIR', os.path.join(os.path.dirname(ROOT), 'shared'))
    if not os.path.isdir(shared + '/eval/data'):
        print(f'skipped: no suites under {shared}'); return 0
    out = a.out or tempfile.mkdtemp(); os.makedirs(out, exist_ok=True)
    with open(out + '/pages.jsonl', 'w', encoding='utf8') as o:
        for p in pages(shared + '/eval/data'): o.write(json.dumps(p, ensure_ascii=False) + '\n')
    with open(out + '/pages.jsonl') as i, open(out + '/normalized.jsonl', 'w') as o:
        subprocess.run([a.bin + '/html_normalize_jsonl'], stdin=i, stdout=o, check=True)
    # Every span says what the record says, on every page.
    with open(out + '/pages.jsonl') as i:
        spans = subprocess.run([a.bin + '/html_normalize_jsonl', '--check-spans'], stdin=i, capture_output=True, text=True)
    print(f'span violations on {len(spans.stdout.splitlines())} pages'); print(spans.stdout[:2000], end='')
    articles = {}
    with open(out + '/pages_pred.jsonl', 'w', encoding='utf8') as o:
        for line in open(out + '/normalized.jsonl', encoding='utf8'):
            d = json.loads(line); suite, i = d['id'].split('/')
            if suite == 'articles': articles[i] = {'articleBody': d['article_body']}
            else: o.write(json.dumps({'set': suite, 'id': i, 'text': d['article_body'], 'title': d['title'], 'author': ', '.join(d['authors']), 'date': d.get('published', '')}) + '\n')
    json.dump(articles, open(out + '/articles.json', 'w'))
    text = ''
    for peer in ('readability_js', 'trafilatura'):
        text += subprocess.run([sys.executable, shared + '/eval/score_articles.py', out + '/articles.json', '--against', f'{shared}/eval/data/articles/peers/{peer}.json', '--worst', str(a.worst if peer == 'trafilatura' else 0)], capture_output=True, text=True, check=True).stdout
    text += subprocess.run([sys.executable, shared + '/eval/score_pages.py', out + '/pages_pred.jsonl', '--worst', str(a.worst)], capture_output=True, text=True, check=True).stdout
    print(text, end='')
    got = {'articles': re.search(r' F1=([\d.]+)', text)[1], 'wcxb': re.search(r'wcxb pages=\d+ F1=([\d.]+)', text)[1],
           'zh': re.search(r'magic zh .*? F1=([\d.]+)', text)[1], 'other': re.search(r'magic other .*? F1=([\d.]+)', text)[1]}
    low = [k for k in FLOOR if float(got[k]) < FLOOR[k]]
    if low: print('below the floor:', ', '.join(low))
    return 1 if low or spans.returncode else 0


if __name__ == '__main__': sys.exit(main())
