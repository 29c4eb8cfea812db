"""An invented press: stories told by many outlets, as the nouns that a record is made of.

`Press(seed).stories(…)` yields each story with its articles, what is said in them, and what linking
would make of it. The same seed and sizes give the same stories. The words are in `generated.toml`;
countries are drawn from the package's list, and everybody and everything else is made up.
"""

from __future__ import annotations

import itertools
import random
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from detente.nouns import (
    Actor,
    Article,
    Attribution,
    Discrepancy,
    DiscrepancyValue,
    Evidence,
    Lineage,
    Statement,
    Story,
    When,
    Wording,
)
from generated_articles import SHOWN, Draft, Plan, Somebody, Told, Utterance, Worded

FIRST, DAYS = date(2031, 1, 1), 2000
"""The day of the first story, and days until the last."""
COUNTRIES, DISPUTES, OUTLETS, AGENCIES = 60, 120, 300, 6
_COPIED, _REWORDED, _UNNAMED, _UNDATED = 0.3, 0.25, 0.05, 0.4
"""Shares of articles that are copies; of utterances in two wordings, without a name, a day."""
_PARTS = frozenset({"lead", "antecedent", "link", "consequent"})
_SCRAMBLE, _ID_BITS = 0x9E3779B97F4B, 48


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "generated.toml").read_text(encoding="utf-8"))


