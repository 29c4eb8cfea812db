"""Drawings for pages and files: geometry worked out here, written as SVG by a template.

The template escapes every word.
"""

from detente.views.drawing.axis import axis
from detente.views.drawing.bars import bars
from detente.views.drawing.descent import descent
from detente.views.drawing.files import TEMPLATES, Picture, png, svg
from detente.views.drawing.moves import moves
from detente.views.drawing.waiting import waiting

__all__ = ["TEMPLATES", "Picture", "axis", "bars", "descent", "moves", "png", "svg", "waiting"]
