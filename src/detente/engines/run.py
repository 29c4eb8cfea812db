"""A stream of sources through the stages, in this process or in a pool of processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from detente.engines.guard import Job, done, guarded
from detente.engines.pool import pooled
from detente.nouns import Document, Page, SetAside

if TYPE_CHECKING:
    from detente.pages import Source

PATIENCE = 10.0
"""Seconds of work in this process before a pool is started; what is done by then needs none."""


def run(
    sources: Iterable[Source | SetAside],
    *,
    workers: int | None = None,
    skip: Callable[[Page], bool] | None = None,
) -> Iterator[Document | SetAside]:
    """Take sources through the stages; what comes out is in the order of what went in.

    Args:
        sources: what `detente.pages.sources` gives.
        workers: processes to work in; by default this one, and one a core for what is left after
            ten seconds. Sources are taken as they are worked on, never many ahead.
        skip: asked of every page before the work; those of which it says True do not come out.

    Yields:
        A document for each page, or why it is set aside. An exception that nobody foresaw sets
        the page aside too, and is logged with its traceback.

    """
    jobs = _jobs(sources, skip)
    if workers is None:
        return _growing(jobs)
    return _alone(jobs) if workers <= 1 else pooled(jobs, workers)


def _growing(jobs: Iterator[Job | SetAside]) -> Iterator[Document | SetAside]:
    """Work in this process first, and in several if there is work for longer than a while."""
    begun = time.monotonic()
    for outcome in _alone(jobs):
        yield outcome
        if time.monotonic() - begun > PATIENCE:
            break
    workers = _cores()
    yield from _alone(jobs) if workers <= 1 else pooled(jobs, workers)


def _alone(jobs: Iterator[Job | SetAside]) -> Iterator[Document | SetAside]:
    return (job if isinstance(job, SetAside) else done(job) for job in jobs)


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
