"""The command line: see README.md."""

import argparse
import os
import sys
import time

import cv2
import torch

from glyphtrain import finish, pack, render, shards, tasks
from glyphtrain.loop import Training

FIRST_SHARDS = 4


def main(arguments=None):
    options = _parser().parse_args(arguments)
    cv2.setNumThreads(1)
    options.run(options)


def _parser():
    parser = argparse.ArgumentParser(prog="train", description="Trains Glyphflow's built-in text models.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in tasks.TASKS:
        command = commands.add_parser(name, help=f"trains the {name}, or goes on with it")
        length = command.add_mutually_exclusive_group()
        length.add_argument("--minutes", type=float, default=None, help="of training (default 120 or, for the detector, 60)")
        length.add_argument("--steps", type=int, help="batches instead of minutes: exactly repeatable with --threads 1")
        command.add_argument("--schedule", choices=("cpu", "gpu"), default="cpu")
        command.add_argument("--size", choices=("tiny", "small", "large"), default="small")
        command.add_argument("--samples", type=int, help="lines or pages to render (default 200000 or 4000; gpu: 1000000 or 20000)")
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--threads", type=int, help="of the trainer (default 2)")
        command.add_argument("--workers", type=int, help="processes that make batches (default 1)")
        command.add_argument("--renderers", type=int, default=1, help="processes that render what is missing (default 1)")
        command.add_argument("--precision", choices=("bf16", "fp32"))
        command.add_argument("--measured", type=int, help="lines or pages that it is measured with on the way (default 500 or 12)")
        command.add_argument("--run", dest="label", default=None, help="name of the working folder (default: the model's)")
        command.add_argument("--fresh", action="store_true", help="begins anew")
        command.set_defaults(run=_train, task=name)
    command = commands.add_parser("render", help="renders data and does nothing else")
    command.add_argument("task", choices=tasks.TASKS)
    command.add_argument("--samples", type=int, default=None)
    command.add_argument("--renderers", type=int, default=1)
    command.set_defaults(run=_render)
    command = commands.add_parser("pack", help="gathers corpus and fonts for a machine without the packages")
    command.add_argument("folder")
    command.set_defaults(run=lambda options: pack.pack(options.folder))
    for verb, action in (("export", finish.export_model), ("evaluate", finish.evaluate_model), ("sheet", finish.contact_sheet)):
        command = commands.add_parser(verb, help=action.__doc__.split("\n")[0])
        command.add_argument("task", choices=tasks.TASKS)
        command.add_argument("--run", dest="label", default=None)
        command.add_argument("--count", type=int, default=None, help="lines or pages measured with (default 1500 or 60)")
        command.add_argument("--calibration", type=int, default=None, help="inputs to calibrate int8 with (default 240 or 40)")
        command.add_argument("--file", default=None, help="evaluate: an ONNX file instead of the run's checkpoint")
        command.add_argument("--output", default=None, help="where the files go (default: the run's folder)")
        command.set_defaults(run=action)
    return parser


def _render(options):
    task = tasks.TASKS[options.task]
    wanted = options.samples or task.data_size["cpu"]
    processes = render.start(options.task, wanted, options.renderers)
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise SystemExit("A renderer failed.")
    print(f"{shards.count(task.data())} shards in {task.data()}")


def _train(options):
    task = tasks.TASKS[options.task]
    if options.steps is None and options.minutes is None:
        options.minutes = 120.0 if options.task == "recognizer" else 60.0
    directory = finish.run_folder(options)
    checkpoint = directory / "checkpoint.pt"
    if options.fresh:
        checkpoint.unlink(missing_ok=True)
    settings = tasks.settings(
        task, options.schedule, size=options.size, minutes=options.minutes, steps=options.steps, seed=options.seed, threads=options.threads,
        workers=options.workers,
        precision=options.precision)
    renderers = render.start(options.task, options.samples or task.data_size[options.schedule], options.renderers)
    try:
        _await_shards(task, renderers)
        measured = options.measured or (500 if options.task == "recognizer" else 12)
        log = open(directory / "log.txt", "a", buffering=1)

        def say(text):
            for target in (sys.stdout, log):
                print(time.strftime("%H:%M:%S"), text, file=target, flush=True)

        say(f"begins: {settings}")
        torch.manual_seed(options.seed)
        training = Training(
            settings, task.network(options.size), task.loss, tasks.chunk_maker(task, options.schedule), task.data(), checkpoint,
            tasks.evaluator(task, settings.device, measured), say)
        is_over = training.run()
        say("over" if is_over else "interrupted: the same command goes on")
    finally:
        for process in renderers:
            process.terminate()


def _await_shards(task, renderers):
    while shards.count(task.data()) < FIRST_SHARDS:
        if not any(process.is_alive() for process in renderers) and shards.count(task.data()) == 0:
            raise SystemExit("No data, and nothing renders it.")
        if not any(process.is_alive() for process in renderers):
            return
        time.sleep(1)


if __name__ == "__main__":
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    main()
