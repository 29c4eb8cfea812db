"""The exports of other tools are read as those tools write them.

Media Cloud: https://github.com/mediacloud/api-client (`story_list`, `story`) and the CSV of its
search page; GDELT: the DOC 2.0 API (`mode=artlist`) and the Global Knowledge Graph's columns;
news-please: `NewsArticle.get_serializable_dict`; Fundus: `Article.to_json` and its crawler's file;
CC-News: WARC as StormCrawler writes it.
"""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from detente.nouns import SetAside
from detente.pages import Source, sources

TEXT = "The locks at Osk are open again, the canal office said on Monday."
NEWS_PLEASE = {
    "authors": ["Dorrit Hale"],
    "date_download": "2031-04-09 07:15:00",
    "date_modify": "None",
    "date_publish": "2031-04-08 06:00:00",
    "description": "Open again.",
    "filename": "https%3A%2F%2Fcanal.example%2F1.json",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "maintext": TEXT,
    "source_domain": "canal.example",
    "text": "Open again.",
    "title": "Locks open",
    "title_page": None,
    "title_rss": "None",
    "url": "https://canal.example/1",
}
FUNDUS = {
    "title": "Locks open",
    "body": {
        "summary": ["Open again."],
        "sections": [{"headline": ["At Osk"], "paragraphs": [TEXT, "Nobody said more."]}],
    },
    "authors": ["Dorrit Hale"],
    "publishing_date": "2031-04-08 06:00:00+00:00",
    "topics": ["Canals"],
    "free_access": True,
    "images": [{"versions": [], "is_cover": True, "caption": "A lock"}],
}
FUNDUS_CHOSEN = {
    "plaintext": TEXT,
    "lang": "en",
    "publisher": "Canal Monitor",
    "publishing_date": "2031-04-08 06:00:00+00:00",
    "html": {
        "requested_url": "https://canal.example/1?a",
        "responded_url": "https://canal.example/1",
        "content": "<html></html>",
        "crawl_date": "2031-04-09 07:15:00",
        "source_info": {"publisher": "Canal Monitor"},
    },
}
MEDIA_CLOUD = {
    "id": "eebfb6",
    "indexed_date": "2031-04-09 07:15:00.123456",
    "language": "en",
    "media_name": "canal.example",
    "media_url": "canal.example",
    "publish_date": "2031-04-08",
    "text": TEXT,
    "title": "Locks open",
    "url": "https://canal.example/1",
}
GDELT = {
    "url": "https://canal.example/1",
    "url_mobile": "",
    "title": "Locks open",
    "seendate": "20310409T071500Z",
    "socialimage": "",
    "domain": "canal.example",
    "language": "Spanish",
    "sourcecountry": "Spain",
    "text": TEXT,
}
NEWS_API = {
    "source": {"id": None, "name": "Canal Monitor"},
    "author": "Dorrit Hale",
    "title": "Locks open",
    "url": "https://canal.example/1",
    "publishedAt": "2031-04-08T06:00:00Z",
    "content": TEXT,
}
TRAFILATURA = {
    "title": "Locks open",
    "author": "Dorrit Hale",
    "hostname": "canal.example",
    "date": "2031-04-08",
    "fingerprint": "a1",
    "source": "https://canal.example/1",
    "source-hostname": "Canal Monitor",
    "text": TEXT,
}
GIVEN = {"title": "Locks open", "published": "2031-04-08", "language": "en"}


