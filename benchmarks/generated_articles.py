"""Articles of an invented press: what is said and done in each is noted while it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import msgspec

from detente.nouns import (
    Actor,
    ActorKind,
    Annotated,
    Article,
    Attribution,
    Clause,
    Commitment,
    Discrepancy,
    Document,
    Dropped,
    Evidence,
    Lineage,
    Mention,
    Move,
    Page,
    Party,
    Role,
    Segment,
    Span,
    Speaker,
    Statement,
    Story,
    When,
    Why,
)

SHOWN = 3
"""Passages that show one name or one side of a discrepancy."""


class Ids(Protocol):
    """Where ids come from."""

    def id(self, letter: str) -> str:
        """The next id of a kind."""
        ...


@dataclass
class Somebody:
    """An actor who is yet to speak; `shown` are the first places that name them."""

    id: str
    name: str
    kind: ActorKind
    country: str
    role: str
    shown: list[Evidence] = field(default_factory=list)

    def seen(self, article: str, start: int, end: int) -> None:
        """Keep one of the first places."""
        if len(self.shown) < SHOWN and all(place.of != article for place in self.shown):
            place = Evidence(of=article, start=start, end=end, exact=self.name, role="name")
            self.shown.append(place)

    def actor(self) -> Actor:
        """The noun, with the office that they hold."""
        where = tuple(self.shown)
        roles = (Role(title=self.role, evidence=where[:1]),) if self.role else ()
        why = Why(about=self.name, rule="one name", evidence=where)
        return Actor(
            id=self.id,
            name=self.name,
            kind=self.kind,
            country=self.country,
            names=(self.name,),
            roles=roles,
            why="one name",
            whys=(why,),
        )


class Worded(NamedTuple):
    """One wording, and the spans in it of what is asked for and of what will be done for it."""

    words: str
    antecedent: Span | None
    consequent: Span | None


@dataclass(frozen=True)
class Utterance:
    """What somebody said once, in one wording or more."""

    id: str
    speaker: Somebody | None
    side: Somebody
    other: Somebody
    said_on: When | None
    template: dict[str, Any]
    wordings: tuple[Worded, ...]


@dataclass
class Told:
    """A story: its pages, and what linking makes of them."""

    documents: list[Document] = field(default_factory=list)
    speakers: dict[str, str] = field(default_factory=dict)
    mentioned: dict[tuple[str, int, int], str] = field(default_factory=dict)
    lineage: list[Lineage] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    discrepancies: list[Discrepancy] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What an article will say; an outlet that copies another follows the same plan.

    A line is an utterance, the number of its wording, the cue, and whether its words are quoted.
    """

    title: str
    origin: str | None
    act: dict[str, Any]
    filler: str
    lines: tuple[tuple[Utterance, int, str, bool], ...]


