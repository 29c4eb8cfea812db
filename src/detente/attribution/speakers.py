"""Who a source is: names, pronouns, titles and descriptions resolved within one article.

Order of trial: a name in the source; a pronoun; a description that fits a named person ("the
ambassador", or, ahead of the name, "a senior Velmoran diplomat"); an unnamed source, which keeps
its description; a group or body by its own words. What stays in doubt is None.
"""

from __future__ import annotations

import re

from detente.attribution.lexicons import lexicon, words
from detente.attribution.names import Name
from detente.attribution.person import Person
from detente.attribution.scene import Scene
from detente.attribution.several import joint, pair
from detente.nouns import Span, Speaker
from detente.prose import holding

_WORD = re.compile(r"[^\W_][\w.\u2019'-]*")
_ARTICLE = re.compile(
    r"^(?:the|an?|one|another|this|that|some|several|many|other|its|his|her|their)\s+",
    re.IGNORECASE,
)
_FOR = re.compile(r"([\w-]+)(?:\s(?:close|loyal|allied))?\s(?:for|to|of|with)\s(?:the\s)?$")
_OUTLET_NOUNS = words("cues", "outlet_nouns") - {"news"} | {"paper", "portal", "network"}
_SINGULAR = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_OWNING = frozenset(["his", "her", "hers"])
_PLURAL = frozenset(["they", "them", "their", "themselves"])
_OWN = frozenset(["i", "we", "my", "our", "it", "its", "you", "who", "which", "that"])
_TOLD_APART = words("offices", "ordinals") - {"former"} | {"another", "one"}
"""Words that keep an unnamed source apart from who was named; a former minister is a minister."""
AHEAD = 1500
"""How far, in characters, a description may stand before the name that explains it."""
NEAR = 400
"""How near, in characters, the words before must be for a pronoun to tell their speaker's sex."""
BACK = 4000
"""How far back a pronoun or a title may reach."""


def resolve(scene: Scene, source: Span | None, *, inner: bool = False) -> Speaker | None:
    """The speaker behind a source span, or None; sources must come in the order of the text.

    `inner` sources speak within somebody's words: no pronoun outside goes back to them.
    """
    if source is None:
        return None
    before = len(scene.spoken)
    speaker = _resolved(scene, *source)
    if inner:
        del scene.spoken[before:]
    return speaker


def _resolved(scene: Scene, start: int, end: int) -> Speaker | None:
    said = scene.text[start:end].strip(' ,.;:\u201c\u201d"')
    lowers = [w.lower() for w in _WORD.findall(said)]
    person = next((p for name, p in _people(scene, start, end) if not _served(scene, name)), None)
    if person is None and scene.person_named(start, end):
        return scene.speak(start, Speaker(name=_trim(said), anonymous=True), None)
    two = joint(scene, start, end)
    if two:
        return scene.speak(start, Speaker(name=" and ".join(two)), None)
    if person is not None:
        return scene.speak(start, Speaker(name=person.name), person)
    if not lowers:
        return None
    if lowers[0] == "the" and len(lowers) == 2 and lowers[1] in _OUTLET_NOUNS:
        outlet = _last_outlet(scene, start)
        return scene.speak(start, Speaker(name=outlet), None) if outlet else None
    if said == "He" and (called := _so_called(scene, start)):
        return scene.speak(start, Speaker(name=called.name), called)
    if lowers[0] in _SINGULAR and len(lowers) <= (1 if lowers[0] in _OWNING else 2):
        return _pronoun(scene, start, _SINGULAR[lowers[0]])
    if lowers[0] == "both" or (lowers[0] == "the" and lowers[1:2] in (["two"], ["pair"])):
        return _pair(scene, start, said, lowers)
    if lowers[0] in _PLURAL:
        return _plural(scene, start)
    if lowers in (["who"], ["which"]) and (meant := _antecedent(scene, start)):
        person = scene.owner(meant)
        return scene.speak(start, Speaker(name=person.name if person else meant.words), person)
    if len(lowers) == 1 and lowers[0] in _OWN:
        return (
            scene.spoken[-1][1] if lowers[0] in ("i", "we", "who", "it") and scene.spoken else None
        )
    if lowers[:2] == ["one", "of"]:
        return scene.speak(start, Speaker(name=_trim(said), anonymous=True), None)
    return _described(scene, start, end, said, lowers)


def _so_called(scene: Scene, place: int) -> Person | None:
    """The woman named He, or the man whom the words before speak of, where that is his name."""
    spoke = scene.spoken[-1][2] if scene.spoken else None
    named = [p for p in scene.people if p.name.startswith("He ") and p.places[0][0] < place]
    return next((p for p in named if p is spoke or p.gender == "female"), None)


def _antecedent(scene: Scene, place: int) -> Name | None:
    """The name right before a relative pronoun: "Norway, which denies …"."""
    before = scene.named(max(0, place - 80), place)[-1:]
    return next((n for n in before if scene.text[n.end : place].strip() in (",", "")), None)