class Press:
    """Everybody who may be quoted, every outlet, and the dice."""

    def __init__(self, seed: int, people: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  no secret hangs on it
        self._made: dict[str, int] = {}
        self.outlets = [self._paper() for _ in range(OUTLETS)]
        self.agencies = [f"{self._name()} News" for _ in range(AGENCIES)]
        self.lands = self._lands()
        self.people = [self._people(land, people) for land in self.lands]
        self.disputes = list(itertools.combinations(range(COUNTRIES), 2))
        self.chance.shuffle(self.disputes)

    def id(self, letter: str) -> str:
        """The next id of a kind: spread over all ids as hashes are, and never one twice."""
        number = self._made[letter] = self._made.get(letter, 0) + 1
        return f"{letter}:{number * _SCRAMBLE % 2**_ID_BITS:012x}"

    def zipf(self, size: int) -> int:
        """An index below `size`, the first ones by far the likeliest."""
        return min(int(size ** self.chance.random()) - 1, size - 1)

    def actors(self) -> Iterator[Actor]:
        """Everybody who was named in some story."""
        for one in itertools.chain(self.lands, *self.people):
            if one.shown:
                yield one.actor()

    def stories(self, articles: int, attributions: int) -> Iterator[Told]:
        """Stories of so many articles with so many attributions altogether."""
        least, more = divmod(attributions, articles)
        told = 0
        while told < articles:
            size = min(1 + int(self.chance.paretovariate(1.2)), 60, articles - told)
            day = FIRST + timedelta(days=told * DAYS // articles)
            counts = [least + (told + n < more) for n in range(size)]
            yield _Desk(self, day).story(counts)
            told += size

    def _name(self) -> str:
        return "".join(self.chance.choices(_words()["syllables"], k=2)).capitalize()

    def _paper(self) -> str:
        return f"The {self._name()} {self.chance.choice(_words()['papers'])}"

    def _lands(self) -> list[Somebody]:
        listed = (resources.files("detente.countries") / "countries.json").read_bytes()
        known = [
            one for one in msgspec.json.decode(listed)["countries"] if one["kind"] == "country"
        ]
        return [
            Somebody(self.id("n"), one["name"], "country", one["code"], "")
            for one in self.chance.sample(known, COUNTRIES)
        ]

    def _people(self, land: Somebody, people: int) -> list[Somebody]:
        return [
            Somebody(
                self.id("n"),
                f"{self._name()} {self._name()}{self._name().lower()}",
                "person",
                land.country,
                self.chance.choice(_words()["roles"]),
            )
            for _ in range(max(2, people // COUNTRIES))
        ]


class _Desk:
    """One story as it is told: who quarrels, what was said, and in which articles it stands."""

    def __init__(self, press: Press, day: date) -> None:
        self.press, self.chance, self.day = press, press.chance, day
        self.pair = press.disputes[press.zipf(DISPUTES)]
        self.told = Told()
        self.reports: dict[str, list[tuple[Attribution, int, str]]] = {}

    def story(self, counts: Sequence[int]) -> Told:
        """Tell it in articles with so many attributions each."""
        utterances = [self._utterance() for _ in range(max(counts) * 3 // 2 + 1)]
        plans: list[tuple[Plan, Article]] = []
        for count in counts:
            copied = bool(plans) and self.chance.random() < _COPIED
            old = self.chance.choice(plans) if copied else None
            plan = old[0] if old and len(old[0].lines) == count else self._plan(utterances, count)
            article = self._write(plan)
            if old and plan is old[0]:
                self.told.lineage.append(self._link(old[1], article))
            else:
                plans.append((plan, article))
        for utterance in utterances:
            if utterance.id in self.reports:
                self._statement(utterance)
        self.told.stories.append(self._story())
        return self.told

    def _utterance(self) -> Utterance:
        one, two = self.pair if self.chance.random() < 0.5 else self.pair[::-1]
        people = self.press.people[one]
        side, other = self.press.lands[one], self.press.lands[two]
        template = self.chance.choice(_words()["utterances"])
        names = {
            "side": side.name,
            "other": other.name,
            "deed": self.chance.choice(_words()["deeds"]),
            "reply": self.chance.choice(_words()["replies"]),
        }
        wordings = [_worded(template, names, "")]
        if self.chance.random() < _REWORDED:
            wordings.append(_worded(template, names, "as everybody knows, "))
        return Utterance(
            id=self.press.id("s"),
            speaker=None if self.chance.random() < _UNNAMED else self.likely(people),
            side=side,
            other=other,
            said_on=None if self.chance.random() < _UNDATED else self._said_on(),
            template=template,
            wordings=tuple(wordings),
        )

    def _said_on(self) -> When:
        day = (self.day - timedelta(days=self.chance.randrange(3))).isoformat()
        return When(earliest=day, latest=day)

    def likely(self, people: Sequence[Somebody]) -> Somebody:
        """One of the people, the first ones by far the likeliest."""
        return people[self.press.zipf(len(people))]

    def _plan(self, utterances: Sequence[Utterance], count: int) -> Plan:
        one, other = (self.press.lands[n].name for n in self.pair)
        return Plan(
            title=f"{one}, {other} and who must {self.chance.choice(_words()['deeds'])}",
            origin=self.chance.choice(self.press.agencies) if self.chance.random() < 0.4 else None,
            act=self.chance.choice(_words()["acts"]),
            filler=self.chance.choice(_words()["fillers"]),
            lines=tuple(
                (
                    utterance,
                    self.chance.randrange(len(utterance.wordings)),
                    self.chance.choice(_words()["cues"]),
                    self.chance.random() < 0.5,
                )
                for utterance in self.chance.sample(utterances, count)
            ),
        )

    def _write(self, plan: Plan) -> Article:
        draft = Draft(self.press, self.told, self.press.outlets[self.press.zipf(OUTLETS)])
        draft.act(plan.act, *(self.press.lands[n] for n in self.pair))
        origin = plan.origin or draft.outlet
        for utterance, wording, cue, quoted in plan.lines:
            said = draft.report(utterance, wording, cue, quoted=quoted)
            self.reports.setdefault(utterance.id, []).append((said, wording, origin))
        draft.write(plan.filler)
        document = draft.document(plan, self.day.isoformat())
        self.told.documents.append(document)
        return document.articles[0]

    def _link(self, old: Article, new: Article) -> Lineage:
        end = old.text.index(".") + 1
        return Lineage(
            id=self.press.id("l"),
            source=old.id,
            made=new.id,
            relation="copy",
            score=0.95,
            why="copy: all of its words stand in the other text word for word",
            evidence=tuple(
                Evidence(of=one.id, start=0, end=end, exact=one.text[:end], role="sentence")
                for one in (old, new)
            ),
        )

    def _statement(self, utterance: Utterance) -> None:
        reports = self.reports[utterance.id]
        worded: dict[int, list[Attribution]] = {}
        for said, wording, _ in reports:
            worded.setdefault(wording, []).append(said)
        origins = tuple(dict.fromkeys(origin for _, _, origin in reports))
        self.told.statements.append(
            Statement(
                id=utterance.id,
                speaker=utterance.speaker.id if utterance.speaker else None,
                attributions=tuple(said.id for said, _, _ in reports),
                wordings=tuple(
                    Wording(
                        text=utterance.wordings[n].words, attributions=tuple(s.id for s in same)
                    )
                    for n, same in worded.items()
                ),
                said_on=utterance.said_on,
                origins=len(origins),
                origin_names=origins,
                score=0.9,
                why=f"{len(reports)} reports in like words" if len(reports) > 1 else "one report",
            )
        )
        if len(worded) > 1:
            self._discrepancy(utterance, worded)

    def _discrepancy(self, utterance: Utterance, worded: dict[int, list[Attribution]]) -> None:
        who = utterance.speaker.name if utterance.speaker else "an official"
        self.told.discrepancies.append(
            Discrepancy(
                id=self.press.id("d"),
                kind="wording",
                about=f"what {who} said: “{utterance.wordings[0].words}”",
                statement=utterance.id,
                values=tuple(
                    DiscrepancyValue(
                        value=utterance.wordings[n].words,
                        evidence=tuple(_content(said, utterance, n) for said in same[:SHOWN]),
                    )
                    for n, same in worded.items()
                ),
                score=0.8,
                why="the same words but for some",
            )
        )

    def _story(self) -> Story:
        articles = [document.articles[0] for document in self.told.documents]
        return Story(
            id=self.press.id("y"),
            articles=tuple(article.id for article in articles),
            first=self.day.isoformat(),
            last=self.day.isoformat(),
            title=articles[0].title,
            score=0.8,
            why=f"{len(articles)} articles on one occasion",
        )


def _worded(template: dict[str, Any], names: dict[str, str], before: str) -> Worded:
    """The template's parts, in its own order, filled in; and where its two halves stand."""
    words, halves = before, {}
    for part in (part for part in template if part in _PARTS):
        start = len(words)
        words += template[part].format(**names)
        halves[part] = (start, len(words))
    return Worded(words, halves.get("antecedent"), halves.get("consequent"))


def _content(said: Attribution, utterance: Utterance, wording: int) -> Evidence:
    start, end = said.content[0]
    exact = utterance.wordings[wording].words
    return Evidence(of=said.article or "", start=start, end=end, exact=exact)
