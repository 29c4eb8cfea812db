"""Eight pages about an invented dispute, to try every command on.

Countries, people and outlets are invented; what makes the pages hard is not: two articles on one
page, one page retrieved twice, one agency text in the words of three outlets, relayed and broken
quotations, unnamed sources, a name in three spellings, a wrong date.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from detente.errors import InputError, UnreadableInputError

__all__ = ["write"]


def write(folder: Path) -> list[Path]:
    """Write the sample pages into a folder, which is made where it is missing.

    Args:
        folder: where to write; a file that is there already with the same content is left.

    Returns:
        The paths of the pages, sorted by name.

    Raises:
        InputError: the folder is a file, or holds another file under a page's name.
        UnreadableInputError: the folder may not be written to.

    """
    pages = resources.files(__package__) / "pages"
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for page in sorted(pages.iterdir(), key=lambda page: page.name):
            written.append(_write_page(folder / page.name, page.read_bytes()))
    except PermissionError as error:
        raise UnreadableInputError(
            f"The sample cannot be written to {folder}: permission is denied; name another folder."
        ) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(
            f"The sample cannot be written to {folder}: a file is in the way; name a folder."
        ) from error
    return written


def _write_page(path: Path, content: bytes) -> Path:
    if not path.exists():
        path.write_bytes(content)
    elif not path.is_file() or path.read_bytes() != content:
        raise InputError(f"The sample would replace another file at {path}; name an empty folder.")
    return path
