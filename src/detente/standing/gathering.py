"""Reads the rows of all articles in which a party has a part, each with its source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from detente import countries
from detente.nouns import Article, Attribution, Commitment, Mention, Move, Statement
from detente.standing.recoding import coded_again, placed
from detente.standing.sides import Side, Sides, country_name
from detente.standing.telling import Facts, Reading, Telling

_OFFICE = re.compile(
    r"\b(?:ministry|government|presiden\w+|spokes\w+|ambassador|envoy|embassy|army|military|official)",
    re.IGNORECASE,
)


def gather(store: Reading, sides: Sides, parties: Iterable[Side]) -> Facts:
    """Read the rows of all articles in which one of the parties has a part.

    Args:
        store: a record's reading side.
        sides: who belongs to whom in it.
        parties: the parties that matter.

    """
    wanted = tuple(parties)
    moves: dict[str, list[Move]] = defaultdict(list)
    commitments: dict[str, list[Commitment]] = defaultdict(list)
    relevant: set[str] = set()
    for move in store.moves():
        article = move.article or ""
        moves[article].append(move)
        if article not in relevant and _concerns(_sides_of_move(move, sides), wanted):
            relevant.add(article)
    for commitment in store.commitments():
        article = commitment.article or ""
        commitments[article].append(commitment)
        if article not in relevant and _concerns(_sides_of(commitment, sides), wanted):
            relevant.add(article)
    statements = {statement.id: statement for statement in store.statements()} if relevant else {}
    told_moves: list[tuple[Telling, Move]] = []
    told_commitments: list[tuple[Telling, Commitment]] = []
    for article in sorted(relevant):
        written = tuple(store.mentions(article))
        mentions = placed(written, sides)
        tellings = dict(_tellings(store, article, sides, statements, mentions))
        coded = (moves[article], commitments[article])
        if mentions != written:
            coded = _coded(tellings)
        told_moves += [(tellings[m.attribution], m) for m in coded[0]]
        told_commitments += [(tellings[c.attribution], c) for c in coded[1]]
    return Facts(tuple(told_moves), tuple(told_commitments))


def _coded(tellings: dict[str | None, Telling]) -> tuple[list[Move], list[Commitment]]:
    own = tellings[None]
    attributions = [t.attribution for t in tellings.values() if t.attribution is not None]
    moves, commitments = coded_again(own.article, attributions, own.mentions)
    return list(moves), list(commitments)


def _tellings(
    store: Reading,
    article_id: str,
    sides: Sides,
    statements: dict[str, Statement],
    mentions: tuple[Mention, ...],
) -> Iterator[tuple[str | None, Telling]]:
    """Every source of one article by its attribution's id, its own voice under None."""
    article = store.get(article_id)
    assert isinstance(article, Article)  # noqa: S101  the id was read as an article's
    own = (article.outlet or article.id,)
    yield None, Telling(article, None, None, None, None, own, None, mentions, sides)
    for one in store.attributions(article=article.id):
        statement = statements.get(one.statement or "")
        speaker = one.speaker
        side = _speaking_for(one, sides, mentions, article)
        yield (
            one.id,
            Telling(
                article=article,
                attribution=one,
                side=side,
                speaker=speaker.name if speaker else None,
                statement=one.statement,
                origins=statement.origin_names if statement and statement.origin_names else own,
                said_on=(statement.said_on if statement else None) or one.said_on,
                mentions=mentions,
                sides=sides,
            ),
        )


def _speaking_for(
    attribution: Attribution, sides: Sides, mentions: tuple[Mention, ...], article: Article
) -> str | None:
    """The side that a speaker speaks for, by their actor, their mention, or the words for them."""
    speaker = attribution.speaker
    if speaker is None:
        return None
    actor = sides.actors.get(speaker.actor or "")
    if actor is not None and actor.country:
        return country_name(actor.country)
    for mention in mentions:
        if mention.name == speaker.name and mention.country:
            return country_name(mention.country)
    if speaker.anonymous:
        words = " ".join(article.text[start:end] for start, end in attribution.source)
        named = countries.find(words) or countries.find(speaker.name)
        return named[0].name if named else next(sides.adjectives(words), None)
    return _by_source(attribution, sides, mentions, article) or sides.of_name(speaker.name)


def _by_source(
    attribution: Attribution, sides: Sides, mentions: tuple[Mention, ...], article: Article
) -> str | None:
    """The side that the words for a speaker tell: their office's owner or its country.

    "Varn's office" speaks for Varn's country, "a spokesman for the Norlander ministry" for that.
    """
    for start, end in attribution.source[:1]:
        inside = [m for m in mentions if start <= m.start and m.end <= end]
        for mention in inside[:1]:
            owns = article.text.startswith(("’s ", "'s "), mention.end)
            side = sides.of_mention(mention)
            if mention.start == start and owns and mention.end < end and side != mention.name:
                return side
        lands = {sides.of_mention(m) for m in mentions if _is_adjective(m, start, end, article)}
        lands |= set(sides.adjectives(article.text[start:end]))
        if len(lands) == 1 and _OFFICE.search(article.text, start, end):
            return lands.pop()
    return None


def _is_adjective(mention: Mention, start: int, end: int, article: Article) -> bool:
    """Whether a mention between two offsets calls a country by its adjective."""
    words = article.text[mention.start : mention.end]
    inside = start <= mention.start and mention.end <= end
    return inside and mention.country is not None and words != country_name(mention.country)


def _concerns(found: Iterable[str | None], parties: tuple[Side, ...]) -> bool:
    return any(party.holds(side) for side in found for party in parties)


def _sides_of_move(move: Move, sides: Sides) -> Iterator[str | None]:
    for party in (*move.source, *move.target):
        yield sides.of_party(party)
        yield party.name


def _sides_of(commitment: Commitment, sides: Sides) -> Iterator[str | None]:
    halves = (commitment.antecedent, commitment.consequent)
    for name in (commitment.debtor, commitment.creditor, *(half.who for half in halves if half)):
        yield sides.of_name(name)
        yield name
