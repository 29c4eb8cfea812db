"""What notebooks show: nouns as HTML, and tables that whatever reads Arrow reads.

The nouns know nothing of how they are shown, since they import nothing above them. So a view
carries the HTML: `Shown` holds a noun and the record that knows its names, and works wherever
`_repr_html_` is looked for. In IPython the same views are registered for the nouns' types
(`announce`), which is that program's own way to show types that are not its own.
"""

from detente.views.notebook.shown import Shown, announce
from detente.views.notebook.table import RecordTable

__all__ = ["RecordTable", "Shown", "announce"]