class Draft:
    """One article while it is written."""

    def __init__(self, ids: Ids, told: Told, outlet: str) -> None:
        self.ids, self.told, self.outlet = ids, told, outlet
        self.id = ids.id("a")
        self.text = ""
        self.said: list[Attribution] = []
        self.named: list[Mention] = []
        self.moves: list[Move] = []
        self.commitments: list[Commitment] = []

    def write(self, words: str) -> Span:
        """Add words; where they stand."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def act(self, template: dict[str, Any], side: Somebody, other: Somebody) -> None:
        """Begin with what one side did, in the outlet's own words."""
        words = template["words"].format(side=side.name, other=other.name)
        span = self.write(words)
        self.write(".\n\n")
        self._lands(span, words, (side, other))
        self._move(None, span, template, Party(name=side.name, code=side.country), other)

    def report(self, utterance: Utterance, number: int, cue: str, *, quoted: bool) -> Attribution:
        """Write who said it and what, and note what is found there."""
        worded, speaker = utterance.wordings[number], utterance.speaker
        mark, end = ("“", "”") if quoted else ("", "")
        source = self.write(speaker.name if speaker else f"An official of {utterance.side.name}")
        self.write(" ")
        cued = self.write(cue)
        self.write(f" that {mark}")
        content = self.write(worded.words)
        self.write(f"{end}.\n\n")
        said = Attribution(
            id=self.ids.id("q"),
            source=(source,),
            cue=(cued,),
            content=(content,),
            kind="mixed" if quoted else "indirect",
            speaker=Speaker(name=speaker.name) if speaker else None,
            said_on=utterance.said_on,
            confidence=0.9,
            method="generated",
        )
        self.said.append(said)
        if speaker:
            self._name(source, speaker)
            self.told.speakers[said.id] = speaker.id
        self._lands(content, worded.words, (utterance.side, utterance.other))
        self._move(said.id, content, utterance.template, _party(utterance), utterance.other)
        self._commit(said.id, content[0], utterance, worded)
        return msgspec.structs.replace(said, article=self.id)

    def document(self, plan: Plan, day: str) -> Document:
        """The page with this article on it."""
        page = self.ids.id("p")
        number = page.partition(":")[2]
        head = f"{plan.title}\n\n"
        article = Article(
            id=self.id,
            page=page,
            title=plan.title,
            text=self.text,
            start=0,
            end=len(head) + len(self.text),
            segments=(Segment(text_start=0, page_start=len(head), length=len(self.text)),),
            outlet=self.outlet,
            agencies=(plan.origin,) if plan.origin else (),
            published=day,
            published_rule="the page says when it was published",
            language="en",
        )
        found = Annotated(
            attributions=tuple(self.said),
            moves=tuple(self.moves),
            commitments=tuple(self.commitments),
            mentions=tuple(self.named),
        )
        return Document(
            page=Page(
                id=page,
                sha256=number,
                text=head + self.text,
                media="text/plain",
                encoding="utf-8",
                file=f"{number}.txt",
                url=f"https://press.example/{number}",
            ),
            articles=(article,),
            annotated=(found,),
            dropped=(Dropped(start=0, end=len(plan.title), why="title"),),
        )

    def _lands(self, span: Span, words: str, lands: Sequence[Somebody]) -> None:
        for land in lands:
            if (at := words.find(land.name)) >= 0:
                self._name((span[0] + at, span[0] + at + len(land.name)), land)

    def _name(self, span: Span, meant: Somebody) -> None:
        start, end = span
        self.named.append(
            Mention(
                start=start,
                end=end,
                name=meant.name,
                kind="country" if meant.kind == "country" else "person",
                country=meant.country,
            )
        )
        self.told.mentioned[self.id, start, end] = meant.id
        meant.seen(self.id, start, end)

    def _move(
        self, said: str | None, span: Span, template: dict[str, Any], source: Party, other: Somebody
    ) -> None:
        self.moves.append(
            Move(
                id=self.ids.id("m"),
                attribution=said,
                evidence=(span,),
                event=template.get("event"),
                speech_act=template.get("speech_act"),
                source=(source,),
                target=(Party(name=other.name, code=other.country),),
                quad=template.get("quad"),
                confidence=0.8,
                why="generated",
            )
        )

    def _commit(self, said: str, start: int, utterance: Utterance, worded: Worded) -> None:
        if not worded.antecedent and not worded.consequent:
            return
        self.commitments.append(
            Commitment(
                id=self.ids.id("c"),
                attribution=said,
                debtor=utterance.side.name,
                creditor=utterance.other.name,
                antecedent=_clause(utterance.other, worded.words, worded.antecedent, start),
                consequent=_clause(utterance.side, worded.words, worded.consequent, start),
                confidence=0.8,
                why="generated",
            )
        )


def _party(utterance: Utterance) -> Party:
    who = utterance.speaker or utterance.side
    return Party(name=who.name, code=utterance.side.country, sector="GOV")


def _clause(who: Somebody, words: str, half: Span | None, start: int) -> Clause | None:
    if half is None:
        return None
    place = (half[0] + start, half[1] + start)
    return Clause(who=who.name, act=words[slice(*half)], evidence=(place,))
