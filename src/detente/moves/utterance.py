"""An utterance, and the commitments made of its parts: who is meant, clauses and deadlines."""

from __future__ import annotations

from dataclasses import dataclass

from detente.moves.deadlines import deadline
from detente.moves.halves import NO_CONDITION, Halves, trim
from detente.moves.parties import Named, Scene
from detente.moves.passage import Passage
from detente.moves.wordings import wordings
from detente.nouns import Clause, Commitment, Party, Span, content_id

_LEADING = 3
"""Words of the report ("said that") that may stand before what is said."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one attribution tells, with what is needed to say who is meant."""

    key: str
    attribution: str
    passage: Passage
    scene: Scene
    speaker: Named | None
    day: str | None = None
    """The ISO day on which it was said, from which deadlines count."""
    opens: int = 0
    """Where in the passage the utterance begins; what stands before it was said just before."""

    @property
    def own(self) -> Party | None:
        """The speaker's side."""
        speaker = self.speaker
        return Party(name=speaker.side, code=speaker.party.code) if speaker else None

    def side(self, party: Party) -> str:
        """The name of a party's side."""
        return self.scene.side(party)

    def who(self, span: Span) -> Party | None:
        """Who is meant by words of the passage; None where they name nobody."""
        if span[0] >= span[1]:
            return None
        if self._speaks_of_itself(span):
            return self.own
        places = self.passage.spans(*span)
        return self.scene.who(places[0][0], places[-1][1], self.speaker) if places else None

    def _speaks_of_itself(self, span: Span) -> bool:
        """Whether "it" begins what a government says: "Oslo said it would release more water"."""
        words = self.passage.text[span[0] : span[1]].strip().lower()
        if words != "it" or self.speaker is None or not self.scene.is_institution(self.speaker):
            return False
        before = self.passage.text[: span[0]].split()
        return len(before) <= _LEADING and not any(word[:1].isupper() for word in before[1:])

    def clause(
        self,
        who: Party | None,
        span: Span,
        *,
        negated: bool = False,
        actor: Span | None = None,
        thing: Span | None = None,
    ) -> Clause:
        """The clause at `span`.

        Args:
            who: who acts.
            span: where the act stands in the passage.
            negated: whether it is the act's not happening that counts.
            actor: where its actor stands, when that is outside the act.
            thing: what it is about, put in front where nobody is named who acts: "the sluice",
                "be raised".

        """
        whole = (min(span[0], actor[0]), max(span[1], actor[1])) if actor else span
        words = self.passage.text[slice(*span)]
        evidence = self.passage.spans(*whole)
        if thing is not None:
            words = f"{self.passage.text[slice(*thing)]} {words}"
            evidence = (*self.passage.spans(*thing), *evidence)
        return Clause(who=who.name if who else None, act=words, evidence=evidence, negated=negated)

    def commitment(
        self,
        debtor: Party | None,
        creditor: Party | None,
        antecedent: Clause | None,
        consequent: Clause | None,
        why: str,
        confidence: float,
        polarity: str = "will",
        halves: Halves | None = None,
    ) -> Commitment:
        """The commitment of these halves, with the terms and the deadline that its words name."""
        text = self.passage.text
        anchor = (antecedent or consequent or Clause(who=None, act="", evidence=())).evidence
        due = _due(text, halves)
        return Commitment(
            id=content_id("c", self.key, self.attribution, anchor, why),
            attribution=self.attribution,
            debtor=debtor.name if debtor else None,
            creditor=creditor.name if creditor else None,
            antecedent=antecedent,
            consequent=consequent,
            polarity=polarity,
            terms=self._terms(),
            deadline=deadline(due, self.day) if due else None,
            confidence=round(confidence, 2),
            why=why,
        )

    def _terms(self) -> tuple[Span, ...]:
        """Where the passage says on what footing something is to be done."""
        text = self.passage.text
        return tuple(
            span
            for match in wordings().terms.finditer(text)
            if (match.group("whole") or match.group("term")).strip()
            for span in self.passage.spans(
                *trim(text, *match.span("whole" if match.group("whole") else "term"))
            )
        )


def _due(text: str, halves: Halves | None) -> str | None:
    """The words of a deadline: the condition's, else the main clause's."""
    for span in (halves.condition, halves.main) if halves else ():
        announced = halves is not None and halves.marker is NO_CONDITION
        due = wordings().announced if announced else wordings().deadline
        found = due.search(text, *span)
        if found:
            return found.group()
    return None
