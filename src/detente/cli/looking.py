"""Commands that look at the record: they choose what to read and print a view of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from detente.cli.context import console, emit, emit_json, examples, json_option, open_record
from detente.cli.failures import complain
from detente.errors import InputError, UnknownIdError, UnknownPartyError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from detente.record import Store
    from detente.views.brief import Brief
    from detente.views.reading import Lookup

STALE = (
    "Some pages of the record are not linked yet, because their reading goes on or was "
    "interrupted; run the same `detente read` again to finish it."
)
EMPTY = "The record is empty: read pages with `detente read PATH`."


class Day(click.ParamType[str]):
    """An ISO 8601 day."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the day as it was written, once it is known to be one."""
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2025-02-06.", param, ctx)


since_option = click.option("--since", type=Day(), help="Leave out what is earlier than this day.")
until_option = click.option("--until", type=Day(), help="Leave out what is later than this day.")
whole_option = click.option(
    "--all", "whole", is_flag=True, help="Read every article between them, however many there are."
)
limit_option = click.option("--limit", type=click.IntRange(min=1), help="Show at most so many.")


@contextmanager
def look(ctx: click.Context) -> Iterator[tuple[Store, Lookup]]:
    """Open the record for reading, with its lookup; say so where it is not linked yet."""
    from detente.views.reading import Lookup

    with open_record(ctx) as store:
        if store.links_are_stale():
            complain(STALE)
        yield store, Lookup(store)


def print_view(view: RenderableType) -> None:
    """Print as it is on a terminal; elsewhere without the spaces that fill columns."""
    from detente.views.layout import plain

    screen = console()
    if screen.is_terminal:
        screen.print(view)
    else:
        screen.file.write(plain(view, screen.width))


def show_view(
    store: Store, model: Any, render: Callable[[Any], RenderableType], *, as_json: bool
) -> None:
    """Print a view model as JSON or as its view; say so when there is nothing to look at."""
    from rich.text import Text

    if as_json:
        emit_json(model)
    elif not store.counts().get("pages"):
        print_view(Text(EMPTY))
    else:
        print_view(render(model))


