"""A drawing as a file of its own: SVG with its colours in it, and PNG made of the same."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from string import Template

import jinja2
import msgspec
from markupsafe import Markup

from detente.errors import InputError
from detente.views.drawing.shapes import Drawing, Words, wrapped

TEMPLATES = jinja2.PackageLoader("detente.views", "drawing")
"""Where the templates of drawings are, for pages that draw the same."""

_MARGIN, _LEAST = 24, 640
_HEADING, _LINE = 28, 18
_MOST = 4
"""Lines of a heading or a caption at most."""
_SHARP, _TALLEST = 2, 5000
"""Pixels of a PNG for a pixel of the drawing; only one, where that is taller than this."""
_PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><style>{style}</style>'
    '<text y="14">Aa</text></svg>'
)
_NO_RENDERER = (
    'PNG needs a renderer: pip install "detente[plot]", or write SVG with an ending of .svg.'
)
_NO_FONT = (
    "PNG needs a font, and this machine has none that fits; install DejaVu Sans or Noto Sans "
    "(Debian: apt install fonts-dejavu-core), or write SVG with an ending of .svg."
)


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing with what must stand beside it where no page does.

    `kind` is what is drawn, `under` says of what, `caption` how to read it. Without a drawing,
    `instead` says why there is none.
    """

    kind: str
    heading: str
    under: str
    caption: str
    drawing: Drawing | None
    instead: str


def svg(picture: Picture) -> str:
    """Return the file as SVG 1.1: its text is text, it needs nothing else, and runs nothing.

    It is painted on a ground of its own, dark where the viewer asks for that.
    """
    dark = f"@media (prefers-color-scheme: dark) {{\n{_style('dark')}}}\n"
    return _written(picture, _style("light") + dark)


def png(picture: Picture) -> bytes:
    """Return the file as PNG, rendered of the SVG in its light colours.

    Raises:
        InputError: the renderer or a font is missing.

    """
    try:
        import resvg_py
    except ImportError as error:
        raise InputError(_NO_RENDERER) from error
    style = _style("light")
    probe = _PROBE.format(style=style)
    if resvg_py.svg_to_bytes(probe) == resvg_py.svg_to_bytes(probe, skip_system_fonts=True):
        raise InputError(_NO_FONT)
    tall = picture.drawing is not None and picture.drawing.height > _TALLEST
    zoom = 1 if tall else _SHARP
    return resvg_py.svg_to_bytes(_written(picture, style), zoom=zoom)


def _written(picture: Picture, style: str) -> str:
    drawing = picture.drawing
    width = max(_LEAST, drawing.width if drawing else 0) + 2 * _MARGIN
    room = width - 2 * _MARGIN
    words, y = _lines(picture.heading, "heading", room, _MARGIN - 4, _HEADING, 20)
    under, y = _lines(picture.under, "caption", room, y, _LINE, 12.5)
    top = y + _LINE
    if drawing:
        below, y = _lines(picture.caption, "caption", room, top + drawing.height, _LINE, 12.5)
    else:
        below, y = _lines(picture.instead, "", room, top, _LINE + 2, 14)
    return (
        _templates()
        .get_template("picture.svg")
        .render(
            picture=picture,
            description=drawing.description if drawing else picture.instead,
            style=Markup(style),  # noqa: S704  ours; escaped, it would be another style
            words=[*words, *under, *below],
            width=round(width),
            height=round(y + _MARGIN),
            margin=_MARGIN,
            top=round(top),
            nowhere=lambda *_: "",
        )
    )


def _lines(
    text: str, style: str, room: float, y: float, line: float, size: float
) -> tuple[list[Words], float]:
    """Break a text into lines from a height on; return them and the height of the last."""
    found = []
    for row in wrapped(text, room, _MOST, size, bold=style == "heading") if text else ():
        y += line
        found.append(Words(x=_MARGIN, y=round(y), text=row, style=style))
    return found, y


def _style(scheme: str) -> str:
    """The rules of a drawing in the colours of a scheme: no viewer but browsers knows variables."""
    return Template(_file("drawing.css")).substitute(_colours()[scheme])


def _file(name: str) -> str:
    return (resources.files("detente.views.drawing") / name).read_text(encoding="utf-8")


@cache
def _colours() -> dict[str, dict[str, str]]:
    return tomllib.loads(_file("colours.toml"))


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=TEMPLATES,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
