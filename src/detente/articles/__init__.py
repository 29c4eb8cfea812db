"""Pages to articles: cleaning, splitting, dates, credits, language."""

from detente.articles.clean import articles
from detente.articles.cleaned import Cleaned
from detente.articles.elsewhere import Elsewhere, gathered

__all__ = ["Cleaned", "Elsewhere", "articles", "gathered"]
