"""One actor, text, story and statement, however many outlets tell it; and where they differ."""

from detente.linking.link import link, relink

__all__ = ["link", "relink"]