def read(folder: Path, name: str, data: bytes | str) -> tuple[list[Source], list[SetAside]]:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(sources([file]))
    return (
        [each for each in found if isinstance(each, Source)],
        [each for each in found if isinstance(each, SetAside)],
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            NEWS_PLEASE,
            {
                "url": "https://canal.example/1",
                "retrieved": "2031-04-09 07:15:00",
                "published": "2031-04-08 06:00:00",
                "language": "en",
                "byline": ["Dorrit Hale"],
                "outlet": None,  # the host says it
            },
        ),
        (
            FUNDUS_CHOSEN,
            {
                "url": "https://canal.example/1",
                "retrieved": "2031-04-09 07:15:00",
                "outlet": "Canal Monitor",
                "language": "en",
            },
        ),
        (
            MEDIA_CLOUD,
            {
                "given_id": "eebfb6",
                "retrieved": "2031-04-09 07:15:00.123456",
                "published": "2031-04-08",
                "outlet": None,
            },
        ),
        (GDELT, {"retrieved": "2031-04-09T07:15:00Z", "language": "es", "published": None}),
        (NEWS_API, {"outlet": "Canal Monitor", "published": "2031-04-08T06:00:00Z"}),
        (TRAFILATURA, {"url": "https://canal.example/1", "published": "2031-04-08"}),
    ],
    ids=["news-please", "Fundus", "Media Cloud", "GDELT", "News API", "trafilatura"],
)
@pytest.mark.parametrize("form", ["line", "lines", "object", "array", "list", "indented"])
def test_a_row_is_known_in_every_shape_of_json(
    tmp_path: Path, row: dict[str, Any], expected: dict[str, Any], form: str
) -> None:
    name, data = {
        "line": ("rows.jsonl", json.dumps(row)),
        "lines": ("rows.json", f"{json.dumps(row)}\n{json.dumps(row)}\n"),
        "object": ("row.json", json.dumps(row)),
        "array": ("rows.json", json.dumps([row, row])),
        "list": ("rows.json", json.dumps({"status": "ok", "articles": [row], "token": None})),
        "indented": ("rows.json.gz", json.dumps({"stories": [row]}, indent=2)),
    }[form]
    packed = gzip.compress(data.encode()) if name.endswith(".gz") else data.encode()
    pages, aside = read(tmp_path, name, packed)
    assert not aside
    assert len(pages) == (2 if form in {"lines", "array"} else 1)
    for page in pages:
        assert page.page().text == TEXT
        for field, value in expected.items():
            found = getattr(page, field) if hasattr(page, field) else page.given.get(field)
            assert found == value, field


def test_the_body_of_fundus_is_its_paragraphs_and_its_file_names_the_publishers(
    tmp_path: Path,
) -> None:
    data = json.dumps({"CanalMonitor": [FUNDUS, FUNDUS], "Osk Courier": [FUNDUS]}, indent=4)
    pages, aside = read(tmp_path, "fundus.json", data)
    assert not aside
    assert [page.given["outlet"] for page in pages] == ["CanalMonitor"] * 2 + ["Osk Courier"]
    assert pages[0].data.decode() == f"Open again.\n\nAt Osk\n\n{TEXT}\n\nNobody said more."
    assert pages[2].where.endswith("fundus.json:3")


def test_a_list_longer_than_a_page_is_read_element_by_element(tmp_path: Path) -> None:
    odd = {**FUNDUS, "title": 'A "bracket}" \\ and ]'}
    file = tmp_path / "fundus.json"
    file.write_text(json.dumps({"Osk “Courier”": [odd] * 200}), encoding="utf-8")
    found = list(sources([file], limit=1000))
    assert len(found) == 200
    for each in found:
        assert isinstance(each, Source)
        assert each.given["title"] == odd["title"]
        assert each.given["outlet"] == "Osk “Courier”"


