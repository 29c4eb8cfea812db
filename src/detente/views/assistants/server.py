"""The tools over the Model Context Protocol, by standard input and output (the extra `mcp`)."""

from __future__ import annotations

import logging
import os
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import msgspec

from detente.errors import DetenteError
from detente.views.assistants.tools import INSTRUCTIONS, TOOLS, answer, schema

if TYPE_CHECKING:
    from mcp.server import Server
    from mcp_types import CallToolResult, ListToolsResult

    from detente.record import Store

_log = logging.getLogger(__name__)


def serve(url: str | os.PathLike[str]) -> None:
    """Answer an assistant's program until it goes away.

    Args:
        url: the record, which is opened for reading only.

    Raises:
        DetenteError: what speaks the protocol is not installed.
        MissingRecordError, NotARecordError …: the record cannot be opened.

    """
    from detente.record import Store

    try:
        import anyio
        import mcp_types  # noqa: F401  version 2 has it
        from mcp.server.stdio import stdio_server
    except ImportError as error:
        raise DetenteError(
            'Serving assistants needs mcp 2, which is not installed; pip install "detente[mcp]".'
        ) from error

    async def run() -> None:
        with Store.open(url, readonly=True) as store:
            server = create(store)
            async with stdio_server() as (incoming, outgoing):
                await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(run)


def create(store: Store) -> Server[Any]:
    """A server of the tools over an open record."""
    import anyio
    from mcp.server import Server
    from mcp_types import CallToolResult, ListToolsResult, TextContent

    async def listed(context: Any, params: Any) -> ListToolsResult:
        return ListToolsResult(tools=_tools())

    async def called(context: Any, params: Any) -> CallToolResult:
        work = partial(_answered, store, params.name, params.arguments or {})
        encoded, failed = await anyio.to_thread.run_sync(work)
        return CallToolResult(
            # The same for programs that know nothing of structured content.
            content=[TextContent(type="text", text=encoded)],
            structured_content=None if failed else msgspec.json.decode(encoded),
            is_error=failed,
        )

    return Server(
        "detente",
        version=version("detente"),
        title="Détente",
        instructions=INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )


def _tools() -> list[Any]:
    from mcp_types import Tool, ToolAnnotations

    return [
        Tool(
            name=name,
            description=tool.about,
            input_schema=schema(tool.question),
            output_schema=schema(tool.answer),
            annotations=ToolAnnotations(
                read_only_hint=True, destructive_hint=False, open_world_hint=False
            ),
        )
        for name, tool in TOOLS.items()
    ]


def _answered(store: Store, name: str, arguments: dict[str, Any]) -> tuple[str, bool]:
    """The answer as JSON, or the sentence that says why there is none; and whether it is that."""
    try:
        return msgspec.json.encode(answer(store, name, arguments)).decode(), False
    except DetenteError as error:
        return str(error), True
    except Exception:
        _log.exception("the tool %s failed", name)
        return f"This is a defect of Détente: {name} failed; `detente -v mcp` logs where.", True
