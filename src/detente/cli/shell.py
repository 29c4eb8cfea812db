"""Completion for the user's shell."""

from __future__ import annotations

import click

from detente.cli.context import examples


@click.command(
    epilog=examples(
        'eval "$(detente completion bash)"        in ~/.bashrc',
        'eval "$(detente completion zsh)"         in ~/.zshrc',
        "detente completion fish > ~/.config/fish/completions/detente.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands and options in SHELL."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"There is no completion for {shell}.", ctx)
    script = kind(ctx.find_root().command, {}, "detente", "_DETENTE_COMPLETE").source()
    click.echo(script)
