"""The pure stages as filters: `clean` and `annotate`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, ParamSpec, cast

import click

from detente.cli.context import examples
from detente.cli.failures import DONE
from detente.cli.lines import STANDARD, Row, called, decoded, filter_lines, filter_sources, opened
from detente.cli.models import model_option
from detente.errors import EmptyInputError, InputError

if TYPE_CHECKING:
    from detente.nouns import Page
    from detente.pages import Source

_Given = ParamSpec("_Given")

_rejects = click.option(
    "--rejects", metavar="FILE", help="Keep the lines that were rejected in this file."
)
_in = click.argument("source", metavar="[IN]", default=STANDARD)
_out = click.argument("target", metavar="[OUT]", default=STANDARD)


@click.command(
    epilog=examples(
        "detente clean pages.jsonl articles.jsonl",
        "zcat pages.jsonl.gz | detente clean --rejects bad.jsonl > articles.jsonl",
        "detente clean crawl.warc.gz articles.jsonl.gz",
    )
)
@_in
@_out
@_rejects
@click.pass_context
def clean(ctx: click.Context, source: str, target: str, rejects: str | None) -> None:
    """Find the articles on pages: any input that `read` takes in, JSON Lines out.

    JSON Lines have a page a line: "id", "html" or "text", and maybe "url" and "retrieved". OUT has
    the same "id" with its "articles" and what was "dropped"; a page of another form goes by its
    name or address. Both are `-` by default, and may end in .gz.
    """
    from detente.pages import forms, sources

    line, whole = _Counting(_clean), _Counting(_clean_source)
    if forms.has_lines(source):
        code = filter_lines(source, target, rejects, line)
    elif "://" in source or forms.has_ending(source) or Path(source).is_dir():
        code = filter_sources(sources([source]), target, rejects, whole)
    else:
        code = _clean_unnamed(source, target, rejects, line, whole)
    ctx.exit(_unless_empty(code, source, line.times + whole.times))


@click.command(
    epilog=examples(
        "detente annotate articles.jsonl annotated.jsonl.gz",
        """echo '{"id": 1, "text": "“We wait,” the mayor said."}' | detente annotate""",
        "detente annotate --threshold 0.6 articles.jsonl sure.jsonl",
    )
)
@_in
@_out
@_rejects
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Leave out attributions with less confidence than this, 0 to 1; by default none.",
)
@model_option
@click.pass_context
def annotate(
    ctx: click.Context, source: str, target: str, rejects: str | None, threshold: float
) -> None:
    """Find who said what in articles: JSON Lines in, JSON Lines out.

    IN has an article a line: "id", "text", and maybe "published" (ISO 8601), "title" and
    "captions". OUT has the same "id" with "attributions", "moves", "commitments" and "mentions",
    whose offsets are code points of "text", and with what the "headline" and the "captions"
    report, by offsets of their own. Both are `-` by default, and may end in .gz.
    """
    ctx.exit(filter_lines(source, target, rejects, partial(_annotate, threshold=threshold)))


class _Counting(Generic[_Given]):
    """A conversion that knows how often it was asked for."""

    def __init__(self, convert: Callable[_Given, Row]) -> None:
        self._convert = convert
        self.times = 0

    def __call__(self, *args: _Given.args, **kwargs: _Given.kwargs) -> Row:
        self.times += 1
        return self._convert(*args, **kwargs)


def _unless_empty(code: int, source: str, inputs: int) -> int:
    """The exit code; a file or folder with nothing in it is told of, as `read` tells of it.

    Not standard input: at the end of a pipe nothing in is nothing out.
    """
    if code == DONE and not inputs and source != STANDARD:
        raise EmptyInputError(f"There is nothing to read in {called(source)}.")
    return code


def _clean_unnamed(
    source: str,
    target: str,
    rejects: str | None,
    line: Callable[[bytes, str], Row],
    whole: Callable[[Source], Row],
) -> int:
    """Clean what no ending tells the form of, standard input above all: its first bytes do."""
    from detente.pages import LIMIT
    from detente.pages.forms import documents
    from detente.pages.tape import Tape

    with opened(source, "rb") as stream:
        tape = Tape(cast("BinaryIO", stream))
        if tape.peek(1) in (b"", b"{"):
            lines = cast("BinaryIO", tape)
            return filter_lines(source, target, rejects, line, stream=lines)
        found = documents(tape, "", called(source), LIMIT)
        return filter_sources(found, target, rejects, whole)


def _clean(line: bytes, where: str) -> Row:
    from detente.pages import Source, fields

    given = decoded(line, where)
    row = fields.row(given, where=where)
    return {"id": given.get("id"), **_articles(Source.of_row(row, file=where, where=where).page())}


def _clean_source(source: Source) -> Row:
    page = source.page()
    known = {"file": page.file, "url": page.url, "retrieved": page.retrieved}
    return {
        "id": source.given_id or source.where,
        **{name: value for name, value in known.items() if value is not None},
        **_articles(page),
    }


def _articles(page: Page) -> Row:
    import msgspec

    from detente.articles import articles

    cleaned = articles(page)
    return {
        "articles": msgspec.to_builtins(cleaned.articles),
        "dropped": msgspec.to_builtins(cleaned.dropped),
    }


def _annotate(line: bytes, where: str, *, threshold: float) -> Row:
    import msgspec

    from detente.engines import annotate

    given = decoded(line, where)
    text = given.get("text")
    if not isinstance(text, str):
        raise InputError(f'{where} has no "text" that is a string; add one.')
    found = annotate(
        text,
        published=_text(given, "published"),
        title=_text(given, "title"),
        captions=_texts(given, "captions"),
        threshold=threshold,
    )
    return {"id": given.get("id"), **msgspec.to_builtins(found)}


def _texts(given: dict[str, Any], name: str) -> tuple[str, ...]:
    value = given.get(name)
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()


def _text(given: dict[str, Any], name: str) -> str | None:
    value = given.get(name)
    return value if isinstance(value, str) else None
