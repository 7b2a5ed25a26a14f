#!/usr/bin/env python3
"""How the five acceptance documents are parsed: blocks, boilerplate, readers' comments, metadata, languages.

Skipped (77) where the documents are not there: PARALLAX_SHARED_DIR, else ../shared beside the checkout.

Runs dump_document, whose lines carry kinds and byte ranges, and asks for what a careful reader sees; what a range says is read
from the file's own bytes.
"""
import glob
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BLOCK = re.compile(r"^(heading|paragraph|item|table|boilerplate|comment|quotation)( \d)? \[(\d+)-(\d+)\) ?(.*)$")
ITEM = re.compile(r"^([+-]) (\w+) (\w+) \[(\d+)-(\d+)\) ?(.*)$")
FAILURES = []


def check(ok, what):
    if not ok:
        FAILURES.append(what)


class Parsed:
    def __init__(self, binary, path):
        self.bytes = open(path, "rb").read()
        dump = subprocess.run([binary, "text/plain", path], capture_output=True, check=True).stdout.decode("utf8")
        self.blocks, self.metadata, self.tables = [], [], []
        for line in dump.splitlines():
            if block := BLOCK.match(line):
                kind, level, begin, end, rest = block.groups()
                self.blocks.append({"kind": kind, "level": int(level or 0), "text": self.said(begin, end), "rest": rest})
            elif item := ITEM.match(line):
                chosen, field, _, begin, end, value = item.groups()
                if chosen == "+":
                    self.metadata.append((field, value, self.said(begin, end)))

    def said(self, begin, end):
        return self.bytes[int(begin):int(end)].decode("utf8")

    def of(self, kind):
        return [b for b in self.blocks if b["kind"] == kind]

    def values(self, field):
        return [value for f, value, _ in self.metadata if f == field]

    def kinds_at_end(self, count):
        return [b["kind"] for b in self.blocks[-count:]]


def boilerplate(name, parsed, openings):
    found = [b["text"] for b in parsed.of("boilerplate")]
    check(len(found) == len(openings) and all(f.startswith(o) for f, o in zip(found, openings)),
          f"{name}: boilerplate is {[f[:30] for f in found]}, expected {openings}")


def seed0(name, p):
    tables = p.of("table")
    check([re.search(r"(\d+x\d+) header 1x1", t["rest"]) and re.search(r"\d+x\d+", t["rest"])[0] for t in tables] == ["5x6", "8x5"],
          f"{name}: tables {[t['rest'][:20] for t in tables]}")
    boilerplate(name, p, ["No comments", "Post a Comment"])
    check(len(p.of("paragraph")) == 3 and not p.of("comment"), f"{name}: three paragraphs around the tables")
    check(p.values("language") == ["en"], f"{name}: languages {p.values('language')}")


def seed1(name, p):
    check(p.values("title") and p.values("title")[0].startswith("China’s AI Industry Development Action Plan"), f"{name}: title")
    repeated = [b for b in p.of("boilerplate") if "repeated" in b["rest"]]
    check(len(repeated) == 1 and repeated[0]["text"] == p.of("heading")[0]["text"], f"{name}: the title's repetition")
    check([b["text"] for b in p.of("boilerplate")[1:]] == ["Comments", "Post a Comment"], f"{name}: what trails")
    labelled = [b for b in p.blocks if b["kind"] in ("paragraph", "heading") and re.search(r"\{[^}]+\}:", b["rest"])]
    check(len(labelled) == 7, f"{name}: {len(labelled)} labelled sections, expected 7")
    check(len(p.of("item")) == 3, f"{name}: {len(p.of('item'))} items, expected 3")
    check(p.values("language") == ["en"], f"{name}: languages {p.values('language')}")


def seed2(name, p):
    check(p.values("author") == ["Ruby Scanlon"], f"{name}: authors {p.values('author')}")
    check(p.values("publisher") == ["Lawfare"], f"{name}: publisher {p.values('publisher')}")
    check(p.values("published") == ["2025-02-14"], f"{name}: date {p.values('published')}")
    check(p.values("keyword") == ["科技", "DeepSeek", "中國", "AI"], f"{name}: keywords {p.values('keyword')}")
    check(sorted(p.values("language")) == ["en", "zh-Hant"], f"{name}: languages {p.values('language')}")
    items = [b["rest"].split(" ", 1)[0] for b in p.of("item")]
    check(items == ["zh-Hant"] * 11 + ["en"] * 11, f"{name}: items by language {items}")
    check(len(p.of("heading")) == 2 and not p.of("boilerplate") and not p.of("comment"), f"{name}: two headings, nothing set apart")


def seed3(name, p):
    boilerplate(name, p, ["Input Stories", "Input Stories", "View More"])
    check(p.values("title") == ["China’s AI Development Picks Up Speed"], f"{name}: title {p.values('title')}")
    check(any("open-surce" in b["text"] for b in p.of("paragraph") + p.of("item")), f"{name}: the source's own spelling")
    check(not p.of("comment"), f"{name}: no comments")
    check(p.values("language") == ["en"], f"{name}: languages {p.values('language')}")


def seed4(name, p):
    check(p.kinds_at_end(5) == ["boilerplate", "boilerplate", "comment", "comment", "comment"],
          f"{name}: ends with {p.kinds_at_end(5)}")
    teaser = [b["text"] for b in p.of("boilerplate") if "teaser" in b["rest"]]
    check(len(teaser) == 2 and teaser[0] == "Huawei the Hydra", f"{name}: teaser {[t[:30] for t in teaser]}")
    check(p.values("author") == ["Kyle Chan", "Gregory Smith", "Jimmy Goodrich", "Gerard DiPippo", "Konstantin F. Pilz"],
          f"{name}: authors {p.values('author')}")
    check(p.values("publisher") == ["RAND"], f"{name}: publisher {p.values('publisher')}")
    check(any("PEA4012-1" in v for v in p.values("source_url")), f"{name}: URL {p.values('source_url')}")
    check(any("全国一体化算力网" in b["text"] for b in p.of("paragraph")), f"{name}: the network's Chinese name is kept")
    check(p.values("language") == ["en"], f"{name}: languages {p.values('language')}")


def main():
    shared = os.environ.get("PARALLAX_SHARED_DIR", os.path.join(os.path.dirname(ROOT), "shared"))
    paths = [glob.glob(f"{shared}/corpus/seeds/{k:03}_*.txt") for k in range(5)]
    if not all(paths):
        print(f"skipped: no acceptance documents under {shared}")
        return 77
    binary = os.path.join(os.environ.get("PARALLAX_BIN_DIR", ROOT + "/build/bin"), "dump_document")
    for k, (found, judge) in enumerate(zip(paths, (seed0, seed1, seed2, seed3, seed4))):
        judge(f"document {k}", Parsed(binary, found[0]))
    for failure in FAILURES:
        print("FAILED:", failure)
    print(f"{len(FAILURES)} failures")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
