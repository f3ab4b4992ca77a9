"""The course of a training: how far it is, how fast it learns, how slowly its average follows."""

import copy
import math
import time

import torch


class Progress:
    """0..1, by steps (exactly repeatable) or by minutes of training (evaluation and waiting for data not counted)."""

    def __init__(self, minutes=None, steps=None):
        if (minutes is None) == (steps is None):
            raise ValueError("a training has either minutes or steps")
        self.minutes, self.steps = minutes, steps
        self.step, self.seconds = 0, 0.0

    @property
    def share(self):
        return min(1.0, self.step / self.steps if self.steps else self.seconds / (60 * self.minutes))

    @property
    def is_over(self):
        return self.share >= 1

    def advance(self, seconds):
        self.step += 1
        self.seconds += seconds

    def state(self):
        return {"step": self.step, "seconds": self.seconds}

    def restore(self, state):
        self.step, self.seconds = state["step"], state["seconds"]


def learning_rate(peak, progress, warm_up):
    """Linear over the first steps, then half a cosine over the whole run, to 2 % of the peak."""
    return peak * min(1.0, (progress.step + 1) / warm_up) * (0.98 * 0.5 * (1 + math.cos(math.pi * progress.share)) + 0.02)


class Average:
    """The moving average of weights and of batch norm's statistics, which is what is evaluated and exported."""

    def __init__(self, network, decay):
        self.network = copy.deepcopy(network).eval()
        self.decay = decay
        self._own = [t for t in self.network.state_dict().values() if t.dtype.is_floating_point]

    @torch.no_grad()
    def follow(self, network, step):
        share = 1 - min(self.decay, (1 + step) / (20 + step))
        theirs = [t for t in network.state_dict().values() if t.dtype.is_floating_point]
        for own, other in zip(self._own, theirs):
            own.lerp_(other, share)


class Threads:
    """One thread or two: on a machine that others use too, two can be a third as fast as one. Asked again and again."""

    PERIOD, TRIAL = 90, 8

    def __init__(self, most):
        self.most = most
        self._times = {1: [], most: []}
        torch.set_num_threads(most)

    def before(self, step):
        phase = step % self.PERIOD
        if self.most == 1:
            return
        if phase == 0:
            self._times = {1: [], self.most: []}
            torch.set_num_threads(1)
        elif phase == self.TRIAL:
            torch.set_num_threads(self.most)
        elif phase == 2 * self.TRIAL:
            medians = {n: sorted(times[2:])[len(times[2:]) // 2] for n, times in self._times.items() if len(times) > 2}
            torch.set_num_threads(min(medians, key=medians.get) if medians else self.most)

    def after(self, step, seconds_per_unit):
        if self.most > 1 and step % self.PERIOD < 2 * self.TRIAL:
            self._times[torch.get_num_threads()].append(seconds_per_unit)


def now():
    return time.monotonic()
