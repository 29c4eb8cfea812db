"""Article text to attribution tree: who said what, and through whom we know it."""

from detente.attribution.reports import attribute

__all__ = ["attribute"]
