"""Commands that show the record as web pages: `serve` and `build`."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.context import examples, named_record, open_record
from detente.cli.failures import complain
from detente.errors import InputError

if TYPE_CHECKING:
    from starlette.applications import Starlette

_ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  compared with, not bound to


@click.command(
    epilog=examples(
        "detente serve",
        "detente serve --port 9000 --record talks.db",
        "detente serve --host 0.0.0.0",
    )
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8737, show_default=True, help="0 takes any."
)
@click.option("--open", "browse", is_flag=True, help="Open a browser.")
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, browse: bool) -> None:
    """Serve the record as web pages on this machine.

    Only this machine can reach them, unless --host says otherwise; then a token is asked for,
    which is printed once. Every page has its data at the same address plus .json.
    """
    from detente.web import create
    from detente.web.guard import LOOPBACK, is_loopback, new_token

    token = None if is_loopback(host) else new_token()
    hosts = None if host in _ANYWHERE else {*LOOPBACK, host}
    application = create(named_record(ctx), hosts=hosts, token=token, warm=True)
    with _listening(host, port) as listener:
        address = f"http://{_shown(host)}:{listener.getsockname()[1]}/"
        click.echo(f"Serving {named_record(ctx)} at {address}; stop with Ctrl-C.")
        if token is not None:
            click.echo(f"Others need the token, which is shown only now: {address}?token={token}")
        if browse:
            click.launch(f"{address}?token={token}" if token else address)
        _run(application, listener)


def _shown(host: str) -> str:
    if host in _ANYWHERE:
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family)
    except OSError as error:
        raise InputError(
            f"{host} port {port} cannot be listened at ({error.strerror or error}); name another "
            "with --port or --host."
        ) from error


def _run(application: Starlette, listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        application, log_level="warning", access_log=False, server_header=False, lifespan="off"
    )
    uvicorn.Server(config).run(sockets=[listener])


@click.command(epilog=examples("detente build site", "detente build site --force"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write into a folder that is not empty, too.")
@click.pass_context
def build(ctx: click.Context, folder: Path, force: bool) -> None:
    """Write the web pages as files into FOLDER, to open from disk without a server."""
    from detente.cli.looking import STALE
    from detente.web import build as write

    with open_record(ctx) as store:
        if store.links_are_stale():
            complain(STALE)
        pages = write(store, folder, overwrite=force)
    click.echo(f"Wrote {pages:,} pages; open {folder / 'index.html'}")
