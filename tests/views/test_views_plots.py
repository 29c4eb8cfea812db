"""Pictures as files: whole SVG documents that need nothing else, PNG of the same, nothing cut."""

from __future__ import annotations

import json
import re
import struct
import sys
import tomllib
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from builders import dispute, documents, links
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.cli import detente as command_line
from detente.errors import InputError
from detente.nouns import Standing, Story, Wait
from detente.record import Store
from detente.views.chronicle import Stretch
from detente.views.drawing import png, svg
from detente.views.drawing.shapes import Drawing, Words, extent
from detente.views.family import Family, Member
from detente.views.moments import Dot
from detente.views.periods import periods
from detente.views.plots import lineage_picture, moves_picture, timeline_picture, waits_picture
from detente.views.saying import Telling
from detente.views.series import Count, Series
from detente.views.tables import Kinship

SVG = "{http://www.w3.org/2000/svg}"
CASE = dispute()
NAMES = (
    "Norland", "The United Provinces of Sudmark and the Outer Islands of the Strait",
    "W" * 40, "联合省对外事务总代表团", "Ostra", "Velmar & Sons <ltd>", "O’Karst",
)  # fmt: skip
ACTS = ("move", "withdraw every one of its patrol boats from the bank before the season ends " * 3)


def wait(who: str, whom: str, to: str) -> Wait:
    return Wait(who=who, for_whom=whom, to=to)


def standing(parties: int, acts: int) -> Standing:
    named = NAMES[:parties]
    waits = [
        wait(one, other, ACTS[n % 2])
        for n in range(acts)
        for pair in combinations(named, 2)
        for one, other in (pair, pair[::-1])
    ]
    return Standing(parties=named, as_of="2031-04-09", waits=tuple(waits))


def counts(weeks: int) -> Series:
    pair = (NAMES[0], NAMES[1])
    starts = [f"20{31 + n // 50}-{1 + n % 50 // 5:02}-{1 + n % 5 * 6:02}" for n in range(weeks)]
    return Series(
        parties=pair, step="month", undated=1,
        counts=tuple(
            Count(
                start=f"{start[:7]}-01", source=source, target=target, cooperation=n * 1.5,
                conflict=-float(n), events={"AID": 1}, moves=("m:1",),
            )
            for n, start in enumerate(starts) for source, target in (pair, pair[::-1])
        ),
    )  # fmt: skip


def dots(number: int, days: int) -> tuple[Dot, ...]:
    return tuple(
        Dot(
            id=f"s:{n}", day=f"2031-{1 + n * 7 % days // 28:02}-{1 + n * 7 % days % 28:02}",
            party=NAMES[n % 4], spoken=n % 5 > 0, words="words",
        )
        for n in range(number)
    )  # fmt: skip


def stretches() -> tuple[Stretch, ...]:
    return tuple(
        Stretch(period=p, name=p.name, entries=9, by_party={NAMES[1]: 4, NAMES[3]: 5})
        for p in periods("2021-01-01", "2031-12-31")
    )


