"""What every reader of news text needs: its paragraphs and sentences."""

from detente.prose.sentences import holding, is_short, paragraphs, sentences, trimmed

__all__ = ["holding", "is_short", "paragraphs", "sentences", "trimmed"]
