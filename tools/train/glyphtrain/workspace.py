"""Where working files lie: never in the repository."""

import os
import signal
import tempfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent


def folder(*parts):
    """A folder below GLYPHFLOW_TRAIN_DIR (by default ~/.cache/glyphflow-train), made if it is not there."""
    root = os.environ.get("GLYPHFLOW_TRAIN_DIR") or Path.home() / ".cache" / "glyphflow-train"
    path = Path(root).joinpath(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def shared():
    """The folder of shared test data beside the project, or None where there is none."""
    named = os.environ.get("GLYPHFLOW_SHARED")
    path = Path(named) if named else TOOLS.parent.parent.parent / "shared"
    return path if (path / "testdata").is_dir() else None


def write_whole(path, write):
    """Writes a file so that a reader sees all of it or nothing: write(temporary path), then rename."""
    path = Path(path)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".", suffix=".part")
    os.close(handle)
    try:
        write(temporary)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def be_modest():
    """For a process that makes data: lets other work go first, and leaves the keyboard's interruption to the trainer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    except (AttributeError, OSError):
        os.nice(19)
