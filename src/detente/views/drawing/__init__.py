"""Drawings for pages: geometry worked out here, written as SVG by a template, which escapes."""

from detente.web.drawing.axis import axis
from detente.web.drawing.bars import bars
from detente.web.drawing.descent import descent
from detente.web.drawing.waiting import waiting

__all__ = ["axis", "bars", "descent", "waiting"]
