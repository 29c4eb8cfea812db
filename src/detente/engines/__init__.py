"""Engines: where the pure stages run, page by page, in this process or in several.

`process` composes the stages for one page, `annotate` those that need only a text, and `run` takes
a stream of sources through them; a page that fails is set aside and the rest goes on.
"""

from detente.engines.process import annotate, process
from detente.engines.run import run

__all__ = ["annotate", "process", "run"]
