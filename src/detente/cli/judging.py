"""Who is who: `actors` lists, asks and takes a person's judgements; `relink` links anew."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.context import console, emit_json, examples, json_option, named_record
from detente.cli.failures import complain
from detente.cli.lists import keep_lists, lists_option
from detente.cli.looking import limit_option, look, print_view, show_view
from detente.errors import InputError, UnknownPartyError

if TYPE_CHECKING:
    from detente.api import Record
    from detente.nouns import Judgement, NameAt, Question, Verdict
    from detente.record import Store

_SHOWN = 10
"""Questions that are printed where nobody can answer them."""
_KEYS = "y yes, n no, s skip, u undo the last, q quit"


@click.command(
    epilog=examples(
        "detente actors --kind person",
        "detente actors --review",
        'detente actors --same "Ana Ruiz" "Ana Ruiz Soto"',
        "detente actors --different n:7f3102 n:02c8aa --note 'mother and daughter'",
        "detente actors --undo j:51c2",
    )
)
@click.option("--kind", help="Only of this kind: person, organisation, country, group, anonymous.")
@limit_option
@click.option("--review", is_flag=True, help="Show where the evidence is thin, and ask.")
@click.option("--same", nargs=2, metavar="A B", help="Judge that two names or ids are one actor.")
@click.option("--different", nargs=2, metavar="A B", help="Judge that they are two.")
@click.option("--note", help="Why, in your own words; kept with the judgement.")
@click.option("--undo", metavar="ID", help="Take back a judgement.")
@json_option
@click.pass_context
def actors(
    ctx: click.Context,
    kind: str | None,
    limit: int | None,
    review: bool,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    note: str | None,
    undo: str | None,
    as_json: bool,
) -> None:
    """Everybody whom the record knows, those who said most first; and who is one with whom.

    A judgement wins over linking, is kept when pages are read or the record is linked anew, and
    can be undone.
    """
    if sum(map(bool, (same, different, undo, review))) > 1:
        raise click.UsageError("Give one of --review, --same, --different and --undo.", ctx)
    if undo:
        _undo(ctx, undo)
    elif same or different:
        pair = same or different or ("", "")
        _judge(ctx, "same" if same else "different", pair, note)
    elif review:
        _review(ctx, limit, as_json=as_json)
    else:
        _list(ctx, kind, limit, as_json=as_json)


def _list(ctx: click.Context, kind: str | None, limit: int | None, *, as_json: bool) -> None:
    from detente.views import tables

    with look(ctx) as (store, _):
        chosen = [a for a in store.actors() if kind in (None, a.kind)]
        found = tables.actor_lines(chosen, store.statements())[:limit]
        show_view(store, found, lambda v: tables.render_actors(v, len(chosen)), as_json=as_json)


@click.command(epilog=examples("detente relink", "detente relink --actors ministers.csv"))
@lists_option
@click.pass_context
def relink(ctx: click.Context, lists: tuple[Path, ...]) -> None:
    """Link the whole record anew: actors, copies, stories, statements, discrepancies.

    Your judgements and lists are followed. Reading links what is new by itself.
    """
    with _writable(ctx) as record:
        keep_lists(record.store, lists)
        record.relink()
        counts = record.store.counts()
    click.echo(f"{counts['actors']:,} actors, {counts['statements']:,} statements.")


def _writable(ctx: click.Context) -> Record:
    import detente

    return detente.open(named_record(ctx), create=False)


# Judging ----------------------------------------------------------------------------------------


def _judge(ctx: click.Context, verdict: Verdict, pair: tuple[str, str], note: str | None) -> None:
    from detente.linking.opinions import judgement
    from detente.views.judging import sentence

    with _writable(ctx) as record:
        first, second = (_name_at(record.store, words) for words in pair)
        said = judgement(verdict, first, second, made=_now(), note=note)
        if said.first == said.second:
            raise InputError(
                f"Both names are “{said.first.name}” in the same articles; name two that differ."
            )
        if _keep(record.store, said):
            click.echo(f"{sentence(said)}; kept as {said.id}.")
            record.link()
        else:
            click.echo(f"{sentence(said)}; that was judged before.")


def _keep(store: Store, said: Judgement) -> bool:
    """Keep a judgement; False when it is there already.

    Raises:
        InputError: it contradicts others.

    """
    from detente.linking.opinions import conflict

    found = conflict(store.judgements(), said)
    if found is not None:
        others = [j for j in (*found.same, found.different) if j.id != said.id]
        ids = " and ".join(j.id for j in others)
        one, other = said.first.name, said.second.name
        verdict = "one" if said.verdict == "same" else "two"
        raise InputError(
            f"That “{one}” and “{other}” are {verdict} contradicts {ids}; undo one of them first "
            "with `detente actors --undo ID`."
        )
    return store.judge(said)


def _undo(ctx: click.Context, prefix: str) -> None:
    from detente.views.judging import sentence

    with _writable(ctx) as record:
        undone = record.store.undo_judgement(prefix)
        click.echo(f"Undone: {sentence(undone)}.")
        record.link()


def _name_at(store: Store, words: str) -> NameAt:
    """The name that a person means by words or by an actor's id, and where it is meant.

    Raises:
        UnknownPartyError: nobody goes by it, or several do.

    """
    from detente.linking.opinions import meant_everywhere
    from detente.nouns import NameAt

    wanted = " ".join(words.split()).casefold()
    every = [
        (actor, name)
        for actor in store.actors()
        for name in dict.fromkeys((actor.name, *actor.names))
        if name.casefold() == wanted or (name == actor.name and actor.id.startswith(words))
    ]
    found = {actor.id: (actor, name) for actor, name in reversed(every)}
    if len(found) != 1:
        ids = ", ".join(f"{a.name} ({a.id})" for a, _ in list(found.values())[:5])
        told = f"Several actors go by {words!r}: {ids}; give an id." if found else (
            f"Nobody in the record goes by {words!r}; `detente actors` lists who does."
        )  # fmt: skip
        raise UnknownPartyError(told)
    actor, name = next(iter(found.values()))
    if meant_everywhere(name, actor.kind):
        return NameAt(name=name, kind=actor.kind)
    articles = store.articles_naming(actor.id, name) or store.articles_naming(actor.id)
    return NameAt(name=name, kind=actor.kind, articles=articles)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


# Reviewing --------------------------------------------------------------------------------------


def _review(ctx: click.Context, limit: int | None, *, as_json: bool) -> None:
    from detente.linking.opinions import contradictions
    from detente.views import judging as view

    with look(ctx) as (store, lookup):
        judged = store.judgements()
        review = view.Review(
            questions=store.questions(),
            judgements=judged,
            contradictions=tuple(found.sentence for found in contradictions(judged)),
        )
        if as_json:
            emit_json(review)
            return
        if not (sys.stdin.isatty() and sys.stdout.isatty()) or not review.questions:
            print_view(view.render(review, lookup, limit or _SHOWN))
            return
        for sentence in review.contradictions:
            complain(sentence)
    _ask(ctx, review.questions[:limit])


def _ask(ctx: click.Context, questions: Sequence[Question]) -> None:
    """Ask one question after the other; link once at the end."""
    from detente.linking.opinions import judgement
    from detente.views import judging as view
    from detente.views.reading import Lookup

    kept: list[tuple[int, Judgement | None]] = []
    with _writable(ctx) as record:
        lookup = Lookup(record.store)
        at = 0
        while at < len(questions):
            asked = questions[at]
            console().print(view.question(asked, lookup))
            key = _key(f"{at + 1} of {len(questions)}: one actor? ({_KEYS})")
            if key == "q":
                break
            if key == "u":
                at = _take_back(record.store, kept, at)
                continue
            said = None
            if key in ("y", "n"):
                verdict: Verdict = "same" if key == "y" else "different"
                said = judgement(verdict, asked.first, asked.second, made=_now())
                said = said if _kept(record.store, said) else None
            kept.append((at, said))
            at += 1
        judged = [said for _, said in kept if said is not None]
        if judged:
            click.echo(f"{view.told(judged)} Linking …")
            record.link()


def _key(prompt: str) -> str:
    click.echo(f"{prompt} ", nl=False)
    while True:
        key = click.getchar().casefold()
        if key in ("y", "n", "s", "u", "q"):
            click.echo(key)
            return key


def _kept(store: Store, said: Judgement) -> bool:
    try:
        return _keep(store, said)
    except InputError as error:
        complain(str(error))
        return False


def _take_back(store: Store, kept: list[tuple[int, Judgement | None]], at: int) -> int:
    """Undo the last answer, and go back to its question."""
    if not kept:
        click.echo("There is nothing to undo.")
        return at
    before, said = kept.pop()
    if said is not None:
        store.undo_judgement(said.id)
    return before
