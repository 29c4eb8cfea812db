"""What statements and reported acts do: PLOVER events, speech acts and conditional commitments."""

from detente.moves.clause import quad, scale
from detente.moves.coding import code

__all__ = ["code", "quad", "scale"]
