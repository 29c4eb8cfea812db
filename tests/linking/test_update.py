"""Linking a record piece by piece gives what linking it at once gives."""

from __future__ import annotations

import importlib
import itertools
import random
from pathlib import Path

import msgspec
import pytest
from linking_builder import Page, copy, elsewhere, retold, wire

from detente.linking import relink, update
from detente.nouns import Document, content_id
from detente.nouns import Page as Delivered
from detente.record import Store
from detente.record.merging import take_over

PAGES = (wire(), copy(), retold(), elsewhere())


def document(page: Page) -> Document:
    """The page as it enters a record, its ids made from its content as reading makes them."""
    text = page.article.text
    delivered = Delivered(
        id=page.article.page, sha256=content_id("p", text), text=text, media="text/html",
        encoding="utf-8", file=f"{page.article.id}.txt",
    )  # fmt: skip
    return Document(page=delivered, articles=(page.article,), annotated=(page.annotated,))


def rows(store: Store) -> dict[str, list[bytes]]:
    """What an export of the record holds of its links, and what holds them together."""
    found = {
        kind: sorted(msgspec.json.encode(noun) for noun in getattr(store, kind)())
        for kind in ("actors", "lineage", "stories", "statements", "discrepancies", "attributions")
    }
    found["mentions"] = sorted(
        msgspec.json.encode(m) for a in store.articles() for m in store.mentions(a.id)
    )
    found["evidence"] = sorted(
        msgspec.json.encode(piece)
        for kind in ("actors", "lineage", "discrepancies")
        for noun in getattr(store, kind)()
        for piece in store.evidence(noun.id)
    )
    return found


def read_in(folder: Path, portions: list[list[Page]]) -> Store:
    """A new record that these portions of pages were read into, one after the other."""
    store = Store.open(folder / f"{random.getrandbits(40)}.db", create=True)
    for portion in portions:
        for page in portion:
            store.add(document(page))
        update(store)
    return store


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bytes]]:
    with read_in(tmp_path_factory.mktemp("whole"), [list(PAGES)]) as store:
        found = rows(store)
    assert all(found.values())
    return found


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(PAGES))))[::3])
def test_pages_one_by_one_in_any_order_are_the_pages_at_once(
    tmp_path: Path, at_once: dict[str, list[bytes]], order: tuple[int, ...]
) -> None:
    with read_in(tmp_path, [[PAGES[place]] for place in order]) as store:
        assert rows(store) == at_once


def test_linking_anew_gives_the_same_record(
    tmp_path: Path, at_once: dict[str, list[bytes]]
) -> None:
    with read_in(tmp_path, [[page] for page in PAGES]) as store:
        relink(store)
        assert rows(store) == at_once
        update(store)
        assert rows(store) == at_once


def test_ids_stay_when_a_copy_arrives_and_replaced_ones_still_open(tmp_path: Path) -> None:
    with read_in(tmp_path, [[wire()], [elsewhere()]]) as store:
        before = {n.id for kind in ("stories", "statements") for n in getattr(store, kind)()}
        store.add(document(copy()))
        update(store)
        after = {n.id for kind in ("stories", "statements") for n in getattr(store, kind)()}
    assert before <= after
    with read_in(tmp_path, [[copy()]]) as store:
        (alone,) = store.stories()
        store.add(document(wire()))
        update(store)
        (both,) = store.stories()
        assert both.id != alone.id
        assert store.get(alone.id) == both


def test_merged_records_are_the_record_of_all_pages(
    tmp_path: Path, at_once: dict[str, list[bytes]]
) -> None:
    with (
        read_in(tmp_path, [[wire(), elsewhere()]]) as one,
        read_in(tmp_path, [[retold(), wire()], [copy()]]) as other,
        read_in(tmp_path, []) as both,
    ):
        assert [take_over(both, one), take_over(both, other)] == [2, 2]
        update(both)
        assert rows(both) == at_once


def versions() -> list[Page]:
    """Copies, cuts and longer texts of one wire, beside pages that only tell of the same."""
    text = wire().article.text
    cut = text[: text.rindex("\n\n")]
    shapes = (text, cut, f"{text}\n\nThe paper adds a line of its own about the price of rice.")
    made = [
        Page(f"v{n}", shapes[n % 3], title="Talks", published=f"2023-03-{14 + n % 4}")
        for n in range(9)
    ]
    return [*made, wire(), retold(), elsewhere()]


@pytest.mark.parametrize("seed", range(4))
def test_versions_in_any_portions_are_the_versions_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    with read_in(tmp_path, [versions()]) as store:
        wanted = rows(store)
    chance, pages, portions = random.Random(seed), versions(), []  # noqa: S311  no secret hangs on it
    chance.shuffle(pages)
    while pages:
        portions.append([pages.pop() for _ in range(min(len(pages), chance.randint(1, 5)))])
    # Small portions, and blocks that wait until all of a portion is entered.
    for name, number in (("_AT_ONCE", 2), ("_PORTION", 1), ("_LARGE", 3), ("_AT_HAND", 4)):
        monkeypatch.setattr(importlib.import_module("detente.linking.update"), name, number)
    with read_in(tmp_path, portions) as store:
        assert rows(store) == wanted


@pytest.mark.parametrize("spelt", ["Abebe Workku", "Abebe Warku", "Abebe Z. Worku"])
def test_an_actor_that_a_waiting_block_still_names_is_not_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelt: str
) -> None:
    """Another story spells a name so that its actor changes, and a large block waits."""
    room = importlib.import_module("detente.linking.update")
    stories = {
        "dam": ("the gates of the dam on the Blue Nile would stay shut until June", "2023-04-02"),
        "rail": ("no train would leave for Djibouti before the strike had ended", "2024-09-20"),
        "tax": ("a levy on coffee would come in the autumn after all", "2025-11-11"),
    }

    def page(story: str, key: str, name: str) -> Page:
        said, day = stories[story]
        text = f"{name} said {said}.\n\nThis is report {key} about the {story} of the country."
        made = Page(f"{story}{key}", text, title=f"The {story}", published=day)
        made.said(name, said)
        return made.named(name, name)

    first = [page("dam", str(n), "Abebe Worku") for n in range(5)]
    later = [page("rail", "0", spelt), page("tax", "0", "Tarek Mansour")]
    whole = read_in(tmp_path, [[*first, *later]])
    monkeypatch.setattr(room, "_AT_ONCE", 1)
    monkeypatch.setattr(room, "_LARGE", 3)
    for second in (later, later[::-1]):
        with read_in(tmp_path, [first, second]) as store:
            assert rows(store) == rows(whole)
    whole.close()
