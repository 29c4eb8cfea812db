"""What a standing does not hold, as sentences: what nobody said, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.nouns import Move, StandingLine, Wait
from detente.standing.sides import Side
from detente.standing.telling import Facts, Telling
from detente.standing.waits import begins, is_step
from detente.standing.wordings import words_for


def not_found(
    moves: Sequence[tuple[Telling, Move]],
    found: Sequence[Wait],
    lists: Mapping[str, Sequence[StandingLine]],
    parties: Sequence[Side],
) -> Iterator[str]:
    """What the record holds no statement of, as sentences."""
    shown = {line.who for lines in lists.values() for line in lines if line.statements}
    shown |= {wait.who for wait in found if wait.statements}
    for party in parties:
        if party.name not in shown and not any(
            party.holds(t.side, t.speaker) for t, _ in moves if t.attribution
        ):
            yield f"No statement by {party.name} was found."
            continue
        asked = any(w.for_whom == party.name and begins(w.to) for w in found)
        if asked and not _on_first_step(party, found, lists):
            yield f"No statement by {party.name} on who should take the first step was found."
        if not _on_talks(party, found, lists):
            yield f"No statement by {party.name} on whether it is ready to talk was found."


def _on_first_step(
    party: Side, found: Sequence[Wait], lists: Mapping[str, Sequence[StandingLine]]
) -> bool:
    """Whether a party says who should begin: another ("it is for them to come forward"), or who."""
    said = [
        (name, line.what) for name, of in lists.items() for line in of if line.who == party.name
    ]
    waits = [wait for wait in found if wait.who == party.name]
    # "If they stop, we will talk" says who goes first as well.
    talks = words_for("meet")
    return any(begins(wait.to) or talks.search(wait.then or "") for wait in waits) or any(
        begins(words) if name == "demands" else is_step(words) for name, words in said
    )


def _on_talks(
    party: Side, found: Sequence[Wait], lists: Mapping[str, Sequence[StandingLine]]
) -> bool:
    """Whether a party says if it will talk: that it is ready, that it is not, or on what terms."""
    if any(line.who == party.name for line in lists["ready"]):
        return True
    said = [
        line.what
        for name in ("refusals", "contacts")
        for line in lists.get(name, ())
        if line.who == party.name and line.statements
    ]
    said += [e.exact for wait in found if wait.who == party.name for e in wait.evidence]
    return any(words_for("meet").search(words) for words in said)


def undated(facts: Facts) -> Iterator[str]:
    """How much is left out of a standing as of a day, because nobody knows when it was said."""
    count = len({t.attribution.id for t, _ in facts.moves if t.attribution and not t.day})
    if count:
        some = "statement whose day is" if count == 1 else "statements whose days are"
        yield f"Left out: {count} {some} not known."


def unread(facts: Facts) -> Iterator[str]:
    """How much was not read, because there is more between the parties than one answer can hold."""
    if facts.unread:
        some = "article is" if facts.unread == 1 else "articles are"
        yield (
            f"Left out: {facts.unread:,} older {some} not looked at; ask for an earlier day, or "
            "with `--all` on the command line."
        )
