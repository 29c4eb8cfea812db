"""Taking what one record says of its pages into another; links are made anew there.

The other record may be anybody's: each page is checked as it enters, and one that does not hold is
set aside with its reason.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from detente.errors import EvidenceError, InputError
from detente.nouns import Document, SetAside
from detente.record.faults import UNREADABLE

if TYPE_CHECKING:
    from detente.record.store import Store


def take_over(store: Store, other: Store) -> int:
    """Add the pages of another record, what was set aside there, and what people judged there.

    Returns:
        How many pages were new.

    """
    new = 0
    for item in other.documents():
        if isinstance(item, Document):
            new += _add(store, item, other)
        else:
            store.set_aside(_of(other, item))
    for item in other.set_asides():
        store.set_aside(item)
    _take_judgements(store, other)
    return new


def _add(store: Store, document: Document, other: Store) -> bool:
    try:
        new = store.add(document)
    except (EvidenceError, InputError) as error:
        store.set_aside(_of(other, SetAside(where=document.page.id, why=str(error))))
        return False
    for file in other.files(document.page.id):
        store.recognise(replace(document.page, file=file))
    return new


def _take_judgements(store: Store, other: Store) -> None:
    try:
        judgements = other.judgements()
        lists = sorted(other.known_actors(), key=lambda actor: actor.source)
    except UNREADABLE as error:
        why = f"Its judgements cannot be read ({error}); none was taken."
        store.set_aside(SetAside(where=other.place, why=why))
        return
    for judgement in judgements:
        store.judge(judgement)
    for source, actors in groupby(lists, key=lambda actor: actor.source):
        store.keep_list(source, list(actors))


def _of(other: Store, item: SetAside) -> SetAside:
    return SetAside(where=f"{other.place} {item.where}", why=item.why)
