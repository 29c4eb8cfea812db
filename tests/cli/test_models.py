"""The command line names the models that there are, without loading what reads them."""

from __future__ import annotations

from detente.attribution import tagger
from detente.cli import models


def test_the_commands_know_every_model() -> None:
    assert models.MODELS == tagger.MODELS
    assert models.VARIABLE == tagger.MODEL
