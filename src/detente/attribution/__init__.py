"""Article text to attribution tree: who said what, and through whom we know it."""

from detente.attribution.attribute import attribute

__all__ = ["attribute"]
