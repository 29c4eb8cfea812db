"""Which article was made from which: a tree of a story's articles, the source above its makings."""

from __future__ import annotations

from collections.abc import Sequence

from detente.views.drawing.shapes import Drawing, Stroke, Words, wrapped
from detente.views.family import Member
from detente.views.tables import Kinship
from detente.views.text import counted, joined, safe, when

_WIDE, _TALL = 960, 340
_INDENT, _ROW, _TOP = 26, 62, 24
_DEEPEST = 5
"""Steps to the right; articles that are further from the source stand no further in."""


def descent(members: Sequence[Member], kin: Sequence[Kinship], *, wide: bool) -> Drawing | None:
    """Draw the articles of a story; None where none was made from another.

    Args:
        members: the articles, the earliest first.
        kin: the links between them.
        wide: for wide screens and paper, else for narrow ones.

    """
    if not kin:
        return None
    width = _WIDE if wide else _TALL
    above = _sources(members, kin)
    words: list[Words] = []
    strokes: list[Stroke] = []
    rows: dict[str, int] = {}
    for row, (member, depth) in enumerate(_ordered(members, above)):
        rows[member.id] = row
        x, y = 14.0 + min(depth, _DEEPEST) * _INDENT, float(_TOP + row * _ROW)
        link = above.get(member.id)
        if link is not None:
            strokes.append(_elbow(x, y, _TOP + rows[link.source.articles[0]] * _ROW))
        words += _lines(member, link, x, y, width)
        strokes.append(Stroke(path=f"M{x:.0f} {y - 5:.0f}m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0"))
    return Drawing(
        name="wide" if wide else "tall",
        width=width,
        height=_TOP + len(members) * _ROW - 12,
        title="Which article was made from which",
        description=" ".join(_sentence(link) for link in kin),
        strokes=tuple(strokes),
        words=tuple(words),
    )


def _sources(members: Sequence[Member], kin: Sequence[Kinship]) -> dict[str, Kinship]:
    """By article the link to what it was made from, the surest; none that would close a circle."""
    found: dict[str, Kinship] = {}
    for link in sorted(kin, key=lambda k: (-k.score, k.id)):
        source, made = link.source.articles[0], link.made.articles[0]
        at: str | None = source
        while at is not None and at != made:
            at = found[at].source.articles[0] if at in found else None
        if made not in found and at is None:
            found[made] = link
    return found


def _ordered(members: Sequence[Member], above: dict[str, Kinship]) -> list[tuple[Member, int]]:
    """Each article after its source, with how many steps it is from the first."""
    made: dict[str | None, list[Member]] = {}
    for member in members:
        link = above.get(member.id)
        made.setdefault(link.source.articles[0] if link else None, []).append(member)
    found: list[tuple[Member, int]] = []
    # Those with offspring first: an article on its own says least.
    waiting = [(m, 0) for m in sorted(made.get(None, ()), key=lambda m: m.id not in made)][::-1]
    while waiting:
        member, depth = waiting.pop()
        found.append((member, depth))
        waiting += [(m, depth + 1) for m in reversed(made.get(member.id, ()))]
    return found


def _elbow(x: float, y: float, source: float) -> Stroke:
    start = x - _INDENT
    return Stroke(path=f"M{start:.0f} {source + 2:.0f}V{y - 5:.0f}H{x - 7:.0f}", style="made")


def _lines(member: Member, link: Kinship | None, x: float, y: float, width: float) -> list[Words]:
    room = width - x - 20
    told = joined((safe(member.outlet), when(member.published) or "no date"))
    relation = f"{link.relation} {link.score:.2f}" if link else None
    details = joined((relation, counted(member.reports, "report")))
    found = [
        Words(x=x + 16, y=y, text=line, style="name", opens=member.id)
        for line in wrapped(told, room, 1, 15, bold=True)
    ]
    title = wrapped(member.title or "Untitled article", room, 1)
    found += [Words(x=x + 16, y=y + 18, text=line, style="act") for line in title]
    found.append(Words(x=x + 16, y=y + 35, text=details, style="caption"))
    return found


def _sentence(link: Kinship) -> str:
    return f"{safe(link.made.outlet)} is a {link.relation} of {safe(link.source.outlet)}."
