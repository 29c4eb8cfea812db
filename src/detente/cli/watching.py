"""`watch`: feeds, sitemaps and pages, polled again and again."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from detente.cli.context import console, emit, examples, json_option, named_record
from detente.cli.failures import INTERRUPTED, complain, exit_code
from detente.cli.models import model_option

if TYPE_CHECKING:
    from detente.watching import News

_SHORTEST = 60
"""Seconds between two polls at least; a shorter pause is no news and a burden."""
_PATIENCE = 60
"""Seconds that a notified command may take."""
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SHOWN = 20
"""New pages that are named of one poll."""


class Pause(click.ParamType[float]):
    """A time such as `15m`, `2h` or `90s`, in seconds."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read it."""
        if isinstance(value, float):
            return value
        told = re.fullmatch(r"(\d{1,6})([smhd])", str(value).strip())
        if told is None:
            self.fail(f"{value!r} is no time; write 90s, 15m, 2h or 1d.", param, ctx)
        seconds = float(told.group(1)) * _UNITS[told.group(2)]
        if seconds < _SHORTEST:
            self.fail(f"{value} is too often; a minute is the least.", param, ctx)
        return seconds


@click.command(
    epilog=examples(
        "detente watch feeds.opml",
        "detente watch urls.txt --every 30m --record talks.db",
        "detente watch urls.txt --once --json",
        "detente watch feeds.opml --notify 'mail -s News desk@example.org'",
    )
)
@click.argument("file", metavar="FEEDS.opml|URLS.txt", type=click.Path(path_type=Path))
@click.option("--every", type=Pause(), default="15m", show_default=True, help="Time between polls.")
@click.option("--once", is_flag=True, help="Poll what is due once, and end.")
@click.option(
    "--notify",
    metavar="COMMAND",
    help="Run this when there are new pages, with the news as JSON on its standard input.",
)
@model_option
@json_option
@click.pass_context
def watch(
    ctx: click.Context, file: Path, every: float, once: bool, notify: str | None, as_json: bool
) -> None:
    """Watch feeds, sitemaps and pages, read what is new, and say what it adds to the standing.

    FILE is OPML, or has one address a line. Each is asked politely and only for what has changed;
    robots.txt is kept. What was asked is remembered beside the record, so that a restart goes on
    from there. Ctrl-C or SIGTERM ends it after the page at hand.
    """
    import detente
    from detente.watching import Watcher, addresses

    named = addresses(file)
    command = _command(notify)
    stop = threading.Event()
    with detente.open(named_record(ctx)) as record, _ended_by_signals(stop) as ended:
        watcher = Watcher(record, named, every=every, stop=stop)
        if once:
            news = watcher.poll()
            _give(news, command, as_json=as_json, quiet=False)
            if not ended:
                failed = len({item.where for item in news.failed} & set(named))
                ctx.exit(exit_code(len(named) - failed, failed))
        else:
            for news in watcher.watch():
                _give(news, command, as_json=as_json, quiet=True)
    if signal.SIGINT in ended:
        complain("Stopped. What was read is in the record; the same command goes on from there.")
        ctx.exit(INTERRUPTED)


def _command(notify: str | None) -> list[str] | None:
    if notify is None:
        return None
    try:
        words = shlex.split(notify)
    except ValueError as error:
        raise click.BadParameter(f"{notify!r} is no command ({error}).") from error
    if not words:
        raise click.BadParameter("--notify needs a command.")
    return words


@contextmanager
def _ended_by_signals(stop: threading.Event) -> Iterator[set[int]]:
    """Let the first SIGINT or SIGTERM end the watch in order; gives those that came."""
    came: set[int] = set()

    def end(number: int, frame: FrameType | None) -> None:
        if came and number == signal.SIGINT:
            raise KeyboardInterrupt  # asked twice
        came.add(number)
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _give(news: News, command: list[str] | None, *, as_json: bool, quiet: bool) -> None:
    """Print what a poll brought, and run the command with it; a quiet poll says nothing."""
    import msgspec

    for item in news.failed:
        complain(f"{item.where}: {item.why}")
    if quiet and not news.pages:
        return
    if as_json:
        emit(msgspec.json.encode(news) + b"\n")
    else:
        _tell(news)
    if command is not None and news.pages:
        _notify(command, msgspec.json.encode(news))


def _tell(news: News) -> None:
    from detente.views.changes import render
    from detente.views.text import counted, safe

    screen = console()
    pages = counted(len(news.pages), "new page") if news.pages else "nothing new"
    screen.print(f"{news.at}  {pages}, {counted(news.asked, 'address', 'addresses')} asked")
    for page in news.pages[:_SHOWN]:
        screen.print(f"  {page.id}  {safe(page.url or page.watched)}", soft_wrap=True)
    if len(news.pages) > _SHOWN:
        screen.print(f"  and {len(news.pages) - _SHOWN:,} more")
    for changes in news.standing:
        screen.print()
        screen.print(render(changes))


def _notify(command: list[str], told: bytes) -> None:
    """Run the user's command, its words as they are: no shell reads what pages say."""
    try:
        done = subprocess.run(command, input=told, timeout=_PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        complain(f"{command[0]} could not be run to its end: {error}.")
        return
    if done.returncode:
        complain(f"{command[0]} ended with code {done.returncode}; the news is in the record.")
