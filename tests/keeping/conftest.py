"""A small linked record about an invented dispute, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import detente

PAGES = {
    "gazette.txt": """Sella waits for Orvane to reopen the dam

SELLA, 4 March 2031 (Lowland Press) - Water minister Ilke Tarn said on Tuesday that Sella would
resume deliveries of grain only if Orvane opened the gates of the Karsk dam first.

"We will not send one more wagon before the water flows," Tarn told reporters in Sella. Orvane
denied that the gates had been closed on purpose.
""",
    "courier.txt": """Grain for water, says Tarn

4 March 2031 - Water minister Ilke Tarn said on Tuesday that Sella would resume deliveries of
grain only if Orvane opened the gates of the Karsk dam first.

"We will not send one more waggon before the water flows," Tarn told reporters in Sella.
""",
    "monitor.txt": """Orvane ready to talk about the dam

ORVANE, 6 March 2031 - Orvane's deputy premier Matti Russ said on Thursday that his government was
ready to discuss the Karsk dam with Sella. "We invite them to the table," Russ said.

He accused Sella of holding back grain that had been paid for.
""",
}


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dam") / "pages"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def whole(pages: Path) -> Iterator[Path]:
    """A record of the pages that nothing is wrong with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_MODEL", "fast")
        path = pages.parent / "whole.db"
        with detente.open(path) as record:
            assert record.read(pages, workers=1).pages == len(PAGES)
        yield path


@pytest.fixture
def record(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be damaged."""
    monkeypatch.setenv("DETENTE_MODEL", "fast")
    return Path(shutil.copy(whole, tmp_path / "r.db"))


@pytest.fixture
def exported(tmp_path: Path) -> Callable[[Path], dict[str, bytes]]:
    """Gives the exported tables of a record, byte for byte."""

    def export(path: Path) -> dict[str, bytes]:
        folder = tmp_path / f"{path.name}.out"
        with detente.open(path, create=False) as record:
            record.export(folder)
        return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}

    return export
