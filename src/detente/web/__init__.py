"""The record as web pages: served from this machine, or written as files that open from disk.

Each page is a sheet (`sheets/`: nouns in, a small frozen model out) and a template; the model is
also the page's `.json`. Nothing here writes but the review of who is who, on a person's word.
"""

from detente.web.application import create
from detente.web.files import build
from detente.web.rendering import brief_page

__all__ = ["brief_page", "build", "create"]
