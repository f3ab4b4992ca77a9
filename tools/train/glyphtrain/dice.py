"""One seeded source of chance: scalars from Python's generator (fast), fields of noise from numpy's."""

import math
import random

import numpy as np


class Dice:
    """Two Dice of the same seeds give the same values for ever."""

    def __init__(self, *seeds):
        self._scalars = random.Random(repr(seeds))
        self._fields = np.random.Generator(np.random.SFC64([_number(s) for s in seeds]))
        self.random = self._scalars.random
        self.uniform = self._scalars.uniform
        self.gauss = self._scalars.gauss
        self.choice = self._scalars.choice
        self.integer = self._scalars.randint
        self.shuffle = self._scalars.shuffle

    def chance(self, probability):
        return self._scalars.random() < probability

    def lognormal(self, median, sigma, least, most):
        return min(most, max(least, median * math.exp(self._scalars.gauss(0, sigma))))

    def gamma(self, shape, scale):
        return self._scalars.gammavariate(shape, scale)

    def weighted(self, options):
        """One of the keys of a dictionary of weights."""
        return self._scalars.choices(list(options), list(options.values()))[0]

    def normal(self, shape, sigma=1.0):
        return self._fields.standard_normal(shape, dtype=np.float32) * np.float32(sigma)

    def field(self, shape, low=0.0, high=1.0):
        return self._fields.random(shape, dtype=np.float32) * np.float32(high - low) + np.float32(low)

    def indices(self, count, size):
        return self._fields.integers(0, count, size)


def _number(seed):
    if isinstance(seed, int):
        return seed
    return int.from_bytes(str(seed).encode(), "little") % (1 << 63)
