"""What holds for every test."""

import pytest


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a case of bytes after its argument: an archive's bytes hold the second it was made in.

    The workers of pytest-xdist must collect the same names, and two of them collect a moment apart.
    """
    return argname if isinstance(val, bytes) and len(val) > 16 else None
