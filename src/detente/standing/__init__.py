"""Where parties stand: who waits for whom to do what, folded from moves and commitments."""

from detente.standing.changing import Change, changed, changes
from detente.standing.folding import fold
from detente.standing.pairs import parties
from detente.standing.standing import standing, told

__all__ = ["Change", "changed", "changes", "fold", "parties", "standing", "told"]
