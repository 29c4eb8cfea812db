"""The record as files: tables, annotations, entities and event data.

The columns of every table come from `tables.toml` (`columns.py`), its rows from the record
(`rows.py`); each form has a module that writes it.
"""

from detente.views.export.writing import FORMS, write

__all__ = ["FORMS", "write"]
