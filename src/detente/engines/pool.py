"""Pages in several processes: results in order, a bounded number ahead, deaths survived."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from detente.attribution.tagger import MODEL, THREADS
from detente.engines.guard import Job, done
from detente.nouns import Document, SetAside

Outcome = Document | SetAside

_AHEAD = 4  # pages in hand for each worker, so that none is idle

_log = logging.getLogger(__name__)


def pooled(jobs: Iterator[Job | SetAside], workers: int) -> Iterator[Outcome]:
    """Process jobs in `workers` processes; what is a `SetAside` already passes through.

    A page whose process dies (of too little memory, say) is set aside; others that were in hand
    are done again.
    """
    pool = _pool(workers)
    waiting: deque[tuple[Job | SetAside, Future[Outcome]]] = deque()
    try:
        for job in jobs:
            waiting.append((job, _submitted(pool, job)))
            if len(waiting) >= workers * _AHEAD:
                outcome, pool = _next(waiting, pool, workers)
                yield outcome
        while waiting:
            outcome, pool = _next(waiting, pool, workers)
            yield outcome
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    model = os.environ.get(MODEL)
    return ProcessPoolExecutor(
        workers, mp_context=_context(), initializer=_begin, initargs=(model,)
    )


@cache
def _context() -> multiprocessing.context.BaseContext:
    """Workers are forked from a server that has loaded the model, which they then share.

    It has no threads, unlike this process, whose locks a fork would copy in whatever state they
    are. Elsewhere than on Linux, forking is not safe, and each worker loads a model of its own.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["detente.engines.warm"])
    return context


def _begin(model: str | None) -> None:
    """Leave interrupts to the parent and the other cores to the other workers; die with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault(THREADS, "1")
    if model is not None:  # it may have changed since the server was started
        os.environ[MODEL] = model
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """End this process when its parent ends, however that came: nobody waits for its pages."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _submitted(pool: ProcessPoolExecutor, job: Job | SetAside) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    if isinstance(job, SetAside):
        future.set_result(job)
        return future
    try:
        return pool.submit(done, job)
    except BrokenProcessPool as error:
        future.set_exception(error)
        return future


def _next(
    waiting: deque[tuple[Job | SetAside, Future[Outcome]]],
    pool: ProcessPoolExecutor,
    workers: int,
) -> tuple[Outcome, ProcessPoolExecutor]:
    """Wait for the first outcome; with a new pool, and the rest submitted to it, after a death."""
    job, future = waiting.popleft()
    try:
        return future.result(), pool
    except BrokenProcessPool:
        _log.warning("a worker process died; the pages that it had in hand are done again")
    pool.shutdown()
    outcome = _alone(job)
    fresh = _pool(workers)
    again = [(job, _submitted(fresh, job)) for job, _ in waiting]
    waiting.clear()
    waiting.extend(again)
    return outcome, fresh


def _alone(job: Job | SetAside) -> Outcome:
    """Do a page in a process of its own, to see whether it is the deadly one."""
    with _pool(1) as pool:
        try:
            return _submitted(pool, job).result()
        except BrokenProcessPool:
            where = job.where if isinstance(job, SetAside) else job[0]
            return SetAside(where=where, why="The process that read it died; it may be too large.")
