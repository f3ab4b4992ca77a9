"""The training loop of every model: schedule, average, checkpoints. It goes on where it was interrupted."""

import json
import random
import signal
from dataclasses import dataclass

import numpy as np
import torch

from glyphtrain.feed import Feed, Position
from glyphtrain.schedule import Average, Progress, Threads, learning_rate, now
from glyphtrain.workspace import write_whole


@dataclass
class Settings:
    """What a training is. Two trainings of the same settings and data are the same training."""

    name: str
    size: str = "small"
    minutes: float | None = None
    steps: int | None = None
    seed: int = 1
    peak: float = 2e-3
    warm_up: int = 200
    decay: float = 0.02
    clip: float = 4.0
    average: float = 0.999
    betas: tuple = (0.9, 0.98)
    device: str = "cpu"
    precision: str = "bf16"
    threads: int = 2
    workers: int = 1
    checkpoint_seconds: float = 120
    marks: tuple = (0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9)  # shares of the run at which it is evaluated


class Training:
    """Trains one network. loss_of(network, batch, device) answers the loss, units(batch) its pixels (for timing)."""

    def __init__(self, settings, network, loss_of, make_chunk, data, checkpoint, evaluate=None, say=print):
        self.settings, self.loss_of, self.checkpoint, self.evaluate, self.say = settings, loss_of, checkpoint, evaluate, say
        self._stopped = False
        self.network = network.to(settings.device).to(memory_format=torch.channels_last)
        self.average = Average(self.network, settings.average)
        self.optimiser = torch.optim.AdamW(_groups(self.network, settings.decay), lr=settings.peak, betas=settings.betas)
        self.progress = Progress(settings.minutes, settings.steps)
        self.seen, self.running, self.curve = 0, None, []
        position = self._restore()
        self.feed = Feed(make_chunk, data, settings.seed, settings.workers, position)

    def run(self, until=None):
        """Trains until the schedule's end, a step, or an interruption; answers whether the schedule is over."""
        if self.progress.is_over:
            return True
        handlers = {s: signal.signal(s, self._stop) for s in (signal.SIGINT, signal.SIGTERM)}
        threads, saved = Threads(self.settings.threads), now()
        try:
            for batch in self.feed:
                began = now()
                threads.before(self.progress.step)
                value = self._step(batch)
                spent = now() - began
                threads.after(self.progress.step, spent / batch.pixels.size)
                self.progress.advance(spent)
                self._note(batch, value)
                if self._mark_is_due():
                    self._measure()
                if now() - saved > self.settings.checkpoint_seconds:
                    self.save()
                    saved = now()
                if self._stopped or self.progress.is_over or self.progress.step == until:
                    break
            if self.progress.is_over:
                self._measure()
            self.save()
        finally:
            self.feed.close()
            for number, handler in handlers.items():
                signal.signal(number, handler)
        return self.progress.is_over

    def _step(self, batch):
        settings = self.settings
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(settings.peak, self.progress, settings.warm_up)
        self.network.train()
        with torch.autocast(settings.device, torch.bfloat16, enabled=settings.precision == "bf16"):
            value = self.loss_of(self.network, batch, settings.device)
        self.optimiser.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), settings.clip)
        self.optimiser.step()
        self.average.follow(self.network, self.progress.step)
        return float(value.detach())

    def _note(self, batch, value):
        self.seen += len(batch)
        self.running = value if self.running is None else 0.98 * self.running + 0.02 * value
        step, seconds = self.progress.step, self.progress.seconds
        if step % 100 == 0:
            self.say(f"{seconds / 60:.1f} min, step {step}, {100 * self.progress.share:.0f} %: loss {self.running:.3f}, seen "
                     f"{self.seen}, {self.seen / max(1e-6, seconds):.0f}/s, {torch.get_num_threads()} threads, "
                     f"shards {self.feed.position.known}")

    def _mark_is_due(self):
        return sum(self.progress.share >= mark for mark in self.settings.marks) > len(self.curve)

    def _measure(self):
        found = self.evaluate(self.average.network) if self.evaluate else {}
        self.curve.append({"minutes": round(self.progress.seconds / 60, 2), "step": self.progress.step, "seen": self.seen, **found})
        if found:
            self.say("measured " + json.dumps(self.curve[-1]))

    def _stop(self, number, frame):
        if self._stopped:
            raise KeyboardInterrupt
        self._stopped = True
        self.say("Stops after this step; the same command goes on from here.")

    def save(self):
        state = {
            "settings": _identity(self.settings), "network": self.network.state_dict(), "average": self.average.network.state_dict(),
            "optimiser": self.optimiser.state_dict(), "progress": self.progress.state(), "position": self.feed.position.state(),
            "chance": {"torch": torch.get_rng_state(), "numpy": np.random.get_state(), "python": random.getstate()},
            "seen": self.seen, "running": self.running, "curve": self.curve,
        }
        if self.settings.device == "cuda":
            state["chance"]["cuda"] = torch.cuda.get_rng_state()
        write_whole(self.checkpoint, lambda path: torch.save(state, path))

    def _restore(self):
        if not self.checkpoint.exists():
            torch.manual_seed(self.settings.seed)
            return None
        state = torch.load(self.checkpoint, map_location="cpu", weights_only=False)
        if state["settings"] != _identity(self.settings):
            raise SystemExit(f"{self.checkpoint} is of another training ({state['settings']}): use --fresh to begin anew")
        self.network.load_state_dict(state["network"])
        self.average.network.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.progress.restore(state["progress"])
        self.seen, self.running, self.curve = state["seen"], state["running"], state["curve"]
        torch.set_rng_state(state["chance"]["torch"])
        np.random.set_state(state["chance"]["numpy"])
        random.setstate(state["chance"]["python"])
        if "cuda" in state["chance"] and self.settings.device == "cuda":
            torch.cuda.set_rng_state(state["chance"]["cuda"])
        return Position(**state["position"])


def _identity(settings):
    return {key: getattr(settings, key) for key in ("name", "size", "minutes", "steps", "seed", "peak")}


def _groups(network, decay):
    """Weights decay; biases and batch norm do not."""
    weights = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim <= 1]
    return [{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
