"""What linking says of a whole record: judgements, each scored and explained."""

from __future__ import annotations

import msgspec

from detente.nouns.actor import Actor
from detente.nouns.discrepancy import Discrepancy
from detente.nouns.judgement import Question
from detente.nouns.lineage import Lineage
from detente.nouns.statement import Statement
from detente.nouns.story import Story


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """One pass of linking.

    `speakers` maps attribution ids to actor ids; `mentioned` maps (article id, start, end) of a
    mention to an actor id. What has no entry is linked to nobody. `questions` are
    for a person to answer.
    """

    actors: tuple[Actor, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    stories: tuple[Story, ...] = ()
    statements: tuple[Statement, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    speakers: dict[str, str] = {}
    mentioned: dict[tuple[str, int, int], str] = {}
    questions: tuple[Question, ...] = ()
