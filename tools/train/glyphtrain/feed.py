"""Chunks of batches made ahead of the trainer by worker processes, and handed over in order."""

import collections
import concurrent.futures
import multiprocessing

from glyphtrain import shards
from glyphtrain.workspace import be_modest


class Position:
    """Where a training is in its data: the chunk, the batches of it that were used, and the shards known at its start."""

    def __init__(self, chunk=0, used=0, known=None):
        self.chunk, self.used, self.known = chunk, used, known

    def state(self):
        return vars(self).copy()


class Feed:
    """Iterates over batches for ever, from a position on. make(directory, known, seed, number) answers a chunk's batches.

    Without workers chunks are made when they are asked for, on the caller's thread.
    """

    def __init__(self, make, directory, seed, workers, position=None):
        self._make, self._directory, self._seed = make, str(directory), seed
        self.position = position or Position()
        self._ahead = collections.deque()
        self._next = self.position.chunk
        self._depth = workers + 1
        self._pool = None
        if workers:
            context = multiprocessing.get_context("fork")
            self._pool = concurrent.futures.ProcessPoolExecutor(workers, context, initializer=be_modest)

    def __iter__(self):
        while True:
            known, batches = self._chunk()
            self.position.known = known
            while self.position.used < len(batches):
                self.position.used += 1
                yield batches[self.position.used - 1]
            self.position = Position(self.position.chunk + 1)

    def _chunk(self):
        # Each chunk draws from the shards known when it was asked for; one that is gone on with, from those known then.
        if self._pool is None:
            known = self.position.known or shards.count(self._directory)
            return known, self._make(self._directory, known, self._seed, self.position.chunk)
        while len(self._ahead) < self._depth:
            first = self._next == self.position.chunk
            known = (self.position.known if first else None) or shards.count(self._directory)
            self._ahead.append((known, self._pool.submit(self._make, self._directory, known, self._seed, self._next)))
            self._next += 1
        known, future = self._ahead.popleft()
        return known, future.result()

    def close(self):
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
