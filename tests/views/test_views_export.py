"""The export: the files and fields that scripts read."""

from __future__ import annotations

import json

import msgspec
import pytest
from builders import dispute

import detente.standing
from detente.errors import InputError, UnknownPartyError
from detente.nouns import StandingCommitment, StandingLine
from detente.views import export

FIELDS = {
    "pages": {"id", "file", "url", "retrieved", "sha256"},
    "articles": {
        "id", "page", "file", "title", "text", "start", "end", "outlet", "published", "dateline",
        "byline", "agencies", "language", "story",
    },
    "attributions": {
        "id", "article", "statement", "source", "cue", "content", "page_content", "kind", "speaker",
        "addressee", "via", "medium", "place", "said_on", "parent", "confidence", "method",
    },
    "actors": {"id", "name", "kind", "country", "names", "roles"},
    "lineage": {"from", "to", "relation", "score", "why", "evidence"},
    "stories": {"id", "articles", "first", "last"},
    "statements": {"id", "speaker", "attributions", "wordings", "said_on", "origins"},
    "moves": {"id", "attribution", "evidence", "event", "speech_act", "source", "target", "why"},
    "commitments": {"attribution", "debtor", "creditor", "antecedent", "consequent", "polarity"},
    "discrepancies": {"id", "kind", "about", "values"},
    "mentions": set(),
    "commitment_states": set(),
    "set_aside": set(),
    "standing": {
        "parties", "as_of", "waits", "mutual_wait", "offers", "demands", "contacts", "mediators",
        "venues", "ready", "threats",
    },
}  # fmt: skip


@pytest.fixture
def case(monkeypatch):
    found = dispute()
    pair = tuple(found.standing.parties)
    monkeypatch.setattr(detente.standing, "parties", lambda store: [pair], raising=False)
    monkeypatch.setattr(
        detente.standing, "standing", lambda store, parties, on=None: found.standing, raising=False
    )
    return found


def rows(folder, name):
    text = (folder / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_every_file_has_its_fields_and_is_sorted(case, tmp_path):
    counts = export.write(case.store, tmp_path / "out", "jsonl")
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert files == {*(f"{n}.jsonl" for n in FIELDS), "datapackage.json"}
    for name, fields in FIELDS.items():
        found = rows(tmp_path / "out", name)
        assert len(found) == counts[name]
        assert found or not fields, name
        for row in found:
            assert fields <= row.keys(), name
        ids = [row["id"] for row in found if "id" in row]
        assert ids == sorted(ids)


def test_offsets_lead_into_the_article_and_its_page(case, tmp_path):
    export.write(case.store, tmp_path, "jsonl")
    articles = {row["id"]: row for row in rows(tmp_path, "articles")}
    pages = {page.id: page.text for page in case.store.pages()}
    found = rows(tmp_path, "attributions")
    assert len(found) == 8
    for row in found:
        article = articles[row["article"]]
        in_article = [article["text"][s:e] for s, e in row["content"]]
        assert [pages[article["page"]][s:e] for s, e in row["page_content"]] == in_article


def test_files_are_named_without_their_folder(case, tmp_path):
    export.write(case.store, tmp_path, "jsonl")
    assert {row["file"] for row in rows(tmp_path, "articles")} == {
        "001_post.txt",
        "002_post.txt",
        "003_bell.txt",
    }
    (story,) = rows(tmp_path, "stories")
    assert {row["story"] for row in rows(tmp_path, "articles")} == {story["id"]}


def test_an_export_over_another_replaces_it_and_is_the_same(case, tmp_path):
    export.write(case.store, tmp_path, "jsonl")
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    export.write(case.store, tmp_path, "jsonl")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first


def test_a_failure_leaves_the_old_file_and_nothing_else(case, tmp_path, monkeypatch):
    (tmp_path / "pages.jsonl").write_text("old\n")

    def torn():
        yield next(iter(dispute().store.pages()))
        raise RuntimeError("torn")

    monkeypatch.setattr(case.store, "pages", torn)
    with pytest.raises(RuntimeError, match="torn"):
        export.write(case.store, tmp_path, "jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["pages.jsonl"]
    assert (tmp_path / "pages.jsonl").read_text() == "old\n"


def test_a_pair_without_an_actor_does_not_stop_the_rest(case, tmp_path, monkeypatch, caplog):
    pairs = [("Nobody", "Sudmark"), tuple(case.standing.parties)]
    monkeypatch.setattr(detente.standing, "parties", lambda store: pairs)

    def standing(store, parties, on=None):
        if "Nobody" in parties:
            raise UnknownPartyError("No party called 'Nobody' is in the record.")
        return case.standing

    monkeypatch.setattr(detente.standing, "standing", standing)
    assert export.write(case.store, tmp_path, "jsonl")["standing"] == 1
    assert "Nobody and Sudmark" in caplog.text


def test_a_folder_that_is_a_file_is_refused(case, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(InputError, match="taken"):
        export.write(case.store, tmp_path / "taken", "jsonl")


def test_what_became_of_a_commitment_is_told_with_what_changed_it(case, tmp_path, monkeypatch):
    made = next(case.store.commitments())
    report = StandingLine(who="Sudmark", what="opened the locks", statements=(case.locks.id,))
    line = StandingCommitment(
        who="Norland", what="will talk once the locks open", state="detached", changed=report,
        why="the condition is reported as met", commitments=(made.id, "c:of-no-row"),
    )  # fmt: skip
    stood = msgspec.structs.replace(case.standing, commitments=(line,))
    monkeypatch.setattr(detente.standing, "standing", lambda store, parties: stood)
    export.write(case.store, tmp_path, "jsonl", ["commitment_states"])
    (row,) = rows(tmp_path, "commitment_states")
    assert (row["commitment"], row["state"]) == (made.id, "detached")
    assert row["changed"]["what"] == "opened the locks"
    assert row["parties"] == list(case.standing.parties)
