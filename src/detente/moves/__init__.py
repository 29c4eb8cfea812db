"""What statements and reported acts do: PLOVER events, speech acts and conditional commitments."""

from detente.moves.coding import code

__all__ = ["code"]
