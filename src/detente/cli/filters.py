"""The pure stages as filters: `clean` and `annotate`."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.context import examples
from detente.cli.lines import STANDARD, Row, decoded, filter_lines
from detente.errors import InputError

_rejects = click.option(
    "--rejects", metavar="FILE", help="Keep the lines that were rejected in this file."
)
_in = click.argument("source", metavar="[IN]", default=STANDARD)
_out = click.argument("target", metavar="[OUT]", default=STANDARD)


@click.command(
    epilog=examples(
        "detente clean pages.jsonl articles.jsonl",
        "zcat pages.jsonl.gz | detente clean --rejects bad.jsonl > articles.jsonl",
    )
)
@_in
@_out
@_rejects
@click.pass_context
def clean(ctx: click.Context, source: str, target: str, rejects: str | None) -> None:
    """Find the articles on pages: JSON Lines in, JSON Lines out.

    IN has a page a line: "id", "html" or "text", and maybe "url" and "retrieved". OUT has the same
    "id" with its "articles" and what was "dropped". Both are `-` by default, and may end in .gz.
    """
    ctx.exit(filter_lines(source, target, rejects, _clean))


@click.command(
    epilog=examples(
        "detente annotate articles.jsonl annotated.jsonl.gz",
        """echo '{"id": 1, "text": "“We wait,” the mayor said."}' | detente annotate""",
    )
)
@_in
@_out
@_rejects
@click.pass_context
def annotate(ctx: click.Context, source: str, target: str, rejects: str | None) -> None:
    """Find who said what in articles: JSON Lines in, JSON Lines out.

    IN has an article a line: "id", "text", and maybe "published" (ISO 8601) and "title". OUT has
    the same "id" with "attributions", "moves", "commitments" and "mentions", whose offsets are
    code points of "text". Both are `-` by default, and may end in .gz.
    """
    ctx.exit(filter_lines(source, target, rejects, _annotate))


def _clean(line: bytes, where: str) -> Row:
    import msgspec

    from detente.articles import articles
    from detente.pages import jsonl, page

    given = decoded(line, where)
    row = jsonl.row(line, where=where)
    delivered = page(
        row.data, media=row.media, url=row.url, retrieved=row.retrieved, given=row.given
    )
    cleaned = articles(delivered)
    return {
        "id": given.get("id"),
        "articles": msgspec.to_builtins(cleaned.articles),
        "dropped": msgspec.to_builtins(cleaned.dropped),
    }


def _annotate(line: bytes, where: str) -> Row:
    import msgspec

    from detente.engines import annotate

    given = decoded(line, where)
    text = given.get("text")
    if not isinstance(text, str):
        raise InputError(f'{where} has no "text" that is a string; add one.')
    found = annotate(text, published=_text(given, "published"), title=_text(given, "title"))
    return {"id": given.get("id"), **msgspec.to_builtins(found)}


def _text(given: dict[str, Any], name: str) -> str | None:
    value = given.get(name)
    return value if isinstance(value, str) else None
