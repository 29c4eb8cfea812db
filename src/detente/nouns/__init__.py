"""The nouns of the record: frozen values with no behaviour beyond their own invariants.

Field names are those of the interchange forms (docs/reference/forms.md), so that
`msgspec.to_builtins(noun)` is the row that scripts read.
"""

from detente.nouns.actor import Actor, ActorKind, Role
from detente.nouns.annotated import Annotated
from detente.nouns.article import Article, DateClaim, Dropped, Segment
from detente.nouns.attribution import Attribution, QuoteKind, Speaker
from detente.nouns.commitment import Clause, Commitment, CommitmentState
from detente.nouns.discrepancy import Discrepancy, DiscrepancyKind, DiscrepancyValue
from detente.nouns.document import Document, SetAside
from detente.nouns.evidence import Evidence, Span
from detente.nouns.ids import content_id
from detente.nouns.judgement import Judgement, KnownActor, NameAt, Question, Verdict
from detente.nouns.lineage import Lineage, LineageRelation
from detente.nouns.links import Links
from detente.nouns.mention import Mention, MentionKind
from detente.nouns.move import Move, Party, PloverEvent, SpeechAct
from detente.nouns.page import Page
from detente.nouns.standing import Standing, StandingCommitment, StandingLine, Wait
from detente.nouns.statement import Statement, Wording
from detente.nouns.story import Story
from detente.nouns.when import When
from detente.nouns.why import Why

__all__ = [
    "Actor",
    "ActorKind",
    "Annotated",
    "Article",
    "Attribution",
    "Clause",
    "Commitment",
    "CommitmentState",
    "DateClaim",
    "Discrepancy",
    "DiscrepancyKind",
    "DiscrepancyValue",
    "Document",
    "Dropped",
    "Evidence",
    "Judgement",
    "KnownActor",
    "Lineage",
    "LineageRelation",
    "Links",
    "Mention",
    "MentionKind",
    "Move",
    "NameAt",
    "Page",
    "Party",
    "PloverEvent",
    "Question",
    "QuoteKind",
    "Role",
    "Segment",
    "SetAside",
    "Span",
    "Speaker",
    "SpeechAct",
    "Standing",
    "StandingCommitment",
    "StandingLine",
    "Statement",
    "Story",
    "Verdict",
    "Wait",
    "When",
    "Why",
    "Wording",
    "content_id",
]
