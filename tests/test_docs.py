"""The documents say what the program does: their commands run, and every command is in them."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from detente.cli import detente

ROOT = Path(__file__).parents[1]
COMMANDS = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "benchmarks/README.md"]
)


def console_lines(document: Path) -> list[str]:
    """The `$ detente …` lines of the fenced console blocks, in order."""
    blocks = re.findall(
        r"^```console\n(.*?)^```", document.read_text(encoding="utf-8"), re.M | re.S
    )
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def names() -> list[str]:
    return detente.list_commands(click.Context(detente))


@pytest.mark.parametrize("document", ["README.md", "docs/tutorial.md"])
def test_the_commands_of_a_document_run_in_order(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_RECORD", raising=False)
    lines = console_lines(ROOT / document)
    assert len(lines) >= 5
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "detente"
        result = CliRunner().invoke(detente, arguments)
        assert result.exit_code == 0, f"{line}: {result.output}"
        assert result.output.strip() or arguments[-2] == "--out", line


def test_the_reference_has_every_command_and_no_other(names: list[str]) -> None:
    headed = re.findall(r"^### `detente (\w+)", COMMANDS, re.M)
    assert sorted(headed) == sorted(names)


def test_the_reference_has_every_option(names: list[str]) -> None:
    for name in names:
        command = detente.get_command(click.Context(detente), name)
        assert command is not None
        section = re.split(rf"^### `detente {name}\b", COMMANDS, flags=re.M)[1].split("\n#")[0]
        for option in command.params:
            for spelling in option.opts if isinstance(option, click.Option) else ():
                assert spelling in section or spelling == "--record", f"{name} {spelling}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_the_figures_of_the_readme_are_the_floors() -> None:
    """If this fails, run `python scripts/readme.py`."""
    floors = json.loads((ROOT / "benchmarks/floors.json").read_text(encoding="utf-8"))["floors"]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| [^|]+ \| ([^|]+) \|$", text, re.M)
    shown = {
        (stage, measure, figure)
        for stage, figures in rows
        for measure, figure in re.findall(r"([\w ]+?) \*\*([\d.]+)\*\*", figures)
    }
    assert {(stage, measure.strip(), figure) for stage, measure, figure in shown} == {
        (*name.replace("_", " ").split(".", 1), f"{value:.3f}") for name, value in floors.items()
    }
