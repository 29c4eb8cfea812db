"""Why anything was linked, in words and with its passages."""

import msgspec
from builders import dispute

from detente.nouns import Article
from detente.views import why
from detente.views.layout import plain
from detente.views.reading import Lookup

CASE = dispute()
LOOKUP = Lookup(CASE.store)


def explained(identifier: str) -> why.Explained:
    return why.explained(CASE.store.get(identifier), "It", LOOKUP)


def test_an_article_tells_by_what_it_is_linked_and_shows_the_sentences():
    for link in CASE.store.lineage():
        for end in (link.source, link.made):
            reasons = {r.why.rule: r for r in explained(end).reasons}
            assert link.why in reasons
            assert bool(reasons[link.why].passages) == bool(link.evidence)
            shown = " ".join(plain(why.render(explained(end)), 200).split())
            assert link.relation in shown


def test_an_article_alone_in_its_story_has_no_reason_for_it():
    for story in CASE.store.stories():
        for identifier in story.articles:
            told = [r for r in explained(identifier).reasons if "one story with" in r.why.about]
            assert len(told) == (len(story.articles) > 1)


def test_a_statement_shows_the_words_of_each_report():
    joined = msgspec.structs.replace(CASE.locks, why="the same words")
    (reason,) = why.explained(joined, "It", LOOKUP).reasons
    texts = {a.id: a.text for a in CASE.store.nouns.values() if isinstance(a, Article)}
    assert len(reason.why.evidence) >= len(CASE.locks.attributions)
    assert all(piece.holds(texts[piece.of]) for piece in reason.why.evidence)
