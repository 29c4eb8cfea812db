"""Pages to articles: cleaning, splitting, dates, credits, language."""

from detente.articles.clean import articles
from detente.articles.cleaned import Cleaned

__all__ = ["Cleaned", "articles"]