def _last_outlet(scene: Scene, place: int) -> str | None:
    """The outlet that "the newspaper" means: the one named last."""
    named = [n.words for n in scene.named(max(0, place - AHEAD), place) if n.kind == "outlet"]
    return named[-1] if named else None


def _people(scene: Scene, start: int, end: int) -> list[tuple[Name, Person]]:
    """The people whom a stretch names otherwise than as owners, in order."""
    names = (name for name in scene.named(start, end) if not name.possessive)
    return [(name, person) for name in names if (person := scene.owner(name)) is not None]


def _served(scene: Scene, name: Name) -> bool:
    """Whether a name is that of whom somebody speaks for, or works with: "an aide to Reyes"."""
    begin = name.role[0] if name.role else name.start
    found = _FOR.search(scene.text, max(0, begin - 40), begin)
    return found is not None and found.group(1).lower() in words("offices", "serving")


def _pronoun(scene: Scene, place: int, gender: str) -> Speaker | None:
    sentence = holding(scene.sentences, place)
    if sentence is not None:
        for person in _subjects(scene, sentence[0], place):
            if person.gender in (None, gender):
                return scene.speak(place, Speaker(name=person.name), person)
    for where, speaker, spoke in reversed(scene.spoken):
        if place - where > BACK:
            break
        singular = spoke is not None or (speaker.anonymous and not _is_several(speaker))
        if singular and (spoke is None or spoke.gender in (None, gender)):
            between = _subjects_since(scene, where, place)
            chosen = between if between is not None and between.gender in (None, gender) else spoke
            if chosen is spoke and spoke is not None and place - where < NEAR:
                spoke.gender = gender
            name = Speaker(name=chosen.name) if chosen else speaker
            return scene.speak(place, name, chosen)
    near = map(scene.owner, reversed(scene.named(place - BACK // 4, place)))
    last = next((p for p in near if p is not None and p.gender in (None, gender)), None)
    if last is not None:
        return scene.speak(place, Speaker(name=last.name), last)
    return None


def _is_several(speaker: Speaker) -> bool:
    """Whether an unnamed source is more than one: "two diplomats"."""
    heads = _trim(speaker.name).lower().split(" in ")[0].split()
    return any(word in words("offices", "groups") or _is_plural(word) for word in heads)


def _subjects(scene: Scene, start: int, end: int) -> list[Person]:
    """People named between two places outside reported content, in order."""
    return [p for name, p in _people(scene, start, end) if not scene.reported(name.start)]


def _subjects_since(scene: Scene, start: int, end: int) -> Person | None:
    """A person who became the subject of a sentence between the last report and the pronoun."""
    latest = None
    for first, stop in scene.sentences_between(start, end):
        head = _subjects(scene, first, min(stop, first + 60))
        latest = head[0] if head else latest
    return latest


def _plural(scene: Scene, place: int) -> Speaker | None:
    for where, speaker, person in reversed(scene.spoken):
        if place - where > BACK:
            return None
        last = _WORD.findall(speaker.name.lower())
        if person is None and set(last) & words("offices", "groups"):
            return scene.speak(place, speaker, None)
    return None


def _pair(scene: Scene, place: int, said: str, lowers: list[str]) -> Speaker | None:
    states = bool(set(lowers) & words("offices", "states"))
    two = pair(scene, place, states=states)
    name = " and ".join(two) if two else _trim(said) if states else None
    return scene.speak(place, Speaker(name=name), None) if name else None


def _described(scene: Scene, start: int, end: int, said: str, lowers: list[str]) -> Speaker | None:
    offices = [w for w in lowers if w.rstrip(".") in words("offices", "offices")]
    groups = [w for w in lowers if w in words("offices", "groups") or _is_plural(w)]
    body = _body(scene, start, end)
    if body and body.kind == "organisation" and lowers[-1] in words("names", "organisations"):
        return scene.speak(start, Speaker(name=body.words), None)
    if offices and not groups and (body is None or body.kind == "country" or body.end < end - 3):
        again = _same_unnamed(scene, lowers, offices[-1])
        person = _fits(scene, start, end, said, lowers, offices[-1])
        if person is not None and not (again and _since(scene, start, again, person)):
            scene.described.append((start, end, person))
            return scene.speak(start, Speaker(name=person.name), person)
        if again is not None:
            return scene.speak(start, again, None)
        goes_on = _just_quoted(scene, start) if _stands_in(lowers) else None
        if goes_on is not None:
            scene.described.append((start, end, goes_on))
            return scene.speak(start, Speaker(name=goes_on.name), goes_on)
        if offices[-1] in words("offices", "anonymous") or _ARTICLE.match(said):
            return scene.speak(start, Speaker(name=_trim(said), anonymous=True), None)
    if groups and set(lowers) & {"source", "sources", "person", "people", "persons", "insiders"}:
        return scene.speak(start, Speaker(name=_trim(said), anonymous=True), None)
    if (
        groups
        and lowers[0] in words("offices", "numbers")
        and set(groups) & words("offices", "anonymous")
    ):
        return scene.speak(start, Speaker(name=_trim(said), anonymous=True), None)
    if groups:
        return scene.speak(start, Speaker(name=_trim(_ARTICLE.sub("", said))), None)
    bare = _ARTICLE.sub("", said)
    named = body is not None and (body.kind != "country" or len(bare) <= body.end - body.start)
    if not named and set(lowers) & words("names", "organisations"):
        return scene.speak(start, Speaker(name=_trim(_ARTICLE.sub("", said))), None)
    if body is not None:
        return scene.speak(start, Speaker(name=body.words), None)
    if any(w[:1].isupper() for w in _WORD.findall(_ARTICLE.sub("", said))):
        return scene.speak(start, Speaker(name=_trim(_ARTICLE.sub("", said))), None)
    return None


def _stands_in(lowers: list[str]) -> bool:
    """Whether words are "the diplomat": news goes on so to call whom it has just quoted."""
    return len(lowers) == 2 and lowers[0] == "the" and lowers[1] in words("offices", "standing_in")


def _just_quoted(scene: Scene, place: int) -> Person | None:
    where, _, person = scene.spoken[-1] if scene.spoken else (0, None, None)
    return person if place - where < AHEAD // 2 else None


def _is_plural(word: str) -> bool:
    """Whether a word is an office in the plural: "officers"."""
    return word.endswith("s") and word[:-1] in words("offices", "offices")


def _body(scene: Scene, start: int, end: int) -> Name | None:
    """The body or country that a source names; of a long form and its letters, the letters."""
    inside = [n for n in scene.named(start, end) if not n.possessive]
    letters = [
        n for n in inside if n.words.isupper() and scene.text[n.start - 4 : n.start] == " or "
    ]
    bodies = [n for n in inside if n.kind in ("organisation", "outlet")]
    return next(iter(letters or bodies or inside), None)


def _since(scene: Scene, place: int, unnamed: Speaker, person: Person) -> bool:
    """Whether the unnamed source spoke after the last place that names the person."""
    spoke = max(where for where, speaker, _ in scene.spoken if speaker is unnamed)
    return spoke > max((start for start, _ in person.places if start < place), default=-1)


def _trim(said: str) -> str:
    """A description up to its first comma or relative clause, to know the source by."""
    head = re.split(r",|\s(?:who|which|that|speaking|whose)\b", said)[0].strip()
    return re.sub(r"\s+", " ", head)


def _fits(
    scene: Scene, start: int, end: int, said: str, lowers: list[str], office: str
) -> Person | None:
    """The named person whom a title or description means, or None."""
    if set(lowers[:-1]) & _TOLD_APART or lowers[-1] in words("offices", "ordinals"):
        return None
    country = next((m.code for m in scene.lands.find(said)), None)
    owner = _owner(scene, start, end)
    country = country or (owner.country if owner else None)
    definite = not re.match(r"(?:an?|one|another|some)\s", said, re.IGNORECASE)
    options = [p for p in scene.people if p is not owner and _may_be(p, office, country)]
    before = [
        (at[0], p) for p in options for at in p.places if at[0] < start and start - at[0] < BACK
    ]
    if definite and before:
        person = max(before, key=lambda o: o[0])[1]
    else:
        after = [(at[0], p) for p in options for at in p.places if end <= at[0] < end + AHEAD]
        if not after or (not definite and before and min(after)[1] in [p for _, p in before]):
            return None
        person = min(after, key=lambda o: o[0])[1]
        if not definite and not _introduced(scene, person):
            return None
    if person.country is None and country is not None:
        person.country = country
    return person


def _may_be(person: Person, office: str, country: str | None) -> bool:
    held = person.office_words()
    kin = lexicon("offices")["kin"]
    fits = office in held or any(office in kin.get(h, ()) for h in held)
    return fits and (country is None or person.country in (None, country))


def _introduced(scene: Scene, person: Person) -> bool:
    """Whether the article goes on to quote the person, as one described ahead of the name is."""
    for start, end in person.places:
        around = scene.text[max(0, start - 60) : end + 60].lower()
        if any(
            f" {verb}" in around
            for verb in ("said", "says", "wrote", "told", "added", "told", "stated")
        ):
            return True
    return False


def _owner(scene: Scene, start: int, end: int) -> Person | None:
    """The person in the possessive: "Reyes's minister"."""
    owned = (n for n in scene.named(start, end) if n.possessive)
    return next((person for person in map(scene.owner, owned) if person is not None), None)


def _same_unnamed(scene: Scene, lowers: list[str], office: str) -> Speaker | None:
    """The unnamed source spoken of before: "the diplomat", "the second diplomat"."""
    if lowers[0] != "the":
        return None
    ordinal = next((w for w in lowers if w in words("offices", "ordinals")), None)
    for _, speaker, _ in reversed(scene.spoken):
        known = [w.lower() for w in _WORD.findall(speaker.name)]
        if speaker.anonymous and office in known and (ordinal is None or ordinal in known):
            return speaker
    return None
