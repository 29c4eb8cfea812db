"""The name of an actor out of the words that describe it: a noun phrase, never part of a clause."""

from __future__ import annotations

import re

from detente.countries import roles
from detente.moves.frame import finite_verb

_LEAD = re.compile(
    r"(?:(?:that|then|and|but|so|when|while|as|if|because|nor|or|yet|now|still|also|even|both|only)"
    r"\s+)+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\s(?:that|which|who|whom|whose|where|when|after|before|since|while|could|would|will|had|has|"
    r"have|was|were|is|are|may|might|must|should|can|shall|cannot)\b"
)
_WHEN = re.compile(r"\s(?:on\s+|late\s+|early\s+)?(?:\w+day|today|yesterday)\b")
_NO_NAME = re.compile(
    r"(?:we|i|they|it|he|she|you|there|this|who|which|in|on|at|by|for|to|from|with|after|before|since|"
    r"during|under|over|of|into|about|against)(?:\s|[’']|\Z)",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?P<owner>.+?)[’']s?\s+(?P<owned>.+)", re.DOTALL)
_CUT_SHORT = re.compile(r"(?:\s+(?:a|an|the|of|to|in|on|and|or|its|their|his|her|for|with|by))+\Z")
_SPACE = " ,“”\"'()"


def noun_phrase(phrase: str) -> str | None:
    """Return the noun phrase with which `phrase` names somebody; None where it names nobody.

    What stands before it ("that the group") and the clause after it ("the group could …") go; of
    "the rebels' refusal" the rebels remain.
    """
    lead = _LEAD.match(phrase)
    bare = _WHEN.split(phrase[lead.end() :] if lead else phrase, maxsplit=1)[0]
    bare = _CLAUSE.split(" " + bare, maxsplit=1)[0].strip(_SPACE)
    verb = finite_verb(bare, 0, len(bare))
    if verb is not None and verb[0] > 0 and not bare[verb[0] :].endswith("ed"):
        bare = bare[: verb[0]].strip(_SPACE)
    bare = _CUT_SHORT.sub("", bare)
    if not bare or _NO_NAME.match(bare):
        return None
    owner = _OWNER.fullmatch(bare)
    if owner and not roles(owner["owned"]) and owner["owned"].islower():
        return owner["owner"].strip(_SPACE) or None
    return bare
