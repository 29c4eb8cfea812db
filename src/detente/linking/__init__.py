"""One actor, text, story and statement, however many outlets tell it; and where they differ."""

from detente.linking.link import link
from detente.linking.update import relink, update

__all__ = ["link", "relink", "update"]
