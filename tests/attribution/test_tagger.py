"""The weights that ship are the ones of the model card, and the tagger's spans lie in the text."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

import pytest

from detente.attribution import attribute, tagger
from detente.attribution.assembly import assemble
from detente.errors import WeightsError

WEIGHTS = Path(str(resources.files("detente.attribution") / "weights"))


def test_weights_are_those_of_the_card() -> None:
    for line in (WEIGHTS / "SHA256").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("model", tagger.MODELS)
def test_spans_lie_in_the_text_and_link_to_cues(model: str) -> None:
    text = (
        "Norway will not sign, Foreign Minister Kari Moen said on Monday.\n\n“We wait,” she said."
    )
    found = tagger.load(model)
    assert found is not None
    spans = found.tag(text)
    assert spans == sorted(spans, key=lambda s: (s.start, s.end))
    cues = {s.start for s in spans if s.role == "cue"}
    for span in spans:
        assert text[span.start : span.end].strip()
        assert 0 < span.score <= 1
        assert {where for where, _ in span.cues} <= cues | {tagger.NO_CUE}
    drafts = assemble(text, spans)
    assert [text[slice(*d.content[0])] for d in drafts] == ["Norway will not sign", "“We wait,”"]


def test_other_weights_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    (tmp_path / "tagger.onnx").write_bytes(b"no graph")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(WeightsError, match="cannot be loaded"):
        tagger.Tagger(tmp_path)


def test_without_weights_the_rules_read_the_text(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from detente.attribution import reports

    monkeypatch.setattr(reports, "load", lambda: None)
    reports._say_rules_only.cache_clear()
    found, _ = attribute("“We will not sign,” said Ilse Varga.")
    assert [a.method for a in found] == ["rule"]
    assert "by rule only" in caplog.text
