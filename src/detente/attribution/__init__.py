"""Article text to attribution tree: who said what, and through whom we know it."""

from detente.attribution.confidence import at_least
from detente.attribution.headlines import caption, headline
from detente.attribution.reports import attribute

LANGUAGES = ("en",)
"""Languages (ISO 639-1) that the tagger and the word lists are made for."""

__all__ = ["LANGUAGES", "at_least", "attribute", "caption", "headline"]
