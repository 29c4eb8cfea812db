"""What holds for every test."""

import pytest
from hypothesis import settings

# A machine with other work is slow at times: how long an example takes says nothing of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name a case of bytes after its argument: an archive's bytes hold the second it was made in.

    The workers of pytest-xdist must collect the same names, and two of them collect a moment apart.
    """
    return argname if isinstance(val, bytes) and len(val) > 16 else None
