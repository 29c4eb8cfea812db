"""What every reader of news text needs: its paragraphs and sentences."""

from detente.prose.sentences import holding, paragraphs, sentences, trimmed

__all__ = ["holding", "paragraphs", "sentences", "trimmed"]
