"""One actor, one text, one story, one statement, however many outlets tell it; and where they differ."""

from detente.linking.link import link, relink

__all__ = ["link", "relink"]