TABLES = {
    "media-cloud.csv": (
        "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,"
        "media_url,text\n"
        f'7,2031-04-08,Locks open,https://canal.example/1,en,False,,9,Canal Monitor,x,"{TEXT}"\n'
    ),
    "pandas.csv": (
        ",url,title,date_publish,authors,maintext\n"
        f'0,https://canal.example/1,Locks open,2031-04-08,"[\'Dorrit Hale\']","{TEXT}"\n'
    ),
    "spreadsheet.csv": (
        f'Title;URL;Date;Full Text\r\nLocks open;https://canal.example/1;2031-04-08;"{TEXT}"\r\n'
    ),
    "gkg.tsv": (
        "GKGRECORDID\tDATE\tSourceCommonName\tDocumentIdentifier\ttext\n"
        f"20310409071500-1\t20310409071500\tcanal.example\thttps://canal.example/1\t{TEXT}\n"
    ),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_with_a_column_for_the_text_are_read(
    tmp_path: Path, name: str, encoding: str
) -> None:
    (page,), aside = read(tmp_path, name, TABLES[name].encode(encoding))
    assert not aside
    assert page.where.endswith(f"{name}:2")
    assert (page.page().text, page.url) == (TEXT, "https://canal.example/1")
    if name == "gkg.tsv":
        assert page.retrieved == "2031-04-09T07:15:00Z"
    else:
        assert (page.given["title"], page.given["published"]) == ("Locks open", "2031-04-08")
    if name == "pandas.csv":
        assert page.given["byline"] == ["Dorrit Hale"]


def test_a_table_keeps_old_bytes_and_lines_within_cells(tmp_path: Path) -> None:
    text = "First paragraph, “quoted”.\r\n\r\nSecond: café."
    cells = text.replace('"', '""')
    data = f'title,text\nCafé at the lock,"{cells}"\nNo text,\n,"{cells}"\n'.encode("cp1252")
    pages, (aside,) = read(tmp_path, "old.csv", data)
    assert [page.data for page in pages] == [text.encode("cp1252")] * 2
    assert pages[0].page().text == text
    assert pages[0].given["title"] == "Café at the lock"
    assert aside.where.endswith("old.csv:3")


@pytest.mark.parametrize(
    ("name", "data", "place", "words"),
    [
        ("a.csv", "title,url\nLocks,https://a.example/\n", "a.csv", 'but "title", "url"'),
        ("b.csv", "", "b.csv", "names no column"),
        ("c.jsonl", '{"text": "One."}\n{"title": "Locks"}\n', "c.jsonl:2", 'neither "text"'),
        ("d.json", '[{"text": "One."}, {"url": "https://a.example/"}]', "d.json:2", "only an addr"),
        ("e.json", '{"articles": [{"url": "https://a.example/"}]}', "e.json:1", "only an address"),
        ("f.json", '{"count": 3}', "f.json", 'but "count"'),
        ("g.json", '[{"text": "One."}, {"text": "Tw', "g.json:2", "cut off"),
        ("h.json", '[{"text": "One."}]]', "h.json:2", "do not match"),
        ("i.json", "[1, 2]", "i.json", "no objects"),
        ("j.json", "{broken", "j.json", "no JSON"),
        ("k.csv", "title,text\na,One.\n" + "b," + "x" * 3000 + "\nc,Two.\n", "k.csv:3", "row has"),
        ("l.csv", 'title,text\na,One.\nb,"' + "y\n" * 100_000, "l.csv:3", "cannot be read on"),
    ],
)
def test_rows_that_lack_something_are_named_with_what_they_lack(
    tmp_path: Path, name: str, data: str, place: str, words: str
) -> None:
    file = tmp_path / name
    file.write_text(data, encoding="utf-8")
    found = list(sources([file], limit=2000))
    (aside,) = [each for each in found if isinstance(each, SetAside)]
    assert aside.where.endswith(place)
    assert words in aside.why
    texts = [each.data.decode() for each in found if isinstance(each, Source)]
    assert texts == [word for word in ("One.", "Two.") if word in data]


CC_NEWS = (
    "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 13\r\n\r\nrobots: obey\n\r\n\r\n"
    "WARC/1.0\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Type: response\r\n"
    "WARC-Date: 2031-04-09T07:15:00Z\r\nWARC-Target-URI: https://canal.example/1\r\n"
    "WARC-IP-Address: 192.0.2.1\r\nContent-Type: application/http; msgtype=response\r\n"
    "Content-Length: {}\r\n\r\n{}\r\n\r\n"
)
# Written before 2020, such records keep the header of a coding that was taken off already.
ANSWER = (
    "HTTP/1.1 200 OK\r\nContent-Type: text/html;charset=utf-8\r\nContent-Encoding: gzip\r\n"
    "Transfer-Encoding: chunked\r\nX-Crawler-Content-Length: 99\r\n\r\n"
    f"<html><body><p>{TEXT}</p></body></html>"
)


@pytest.mark.parametrize("packed", [False, True])
def test_cc_news_is_read(tmp_path: Path, packed: bool) -> None:
    data = CC_NEWS.format(len(ANSWER), ANSWER).encode()
    name = "CC-NEWS-20310409-1.warc" + ".gz" * packed
    (page,), aside = read(tmp_path, name, gzip.compress(data) if packed else data)
    assert not aside
    assert (page.url, page.retrieved) == ("https://canal.example/1", "2031-04-09T07:15:00Z")
    assert TEXT in page.page().text


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (json.dumps([MEDIA_CLOUD]).encode(), [TEXT]),
        (json.dumps({"articles": [GDELT]}).encode(), [TEXT]),
        (TABLES["media-cloud.csv"].encode(), [TEXT]),
        (TABLES["gkg.tsv"].encode(), [TEXT]),
        (gzip.compress(CC_NEWS.format(len(ANSWER), ANSWER).encode()), [TEXT]),
        (b"[Update] One page.", ["[Update] One page."]),
        (b"{curly} words", ["{curly} words"]),
        (b"Locks open, says canal office, text to follow.", ["Locks open, says"]),
    ],
)
def test_standard_input_is_read_in_any_form(
    monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = list(sources(["-"]))
    for each, words in zip(found, texts, strict=True):
        assert isinstance(each, Source)
        assert words in each.page().text
