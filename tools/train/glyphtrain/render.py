"""Renders the shards that are missing, each from its own number: before a training or beside it."""

import multiprocessing

import cv2

from glyphtrain import shards
from glyphtrain.tasks import TASKS
from glyphtrain.workspace import be_modest


def missing(task, wanted):
    """Numbers of the shards that are not there, for so many samples in all."""
    directory, count = task.data(), -(-wanted // task.shard_size)
    return [n for n in range(count) if not shards.path_of(directory, n).exists()]


def render(name, numbers):
    cv2.setNumThreads(1)
    task = TASKS[name]
    renderer, directory = task.renderer(), task.data()
    for number in numbers:
        task.render_shard(renderer, number, shards.path_of(directory, number))


def _modestly(name, numbers):
    be_modest()
    render(name, numbers)


def start(name, wanted, processes):
    """Starts processes that render what is missing, and answers them; shards come in about their order."""
    numbers = missing(TASKS[name], wanted)
    context = multiprocessing.get_context("fork")
    parts = [numbers[i::processes] for i in range(processes)]
    started = [context.Process(target=_modestly, args=(name, part), daemon=True) for part in parts if part]
    for process in started:
        process.start()
    return started
