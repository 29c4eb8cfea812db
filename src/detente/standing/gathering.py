"""Reads the rows of all articles in which parties have a part together, each with its source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from detente import countries
from detente.nouns import Actor, Article, Attribution, Commitment, Mention, Move, Statement
from detente.standing.allegiance import placed_by_words
from detente.standing.recoding import coded_again, placed
from detente.standing.relays import innermost
from detente.standing.serving import bodies_in, titles_of
from detente.standing.sides import Side, Sides, country_name
from detente.standing.telling import Facts, Scene, Telling
from detente.standing.wordings import words_for

if TYPE_CHECKING:
    from detente.record.parties import Parties, Told

MOST = 400
"""Articles that are read for a standing, the latest; an earlier day asks for the others.

One takes one to three milliseconds, so that a standing of more would keep its reader waiting.
"""


def gather(
    reading: Parties, parties: Sequence[Side], until: str | None = None, most: int | None = MOST
) -> Facts:
    """Read the rows of the articles in which the parties have a part.

    Args:
        reading: a record by its parties.
        parties: those that matter.
        until: an ISO day; where there are too many articles, those up to it are read first.
        most: how many articles are read (None: all): those in which parties meet, then those
            that may tell what one of them did.

    """
    groups = [_names(party) for party in parties]
    # Names alone find most articles, and sooner than with all the people who speak for a country.
    chosen = reading.together([(names, ()) for names, _ in groups], until)
    if most is None or len(chosen) < most:
        chosen = reading.together(groups, until)
    unread = max(0, len(chosen) - most) if most is not None else 0
    if not unread:
        chosen += reading.alone(groups, until, None if most is None else most - len(chosen))
    told = list(reading.told(chosen[:most]))
    sides = placed_by_words(told, _sides(reading, told, parties))
    said = (a.statement for one in told for a in one.attributions if a.statement)
    statements = reading.statements(set(said))
    moves: list[tuple[Telling, Move]] = []
    commitments: list[tuple[Telling, Commitment]] = []
    for one in sorted(told, key=lambda one: one.article.id):
        mentions = placed(one.mentions, sides)
        tellings = dict(_tellings(one, sides, statements, mentions))
        coded: tuple[Iterable[Move], Iterable[Commitment]] = one.moves, one.commitments
        if mentions != one.mentions:
            coded = coded_again(one.article, one.attributions, mentions)
        acts, bonds = innermost(one.attributions, *coded)
        moves += [(tellings[m.attribution], m) for m in acts]
        commitments += [(tellings[c.attribution], c) for c in bonds]
    return Facts(tuple(moves), tuple(commitments), unread)


def _names(party: Side) -> tuple[Collection[str], Collection[str]]:
    """The names and codes that are a party's own in articles, and the countries that it may be."""
    country = countries.by_name(party.name)
    if country is None:
        return party.names, () if party.is_person else (party.name,)
    own = {country.code, *country.codes, country.name}
    return {*party.names, *own}, own


def _sides(reading: Parties, told: Sequence[Told], parties: Sequence[Side]) -> Sides:
    """The sides of all whom these articles name."""
    names: set[str | None] = set()
    actors: set[str | None] = set()
    for one in told:
        names.update(mention.name for mention in one.mentions)
        actors.update(mention.actor for mention in one.mentions)
        names.update(p.name for m in one.moves for p in (*m.source, *m.target) if not p.code)
        for bound in one.commitments:
            halves = (bound.antecedent, bound.consequent)
            names |= {bound.debtor, bound.creditor, *(half.who for half in halves if half)}
        for speaker in (a.speaker for a in one.attributions if a.speaker):
            names.add(speaker.name)
            actors.add(speaker.actor)
    known = {name for name in names if name}
    found = reading.actors(names=known, ids={key for key in actors if key}, kind="country")
    return Sides((*found, *bodies_of(reading, found)), parties)


def bodies_of(reading: Parties, people: Iterable[Actor]) -> list[Actor]:
    """Read the actors whom the titles of people name."""
    return reading.actors(names=bodies_in(title for one in people for title in titles_of(one)))


def _tellings(
    told: Told, sides: Sides, statements: Mapping[str, Statement], mentions: tuple[Mention, ...]
) -> Iterator[tuple[str | None, Telling]]:
    """Every source of one article by its attribution's id, its own voice under None."""
    article = told.article
    scene = Scene(article, mentions, sides)
    own = (article.outlet or article.id,)
    yield None, Telling(scene, None, None, None, None, own, None)
    for one in told.attributions:
        statement = statements.get(one.statement or "")
        speaker = one.speaker
        yield (
            one.id,
            Telling(
                scene=scene,
                attribution=one,
                side=_speaking_for(one, sides, mentions, article),
                speaker=speaker.name if speaker else None,
                statement=one.statement,
                origins=statement.origin_names if statement and statement.origin_names else own,
                said_on=(statement.said_on if statement else None) or one.said_on,
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
    titles = [role.title for role in actor.roles] if actor else []
    own = sides.party_in("; ".join([*titles, *_words(attribution, article)]))
    if own is not None:
        return own
    if actor is not None and actor.country:
        return country_name(actor.country)
    for mention in mentions:
        if mention.name == speaker.name and mention.country:
            return country_name(mention.country)
    if speaker.anonymous:
        words = " ".join(_words(attribution, article))
        named = countries.find(words) or countries.find(speaker.name)
        land = named[0].name if named else next(sides.adjectives(words), None)
        return land or sides.served_in(words)
    return _by_source(attribution, sides, mentions, article) or sides.of_name(speaker.name)


def _words(attribution: Attribution, article: Article) -> list[str]:
    """The words for the source of an attribution."""
    return [article.text[start:end] for start, end in attribution.source]


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
        if len(lands) == 1 and words_for("office").search(article.text, start, end):
            return lands.pop()
    return None


def _is_adjective(mention: Mention, start: int, end: int, article: Article) -> bool:
    """Whether a mention between two offsets calls a country by its adjective."""
    words = article.text[mention.start : mention.end]
    inside = start <= mention.start and mention.end <= end
    return inside and mention.country is not None and words != country_name(mention.country)
