"""A stream of sources through the stages, in this process or in a pool of processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

from detente.engines.guard import Job, done, guarded
from detente.engines.pool import pooled
from detente.nouns import Document, Page, SetAside

if TYPE_CHECKING:
    from detente.pages import Source

FEW = 200
"""Sources up to which one process is done before a pool has started."""


def run(
    sources: Iterable[Source | SetAside],
    *,
    workers: int | None = None,
    skip: Callable[[Page], bool] | None = None,
) -> Iterator[Document | SetAside]:
    """Take sources through the stages; what comes out is in the order of what went in.

    Args:
        sources: what `detente.pages.sources` gives.
        workers: processes to work in; by default one for up to 200 sources, else one a core.
        skip: asked of every page before the work; those of which it says True do not come out.

    Yields:
        A document for each page, or why it is set aside. An exception that nobody foresaw sets
        the page aside too, and is logged with its traceback.

    """
    source = iter(sources)
    if workers is None:
        few = list(islice(source, FEW + 1))
        workers = 1 if len(few) <= FEW else _cores()
        source = chain(few, source)
    jobs = _jobs(source, skip)
    if workers <= 1:
        return (job if isinstance(job, SetAside) else done(job) for job in jobs)
    return pooled(jobs, workers)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _jobs(
    sources: Iterable[Source | SetAside], skip: Callable[[Page], bool] | None
) -> Iterator[Job | SetAside]:
    for source in sources:
        if isinstance(source, SetAside):
            yield source
            continue
        page = guarded(source.where, source.page)
        if isinstance(page, SetAside):
            yield page
        elif skip is None or not skip(page):
            yield source.where, page
