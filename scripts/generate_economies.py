#!/usr/bin/env python3
"""Writes packs/ai_industrial_policy/economies.textproto: every ISO 3166-1 economy, some blocs and former states.

Sources: codes and English official names from Debian's iso-codes (LGPL-2.1+; facts only); English and Chinese display
names from CLDR as shipped in ICU, read through node's Intl.DisplayNames (Unicode licence); adjectives, short forms, usual
aliases and seats of government from country_names.py beside this script. Run from the root of the checkout.
"""

import json
import subprocess

import country_names as data

ISO = "/usr/share/iso-codes/json/iso_3166-1.json"
NODE = """
const codes = JSON.parse(process.argv[1]); const out = {};
for (const locale of ['en', 'zh-Hans', 'zh-Hant', 'zh-Hant-HK']) for (const style of ['long', 'short']) {
  const names = new Intl.DisplayNames([locale], {type: 'region', style});
  for (const code of codes) ((out[code] ??= {})[locale] ??= []).push(names.of(code));
}
console.log(JSON.stringify(out));
"""


def quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def fields(name: str, values: list[str]) -> list[str]:
    return [f"{name}: {quote(v)}" for v in values]


def name_set(language: str, primary: str, alias=(), abbreviation=(), adjective=(), metonym=(), contextual=None) -> str:
    seen = {primary.lower()}
    aliases = []
    for value in alias:
        if value and value.lower() not in seen:
            seen.add(value.lower())
            aliases.append(value)
    parts = [f"language: {quote(language)}"]
    if primary:
        parts.append(f"primary: {quote(primary)}")
    parts += fields("alias", aliases) + fields("abbreviation", list(abbreviation)) + fields("adjective", list(adjective))
    parts += fields("metonym", list(metonym))
    for text, context in (contextual or {}).items():
        parts.append("contextual { " + " ".join([f"text: {quote(text)}"] + fields("context", context)) + " }")
    return "  names { " + " ".join(parts) + " }"


def is_han(text: str) -> bool:
    return all("\u3400" <= c <= "\u9fff" or c in "（）·" for c in text)


def entity(code: str, sets: list[str], relations: list[str]) -> str:
    return "\n".join(["entities {", f'  id: "economy/{code}"', *sets, *relations, "}"])


def adjectives() -> dict[str, list[str]]:
    table = {}
    for line in data.ADJECTIVES.split("\n"):
        for entry in line.split("|"):
            if entry.strip():
                code, words = entry.strip().split(" ", 1)
                table[code] = words.split(",")
    return table


def usual(names: list[str]) -> list[str]:
    """Names without a parenthesis or a dash, which are how lists tell two of a name apart."""
    return [n for n in names if "(" not in n and "（" not in n and " - " not in n]


def country(code: str, iso: dict, names: dict, words: list[str]) -> str:
    en = data.PRIMARY_EN.get(code, iso.get("common_name", names["en"][0])).replace("&", "and")
    contextual = dict(data.CONTEXTUAL.get(code, {}))
    alias = list(data.ALIASES_EN.get(code, [])) + usual(names["en"])
    for key in ("official_name", "common_name"):
        if key in iso:
            alias.append(iso[key])
    alias = [a.replace("’", "'") for a in alias if a not in contextual and a not in ("US", "UK")]
    contextual_zh = {t: c for t, c in contextual.items() if is_han(t)}
    contextual = {t: c for t, c in contextual.items() if t not in contextual_zh}
    contextual.update({w[1:]: [en] for w in words if w.startswith("~")})
    primary = en
    if en in contextual:
        primary = iso.get("official_name", "Republic of " + en) if code != "GE" else "Republic of Georgia"
    seats = data.SEATS.get(code, [])
    sets = [name_set("en", primary, alias, data.ABBREVIATIONS.get(code, []), [w for w in words if not w.startswith("~")],
                     [s for s in seats if not is_han(s)], contextual)]
    hans = data.PRIMARY_ZH.get(code, names["zh-Hans"][0])
    hant = data.PRIMARY_HANT.get(code, names["zh-Hant"][0])
    sets.append(name_set("zh-Hans", hans, data.ALIASES_ZH.get(code, []) + usual(names["zh-Hans"]), [], [], [s for s in seats if is_han(s)], contextual_zh))
    sets.append(name_set("zh-Hant", hant, data.ALIASES_HANT.get(code, []) + usual(names["zh-Hant"]) + usual(names["zh-Hant-HK"])))
    relations = [f'  relations {{ type: "member_of" target: "economy/{bloc}" }}' for bloc, members in data.MEMBERS.items() if code in members.split()]
    return entity(code, sets, relations)


def bloc(row) -> str:
    code, en, en_alias, abbreviation, words, hans, hans_alias, hant, hant_alias = row
    seats = data.SEATS.get(code, [])
    sets = [
        name_set("en", en, en_alias, abbreviation, words, [s for s in seats if not is_han(s)], data.CONTEXTUAL.get(code)),
        name_set("zh-Hans", hans, hans_alias, [], [], [s for s in seats if is_han(s)]),
        name_set("zh-Hant", hant, hant_alias),
    ]
    return entity(code, sets, [])


def main() -> None:
    iso = {row["alpha_2"]: row for row in json.load(open(ISO, encoding="utf-8"))["3166-1"]}
    codes = sorted(iso)
    out = subprocess.run(["node", "-e", NODE, json.dumps(codes)], capture_output=True, text=True, check=True).stdout
    names = json.loads(out)
    words = adjectives()
    with open("packs/ai_industrial_policy/economies.textproto", "w", encoding="utf-8") as file:
        file.write("# proto-file: protos/parallax/pack/v1/pack.proto\n# proto-message: parallax.pack.v1.Pack\n")
        file.write("# Generated by scripts/generate_economies.py from iso-codes, CLDR and scripts/country_names.py; do not edit.\n\n")
        for code in codes:
            file.write(country(code, iso[code], names[code], words.get(code, [])) + "\n")
        for row in data.BLOCS:
            if row[0] not in iso:
                file.write(bloc(row) + "\n")


if __name__ == "__main__":
    main()
