"""One page through all pure stages."""

from __future__ import annotations

from importlib import import_module

import pytest

from detente.nouns import Annotated

STAGES = import_module("detente.engines.process")


def test_text_in_another_language_is_kept_but_not_read(caplog: pytest.LogCaptureFixture) -> None:
    STAGES._say_unread.cache_clear()
    text = (
        "Le ministre des affaires étrangères a déclaré mardi que la Norvège ne signerait pas "
        "l’accord. « Nous attendons », a-t-il dit à la presse."
    )
    assert STAGES.annotate(text) == Annotated()
    assert "English only" in caplog.text


def test_a_text_too_short_to_tell_is_read() -> None:
    assert STAGES.annotate("Kari Moen said no.").attributions