def family(number: int) -> Family:
    members = [
        Member(
            id=f"a:{n}", outlet=NAMES[n % 6], title=ACTS[n % 2], published="2031-04-08",
            agencies=(), reports=n,
        )
        for n in range(number)
    ]  # fmt: skip
    told = [Telling(outlet=m.outlet, published=None, articles=(m.id,)) for m in members]
    kin = [
        Kinship(
            id=f"l:{n}", relation="truncation", source=told[n // 2], made=told[n], wire=None,
            titles=(None, None), score=0.9, why="", quotations=(),
        )
        for n in range(1, number)
    ]  # fmt: skip
    return Family(members=tuple(members), kin=tuple(kin))


STORY = Story(id="y:1", articles=(), title="Boats & banks", first="2031-04-08", last="2031-04-09")
PICTURES = {
    "waits of two": waits_picture(standing(2, 12)),
    "one wait": waits_picture(
        Standing(parties=NAMES[:2], as_of=None, waits=(wait(*NAMES[:2], "go"),))
    ),
    "waits of three": waits_picture(standing(3, 2)),
    "waits of seven": waits_picture(standing(7, 1)),
    "moves of one month": moves_picture(counts(1)),
    "moves of years": moves_picture(counts(200)),
    "one entry": timeline_picture(dots(1, 1), (), NAMES, among=1),
    "200 entries on a day": timeline_picture(dots(200, 1), (), NAMES, among=200),
    "200 entries in a month": timeline_picture(dots(200, 28), (), NAMES, among=230),
    "entries by year": timeline_picture((), stretches(), NAMES, among=99),
    "an article and its copy": lineage_picture(STORY, family(2)),
    "forty articles": lineage_picture(STORY, family(40)),
}  # fmt: skip
EMPTY = {
    "waits": waits_picture(Standing(parties=NAMES[:2], as_of=None)),
    "waits of nobody": waits_picture(Standing(parties=(), as_of=None)),
    "moves": moves_picture(Series(parties=("A", "B"), step="week", counts=(), undated=2)),
    "timeline": timeline_picture((), (), (), among=0),
    "lineage": lineage_picture(STORY, Family(members=(), kin=())),
}

Extent = tuple[float, float, float, float]
_SIZES = {"name": 16.0, "caption": 12.5, "more": 12.5}


def extent_of(words: Words) -> Extent:
    """Left, top, right and bottom of a line."""
    size = _SIZES.get(words.style, 14.0)
    wide = extent(words.text, size, bold=words.style == "name")
    left = words.x - {"start": 0, "middle": wide / 2, "end": wide}[words.anchor]
    return left, words.y - size * 0.7, left + wide, words.y


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    placed = [(words.text, extent_of(words)) for words in drawing.words]
    return [
        (text, other)
        for (text, a), (other, b) in combinations(placed, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_no_words_overlap_or_leave_the_drawing(picture):
    drawing = picture.drawing
    assert overlapping(drawing) == []
    for words in drawing.words:
        left, top, right, bottom = extent_of(words)
        assert left >= 0, words
        assert right <= drawing.width, words
        assert top >= 0, words
        assert bottom <= drawing.height, words
    for box in drawing.boxes:
        assert 0 <= box.x <= box.x + box.width <= drawing.width
        assert 0 <= box.y <= box.y + box.height <= drawing.height


@pytest.mark.parametrize("picture", [*PICTURES.values(), *EMPTY.values()])
def test_the_svg_is_whole_and_refers_to_nothing_outside(picture):
    text = svg(picture)
    root = ElementTree.fromstring(text)  # noqa: S314  our own
    assert root.find(f"{SVG}title").text == picture.heading
    assert root.find(f"{SVG}desc").text
    shown = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert picture.heading.split()[0] in shown
    if picture.drawing is None:
        assert picture.instead.split()[0] in shown
    outside = [value for e in root.iter() for value in e.attrib.values() if "//" in value]
    assert outside == []
    assert not list(root.iter(f"{SVG}script"))
    assert re.findall(r"url\((?!#)", text) == []
    assert "var(" not in text  # viewers other than browsers know no variables


@pytest.mark.parametrize("name", ["waits of three", "200 entries in a month"])
def test_the_png_has_the_shape_of_the_svg(name):
    pytest.importorskip("resvg_py")
    picture = PICTURES[name]
    root = ElementTree.fromstring(svg(picture))  # noqa: S314  our own
    data = png(picture)
    assert data.startswith(b"\x89PNG")
    wide, tall = struct.unpack(">II", data[16:24])
    assert (wide, tall) == (2 * int(root.get("width")), 2 * int(root.get("height")))


def test_without_a_renderer_or_a_font_one_sentence_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(InputError, match=r'pip install "detente\[plot\]"'):
        png(EMPTY["moves"])

    class Blind:
        @staticmethod
        def svg_to_bytes(text, **options):
            return b"nothing"

    monkeypatch.setitem(sys.modules, "resvg_py", Blind)
    with pytest.raises(InputError, match="PNG needs a font"):
        png(EMPTY["moves"])


def test_the_colours_are_those_of_the_pages():
    source = Path(__file__).parents[2] / "src" / "detente"
    colours = tomllib.loads((source / "views/drawing/colours.toml").read_text())
    style = (source / "web/static/style.css").read_text()
    light, dark = style.split("@media (prefers-color-scheme: dark)", 1)
    for scheme, rules in (("light", light), ("dark", dark)):
        for name, value in colours[scheme].items():
            assert f"--{name}: {value};" in rules


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
@settings(max_examples=25)
def test_whatever_parties_are_called_the_svg_can_be_read(one, other):
    found = Standing(
        parties=(one, other), as_of=None, waits=(wait(one, other, "go <first> & “now”"),)
    )
    assert ElementTree.fromstring(svg(waits_picture(found))) is not None  # noqa: S314


# From the command line --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("plots") / "strait.db"
    with Store.open(path, create=True) as store:
        for document in documents(CASE):
            store.add(document)
        store.replace_links(links(CASE))
    return path


def run(*words: str, code: int = 0):
    result = CliRunner().invoke(command_line, list(words))
    assert result.exit_code == code, result.output
    return result


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["waits", "Norland", "Sudmark"], "Who waits for whom"),
        (["moves", "Norland", "Sudmark", "--monthly"], "Moves by month"),
        (["timeline"], "the whole record"),
        (["timeline", "norland", "--since", "2031-01-01"], "Norland, from 1 Jan 2031"),
        (["lineage"], "Which article was made from which"),
        (["lineage", CASE.wire.id], "Which article was made from which"),
    ],
)
def test_each_kind_is_drawn_on_standard_output_and_into_files(record, tmp_path, words, shown):
    out = tmp_path / "drawn.svg"
    aloud = run("--record", str(record), "plot", *words).stdout
    run("plot", *words, "--record", str(record), "--out", str(out))
    assert out.read_text(encoding="utf-8") == aloud
    assert shown in aloud
    ElementTree.fromstring(aloud)  # noqa: S314  our own


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["Norland", "Sudmark"], 2, "'Norland' is no kind of plot; name one of waits, moves"),
        (["waits", "--out", "x.pdf"], 1, "neither in .svg nor in .png; say which with --as"),
        (["waits", "--out", "/nowhere/x.svg"], 1, "/nowhere/x.svg cannot be written"),
        (["timeline", "Atlantis"], 1, "Nothing is told of 'Atlantis' by day"),
        (["lineage", CASE.minister.id], 1, "is neither a story nor an article"),
        (["moves", "Norland", "Norland"], 1, "one party; name two"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(record, words, code, said):
    failed = run("--record", str(record), "plot", *words, code=code)
    assert said in " ".join(failed.stderr.split())


def test_pages_have_the_moves_that_the_command_draws(record):
    from starlette.testclient import TestClient

    from detente.web import create

    with TestClient(create(record, hosts=["testserver"])) as client:
        at = "/standing{}?party=Norland&party=Sudmark"
        model = json.loads(client.get(at.format(".json")).text)["series"]
        page = client.get(at.format("")).text
    rows = run("--record", str(record), "series", "Norland", "Sudmark", "--json").stdout
    assert model == json.loads(rows)
    assert ("Moves by week" in page) == bool(model["counts"])
