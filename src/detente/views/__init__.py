"""Views: the record made readable.

Each is a pure function of nouns to a small frozen model that goes out as JSON, and a renderer of
that model for the terminal.
"""
