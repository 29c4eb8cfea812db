"""Content words as concepts, with every name under one key.

Texts that retell one another change every word but the names. So each word for a country becomes
its code ("US", "American", "White House"), and each surname that the record knows becomes one key
for all its spellings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from detente.countries import find
from detente.linking.names import parse, skeleton
from detente.linking.words import concept, is_common, is_content, spelling, tokens, words
from detente.nouns import Annotated, Mention


class Naming:
    """The names that a record's mentions hold, by the folded word that stands for each."""

    def __init__(self, annotated: Iterable[Annotated] = ()) -> None:
        found: dict[str, set[str]] = defaultdict(set)
        for of_article in annotated:
            for mention in of_article.mentions:
                key = _key(mention)
                if key is not None:
                    found[key[0]].add(key[1])
        # A word that stands for two names tells them apart no longer.
        self._keys = {word: keys.pop() for word, keys in found.items() if len(keys) == 1}

    def concepts(self, text: str) -> frozenset[str]:
        """Content words of a text as concepts, names as their keys."""
        countries = find(text)
        if not countries:
            return frozenset([self._concept(form) for form in words(text) if is_content(form)])
        found = {f"={m.code}" for m in countries}
        taken = {
            place for m in countries for place in range(m.start, m.end) if not text[place].isspace()
        }
        for token in tokens(text):
            if token.start in taken or not is_content(token.form):
                continue
            found.add(self._concept(token.form))
        return frozenset(found)

    def _concept(self, form: str) -> str:
        known = self._keys.get(spelling(form)) if form[0].isupper() else None
        return known or concept(form)


def _key(mention: Mention) -> tuple[str, str] | None:
    """The word that stands for what is mentioned, and the key of that."""
    if mention.kind == "country" and mention.country and " " not in mention.name:
        return spelling(mention.name), f"={mention.country}"
    if mention.kind == "person":
        name = parse(mention.name)
        if name is not None and not is_common(word := name.written.split()[-1]):
            return spelling(word), f"@{skeleton(name.family)}"
    return None
