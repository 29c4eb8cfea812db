"""Watching: feeds, sitemaps and pages polled politely, and what is new in the standing.

`Watcher` asks each address when it is due, reads the pages that are new into a record, and says
what they add to where the parties stand. How and why: docs/how-to/watch-feeds.md.
"""

from detente.watching.addresses import addresses
from detente.watching.news import News
from detente.watching.watcher import Watcher

__all__ = ["News", "Watcher", "addresses"]