def parties_meant(store: Store, named: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the parties that are named, else the pair that the record says most about.

    With one name, its pair that the record says most about.

    Raises:
        UnknownPartyError: the one that is named has nothing with anybody.

    """
    from detente.standing import parties

    if len(named) > 1:
        return named
    pairs = parties(store)
    if not named:
        return next(iter(pairs), None)
    wanted = named[0].casefold()
    found = next((pair for pair in pairs if wanted in (p.casefold() for p in pair)), None)
    if found is None:
        raise UnknownPartyError(
            f"The record has nothing between {named[0]!r} and anybody else; name two parties, or "
            "none to see the pair that it says most about."
        )
    return (named[0], next(p for p in found if p.casefold() != wanted))


@click.command(
    epilog=examples(
        "detente brief",
        "detente brief Norland Sudmark",
        "detente brief Norland Sudmark --on 2031-04-09 --markdown --out brief.md",
        "detente brief --out brief.html",
    )
)
@click.argument("parties", nargs=-1)
@click.option("--on", type=Day(), help="Where things stood on this day.")
@click.option("--markdown", is_flag=True, help="Write Markdown.")
@click.option(
    "--as", "form", type=click.Choice(["text", "markdown", "html"]), help="The form to write."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write into a file.")
@whole_option
@json_option
@click.pass_context
def brief(
    ctx: click.Context,
    parties: tuple[str, ...],
    on: str | None,
    markdown: bool,
    form: str | None,
    out: Path | None,
    whole: bool,
    as_json: bool,
) -> None:
    """Where things stand between PARTIES, every line with its exact words and its source.

    Without PARTIES: the pair that the record says most about.
    """
    from detente.standing import standing as stand
    from detente.views.brief import NOTHING
    from detente.views.brief import brief as build

    with look(ctx) as (store, lookup):
        meant = parties_meant(store, parties)
        view = NOTHING
        if meant is not None:
            view = build(stand(store, meant, **_asked(on, whole)), store.discrepancies(), lookup)
        form = form or ("markdown" if markdown else None)
        if out is not None:
            _write(out, view, form, as_json=as_json)
        elif form in _BRIEFS and form != "text":
            emit(_BRIEFS[form](view))
        else:
            from detente.views.brief_terminal import render

            show_view(store, view, render, as_json=as_json)


def _markdown(view: Brief) -> bytes:
    from detente.views.brief_markdown import markdown

    return markdown(view).encode()


def _html(view: Brief) -> bytes:
    from detente.web import brief_page

    return brief_page(view).encode()


def _text(view: Brief) -> bytes:
    from detente.views.brief_terminal import render
    from detente.views.layout import plain

    return plain(render(view)).encode()


_BRIEFS = {"text": _text, "markdown": _markdown, "html": _html}
_ENDINGS = {".txt": "text", ".html": "html", ".htm": "html"}


def _write(out: Path, view: Brief, form: str | None, *, as_json: bool) -> None:
    """Write the brief into a file: as asked, else as the file's ending says, else as Markdown."""
    if as_json:
        import msgspec

        data = msgspec.json.format(msgspec.json.encode(view), indent=2) + b"\n"
    else:
        data = _BRIEFS[form or _ENDINGS.get(out.suffix.lower(), "markdown")](view)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise InputError(
            f"{out} cannot be written ({error.strerror}); name another file."
        ) from error


@click.command(
    epilog=examples(
        "detente standing Norland Sudmark",
        "detente standing Norland Sudmark Ostra --json",
        "detente standing Norland Sudmark --changes 2031-04-02 --on 2031-04-09",
    )
)
@click.argument("parties", nargs=-1, required=True)
@click.option("--on", type=Day(), help="Where things stood on this day.")
@click.option("--changes", "since", type=Day(), help="Only what was said after this day.")
@whole_option
@json_option
@click.pass_context
def standing(
    ctx: click.Context,
    parties: tuple[str, ...],
    on: str | None,
    since: str | None,
    whole: bool,
    as_json: bool,
) -> None:
    """Who waits for whom to do what, between two or more PARTIES.

    The latest articles between them are read; what is left out is said at the end.
    """
    from detente.standing import standing as stand
    from detente.views import standing as view

    with look(ctx) as (store, _):
        meant = parties_meant(store, parties) or parties
        if since is not None:
            _changes(store, meant, since, on, whole=whole, as_json=as_json)
            return
        show_view(store, stand(store, meant, **_asked(on, whole)), view.render, as_json=as_json)


def _asked(on: str | None, whole: bool) -> dict[str, Any]:
    return {"on": on, "most": None} if whole else {"on": on}


def _changes(
    store: Store,
    parties: tuple[str, ...],
    since: str,
    until: str | None,
    *,
    whole: bool,
    as_json: bool,
) -> None:
    from detente.standing import changed
    from detente.views.changes import Changes, render

    found = changed(store, parties, since, until, **({"most": None} if whole else {}))
    model = Changes(
        parties=parties,
        since=since,
        until=until,
        changes=found.changes,
        left_out=found.left_out,
    )
    show_view(store, model, render, as_json=as_json)


@click.command(
    epilog=examples('detente said "Ilse Maren"', "detente said Norland --since 2031-04-01")
)
@click.argument("actor")
@since_option
@until_option
@json_option
@click.pass_context
def said(
    ctx: click.Context, actor: str, since: str | None, until: str | None, as_json: bool
) -> None:
    """Return what ACTOR said: a name, a part of one, an id, or a country."""
    from detente.views import said as view

    with look(ctx) as (store, lookup):
        actors = view.find_actors(actor, store.actors())
        statements = [
            s for a in actors for s in store.statements(actor=a.id, since=since, until=until)
        ]
        show_view(store, view.said(actor, actors, statements, lookup), view.render, as_json=as_json)


@click.command(
    epilog=examples(
        "detente show s:7f3102", "detente show a:02c8 --json", 'detente show "Ilse Maren" --why'
    )
)
@click.argument("identifier", metavar="ID")
@click.option("--why", is_flag=True, help="Explain what linking judged: each reason and its score.")
@json_option
@click.pass_context
def show(ctx: click.Context, identifier: str, why: bool, as_json: bool) -> None:
    """Open one of anything: ID as it is printed at the end of a line, or the beginning of one.

    An actor's name will do in place of an id.
    """
    from detente.views import why as reasons
    from detente.views.cards import card
    from detente.views.show import render

    with look(ctx) as (store, lookup):
        noun = _opened(store, identifier)
        opened = card(noun, lookup)
        if why:
            view = reasons.explained(noun, opened.title, lookup)
            show_view(store, view, reasons.render, as_json=as_json)
        else:
            show_view(store, opened, render, as_json=as_json)


def _opened(store: Store, identifier: str) -> Any:
    """The noun of an id, else the only actor of that name."""
    try:
        return store.get(identifier)
    except UnknownIdError:
        wanted = identifier.casefold()
        named = [a for a in store.actors() if wanted in map(str.casefold, (a.name, *a.names))]
        if len(named) != 1:
            raise
        return named[0]


@click.command(
    epilog=examples("detente search patrol boats", "detente search '\"first move\"' --limit 5")
)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@json_option
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find passages that hold all WORDS: what was said first, then what was only written."""
    from detente.views import tables

    wanted = " ".join(words)
    with look(ctx) as (store, lookup):
        found = tables.hit_lines(store.search(wanted, limit=limit), lookup)
        show_view(store, found, lambda v: tables.render_hits(wanted, v, limit), as_json=as_json)


@click.command(
    epilog=examples("detente timeline", "detente timeline --since 2031-04-01 --until 2031-04-30")
)
@click.option("--actor", help="Only what this actor said.")
@since_option
@until_option
@json_option
@click.pass_context
def timeline(
    ctx: click.Context, actor: str | None, since: str | None, until: str | None, as_json: bool
) -> None:
    """Return what was said and done, by day."""
    from detente.views import timeline as view

    with look(ctx) as (store, lookup):
        if actor is not None:
            entries = view.of_statements(_statements(store, actor), lookup, since, until)
            found, among = iter((entries,)), len(entries)
        else:
            told = view.written(store)
            places = told.between(since, until)
            found, among = view.portions(store, told, places), len(places)
        if as_json:
            _emit_each(entry for portion in found for entry in portion)
        elif not store.counts().get("pages"):
            print_view(EMPTY)
        else:
            for part in view.rendered(found, among):
                print_view(part)


def _emit_each(values: Iterable[Any]) -> None:
    """Print values as `emit_json` prints a list of them, each when it is there."""
    import msgspec

    before = b"["
    for value in values:
        row = msgspec.json.format(msgspec.json.encode(value), indent=2).replace(b"\n", b"\n  ")
        emit(before + b"\n  " + row)
        before = b","
    emit(b"[]\n" if before == b"[" else b"\n]\n")


def _statements(store: Store, actor: str | None, **days: str | None) -> Iterator[Any]:
    from detente.views.said import find_actors

    if actor is None:
        yield from store.statements(**days)
        return
    for found in find_actors(actor, store.actors()):
        yield from store.statements(actor=found.id, **days)


@click.command(
    epilog=examples("detente discrepancies", "detente discrepancies --kind wording --json")
)
@click.option("--kind", help="Only of this kind: wording, date, number, name, attribution …")
@json_option
@click.pass_context
def discrepancies(ctx: click.Context, kind: str | None, as_json: bool) -> None:
    """Where outlets differ, each side with its words; never adjudicated."""
    from typing import get_args

    from detente.nouns import DiscrepancyKind
    from detente.views import tables
    from detente.views.differing import difference

    if kind not in (None, *get_args(DiscrepancyKind)):
        known = ", ".join(get_args(DiscrepancyKind))
        raise click.BadParameter(f"{kind!r} is none of {known}.", ctx, param_hint="--kind")
    with look(ctx) as (store, lookup):
        found = tuple(
            difference(d, lookup) for d in store.discrepancies() if kind in (None, d.kind)
        )
        show_view(store, found, tables.render_differences, as_json=as_json)


@click.command(epilog=examples("detente lineage"))
@json_option
@click.pass_context
def lineage(ctx: click.Context, as_json: bool) -> None:
    """Which articles are copies, revisions, excerpts or rewrites of which."""
    from detente.views import tables

    with look(ctx) as (store, lookup):
        found = tables.kinships(store.lineage(), lookup)
        show_view(store, found, tables.render_kinships, as_json=as_json)


@click.command(
    epilog=examples(
        "detente statements --since 2031-04-01", 'detente statements --actor "Ilse Maren" --json'
    )
)
@click.option("--actor", help="Only what this actor said.")
@since_option
@until_option
@limit_option
@json_option
@click.pass_context
def statements(
    ctx: click.Context,
    actor: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """All statements, each once, by day."""
    from detente.views import tables

    with look(ctx) as (store, lookup):
        every = list(_statements(store, actor, since=since, until=until))
        lookup.prime(statements=every[:limit])
        found = tables.statement_lines(every[:limit], lookup)
        show_view(store, found, lambda v: tables.render_statements(v, len(every)), as_json=as_json)
