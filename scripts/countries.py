#!/usr/bin/env python3
"""Write src/detente/countries/countries.json from public packages and scripts/countries.toml.

Run it in an environment of its own; the packages are no dependencies of Détente:

    python3 -m venv build/countries
    build/countries/bin/pip install pycountry==26.2.16 countryinfo==1.0.1 babel==2.18.0 \
        countrynames==1.17.0
    build/countries/bin/python scripts/countries.py

pycountry and countrynames are only asked whether a code exists and whether a name is known to mean
it; the names come from Babel (CLDR), countryinfo and countries.toml.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import countryinfo
import countrynames
import pycountry
from babel import Locale

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "detente" / "countries" / "countries.json"

# Of countryinfo's other spellings only the English long forms are of use in English news.
LONG_FORM = re.compile(
    r"^(?:[A-Z][\w']+ )*"
    r"(?:Republic|Kingdom|State|Union|Commonwealth|Principality|Sultanate|Emirate)\b"
)

# "Malians", "Omanis"; not "Frenchmans".
PLURAL_IN_S = re.compile(r"(?<!chm)(?<!wom)(?:an|[lnrt]i|qi|shi)$")


def main() -> None:
    """Write the file."""
    corrections = tomllib.loads((HERE / "countries.toml").read_text(encoding="utf-8"))
    not_sought = set(corrections["capitals_not_sought"])
    info = _countryinfo()
    english = Locale("en").territories
    rows = []
    for entry in sorted(pycountry.countries, key=lambda entry: entry.alpha_3):
        fixes = corrections["countries"].pop(entry.alpha_3, {})
        known = _known(entry.alpha_2, english, info.get(entry.alpha_3, {}))
        rows.append(_row(entry.alpha_3, "country", known, fixes, not_sought))
    for code, fixes in corrections["countries"].items():
        rows.append(_row(code, "country", {}, fixes, not_sought))
    for code, fixes in corrections["organisations"].items():
        rows.append(_row(code, "organisation", {}, fixes, not_sought))
    data = {
        "countries": rows,
        "shadows": sorted(set(corrections["shadows"])),
        "not_names": corrections["not_names"],
        "ambiguous": corrections["ambiguous"],
    }
    OUT.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _countryinfo() -> dict[str, dict[str, Any]]:
    """Read countryinfo's records by alpha-3 code; the first file of a code counts."""
    folder = Path(countryinfo.__file__).parent / "data"
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        found.setdefault(record.get("ISO", {}).get("alpha3", ""), record)
    return found


def _known(alpha_2: str, english: Any, record: dict[str, Any]) -> dict[str, Any]:
    """Gather what the packages say of one country, in the form of countries.toml."""
    spelt = english.get(alpha_2) or record.get("name", "")
    plain = re.sub(r"\s*\(.*\)", "", spelt)
    names = [plain, *re.findall(r"\(([^)]+)\)", spelt), record.get("name", "")]
    names += [name for name in record.get("altSpellings", ()) if LONG_FORM.match(name)]
    capital = record.get("capital") or None
    return {
        "name": plain,
        "names": [name for name in names if _means(name, alpha_2)],
        "demonyms": [part for part in re.split("[,/]", record.get("demonym") or "") if part],
        "capital": capital if isinstance(capital, str) else None,
    }


def _means(name: str, alpha_2: str) -> bool:
    return bool(name) and countrynames.to_code(name) in (alpha_2, None)


def _row(
    code: str, kind: str, known: dict[str, Any], fixes: dict[str, Any], not_sought: set[str]
) -> dict[str, Any]:
    name = fixes.get("name") or known["name"]
    drop = set(fixes.get("drop", ()))
    demonyms = [*fixes.get("demonyms", ()), *known.get("demonyms", ())]
    demonyms += [f"{word}s" for word in demonyms if word not in drop and PLURAL_IN_S.search(word)]
    capital = fixes.get("capital") or known.get("capital")
    return {
        "code": code,
        "name": name,
        "kind": kind,
        "names": _unique([name, *fixes.get("names", ()), *known.get("names", ())], drop),
        "demonyms": _unique(demonyms, drop),
        "capital": None if capital in not_sought or capital in drop else capital,
        "metonyms": _unique(fixes.get("metonyms", ()), drop),
        "codes": list(fixes.get("codes", ())),
    }


def _unique(words: Any, drop: set[str]) -> list[str]:
    """Keep each word once, in order, without a leading article and without dropped ones."""
    bare = (re.sub(r"^[Tt]he ", "", word.replace("’", "'")).strip() for word in words)
    return list(dict.fromkeys(word for word in bare if word and word not in drop))


if __name__ == "__main__":
    main()
