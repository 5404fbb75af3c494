"""The playground in a notebook: it trains in a thread, and the page draws.

The page and the kernel talk in custom messages. The page sends wishes, `{"do": ...}`:
hello and bye of a view, ack of a frame, play, pause, step, reset, speed, change,
weight, code. The kernel sends news, `{"is": ...}`: state, data, frame, problem, code.
A frame is three binary buffers; at most three are under way, so that a slow page slows
the training down and a closed one stops it. The traits are set only while nothing
trains.
"""

import atexit
import signal
import sys
import threading
import time
import traceback
import weakref
from pathlib import Path

import anywidget
import traitlets
from IPython import get_ipython

from ..page import one_module
from . import config as known
from .code import jax_code, numpy_code, torch_code
from .config import Config
from .session import SPEEDS, Session
from .still import still
from .trainers import LIVE, JaxTrainer

HERE = Path(__file__).parent
# Each before those that import it.
VIEW = (
    "engine",
    "marks",
    "../labextension/nncourse/static/keys",
    "controls",
    "page_trainer",
    "network_view",
    "surface",
    "charts",
    "playground",
)
PERIOD = 0.016  # seconds from one frame to the next, at least
IN_FLIGHT = 12  # frames without an answer; the page answers to every sixth
SHORT = 0.0005  # seconds of a thread's turn while a playground trains
PATIENCE = 20.0  # seconds without a word from the page: nobody looks, or it is busy
CODE = {"numpy": numpy_code, "jax": jax_code, "torch": torch_code}
MIME = "application/vnd.nncourse.playground+json"  # what an export is made from
OPTIONS = {
    "datasets": list(known.DATASETS),
    "features": list(known.FEATURES),
    "activations": list(known.ACTIVATIONS),
    "inits": list(known.INITS),
    "optimizers": list(known.OPTIMIZERS),
    "ranges": {name: [low, high] for name, (_, low, high) in known.RANGES.items()},
    "gentle": list(LIVE),
}


def bundle() -> str:
    """The view as one ES module: anywidget and a saved page want a single file."""
    return one_module(*(HERE / f"{part}.js" for part in VIEW))


class Playground(anywidget.AnyWidget):
    """A small network to build, train and watch.

    Args:
        trainer: what trains; JaxTrainer() if it is not given. See trainers.py.
        speed: 'slowest', 'slow', 'medium', 'fast' or 'fastest'.
        settings: fields of Config, such as dataset="xor" or hidden=(8, 8).

    Raises:
        ValueError: if a setting is out of range.
        TypeError: if there is no such setting.

    Every method may be called while it trains, and from any thread. An error is shown
    in the widget.
    """

    _esm = bundle()
    _css = (HERE / "playground.css").read_text("utf-8")

    options = traitlets.Dict(OPTIONS).tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, trainer=None, *, speed: str = "medium", **settings):
        self._lock = threading.RLock()  # of the session: nobody sees half a change
        self._gate = threading.RLock()  # of starting and stopping the thread
        self._acks = threading.Condition()
        self._thread, self._halt = None, True
        self._sent = self._acked = 0
        self._views, self._problem = set(), ""
        self._speed = _checked(speed)
        config = Config().change(**settings)
        self._session = Session(trainer or JaxTrainer(), config)
        super().__init__(state=self._words())
        # ipykernel sends a page's message to the loop that used the comm last. A cell
        # may hold that one up; the loop that the page itself asked for is free.
        self.comm._reply_subshell_for = lambda data, asked: asked
        self.on_msg(self._obey)
        _ALIVE.add(self)
        _watch_interrupts()

    # --- what can be done from a cell ---

    @property
    def config(self) -> Config:
        """The setting in force."""
        return self._session.config

    @property
    def playing(self) -> bool:
        """Whether it trains now."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def losses(self) -> tuple[float, float]:
        """Mean of (output - y)² / 2 over the training and over the test points."""
        seen = self._session.seen
        return float(seen.train_loss), float(seen.test_loss)

    @property
    def problem(self) -> str:
        """What went wrong last, in words; empty if nothing did."""
        return self._problem

    def change(self, **fields) -> None:
        """Change settings. Weights are kept unless the network or the data change.

        Raises:
            ValueError: if a value is out of range; nothing is changed then.
            TypeError: if there is no such setting.
        """
        with self._lock:
            version = self._session.version
            self._session.change(**fields)
            self._tell(data=self._session.version != version)

    def train(self, steps: int) -> None:
        """Train on `steps` mini-batches, and return when it is done."""
        with self._lock:
            self._session.run(steps)
            self._session.rest()
            self._tell()

    def reset(self) -> None:
        """Go back to the first weights."""
        with self._lock:
            self._session.restart()
            self._tell(data=True)

    def play(self) -> None:
        """Train in the background until `pause`, or until nobody looks any more."""
        with self._gate:
            if self.playing and not self._halt:
                return
            self._join()
            self._halt = False
            self._acked = self._sent
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()

    def pause(self) -> None:
        """Stop training, and return when it has stopped."""
        self._halt = True
        with self._gate:
            self._join()

    def close(self) -> None:
        """Stop training and take the widget out of the page."""
        self.pause()
        super().close()

    def code(self, kind: str = "numpy") -> str:
        """The network and its training as a program; kind is numpy, jax or torch.

        Raises:
            ValueError: if the kind is another.
        """
        if kind not in CODE:
            raise ValueError(f"kind is {kind!r}, not one of {', '.join(CODE)}.")
        return CODE[kind](self.config)

    def save_html(self, path: str | Path) -> Path:
        """Write one file that works without a kernel and without a network.

        The page trains in the reader's browser, from the setting in force.

        Raises:
            OSError: if the file cannot be written.
        """
        from .export import page

        path = Path(path)
        path.write_text(page(self._words(), self._still()), encoding="utf-8")
        return path

    # --- the thread ---

    def _run(self) -> None:
        """Train, send a frame, wait for the page; until it shall stop."""
        try:
            self._tell_state(playing=True)
            with _TURNS:
                while not self._halt:
                    begin = time.perf_counter()
                    self._advance()
                    if not self._page_follows():
                        break
                    # Sleep in any case: whoever waits for the lock gets it now.
                    time.sleep(max(0.001, PERIOD - (time.perf_counter() - begin)))
        except Exception as error:
            self._report(error)
        finally:
            self._halt = True
            with self._lock:
                self._session.rest()
                self._tell(playing=False)

    def _advance(self) -> None:
        with self._lock:
            self._session.advance(self._speed)
            self._tell_frame()
            if self._session.diverged:
                self._halt = True
                self._say(
                    "The weights have grown beyond all numbers. "
                    "Lower the learning rate and press Reset."
                )

    def _page_follows(self) -> bool:
        """Wait while too many frames are under way; False if nobody draws them."""
        end = time.monotonic() + PATIENCE
        with self._acks:
            while self._sent - self._acked >= IN_FLIGHT and not self._halt:
                if time.monotonic() > end:
                    return False
                self._acks.wait(0.1)
        return True

    def _join(self) -> None:
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=10)

    # --- messages from the page ---

    def _obey(self, _, message: dict, buffers) -> None:
        """Do what a view asks for; an error is shown in the widget."""
        wish = message.pop("do", None)
        view = message.pop("view", None)
        try:
            if wish == "ack":
                self._take_ack(message["seq"])
            else:
                self._problem = ""
                WISHES[wish](self, view=view, **message)
        except Exception as error:
            self._report(error)

    def _take_ack(self, seq: int) -> None:
        with self._acks:
            self._acked = max(self._acked, seq)
            self._acks.notify_all()

    def _on_hello(self, view) -> None:
        self._views.add(view)
        with self._lock:
            self._tell(data=True)

    def _on_bye(self, view) -> None:
        self._views.discard(view)
        if not self._views:
            self.pause()

    def _on_play(self, view) -> None:
        self.play()

    def _on_pause(self, view) -> None:
        self.pause()

    def _on_step(self, view) -> None:
        self.train(1)

    def _on_reset(self, view) -> None:
        self.reset()

    def _on_speed(self, view, speed) -> None:
        with self._lock:
            self._speed = _checked(speed)
            self._tell_state()

    def _on_change(self, view, fields) -> None:
        self.change(**{name: tupled(value) for name, value in fields.items()})

    def _on_weight(self, view, layer, unit, input, value) -> None:
        with self._lock:
            self._session.set(layer, unit, input, float(value))
            self._tell()

    def _on_code(self, view, kind) -> None:
        self.send({"is": "code", "kind": kind, "text": self.code(kind)})

    # --- messages to the page ---

    def _words(self) -> dict:
        """The state without its pictures, for JSON."""
        return {"config": self.config.to_dict(), "speed": self._speed}

    def _tell(self, *, data: bool = False, playing: bool | None = None) -> None:
        """Send the state, the points if asked for, and a frame."""
        self._tell_state(playing)
        if data:
            self.send({"is": "data"}, self._session.points())
        self._tell_frame()

    def _tell_state(self, playing: bool | None = None) -> None:
        words = self._words()
        playing = (self.playing and not self._halt) if playing is None else playing
        if not playing:
            self.state = words
        news = {"is": "state", "playing": playing, "version": self._session.version}
        self.send(news | words)

    def _tell_frame(self) -> None:
        head, buffers = self._session.frame()
        with self._acks:
            self._sent += 1
            seq = self._sent
        self.send({"is": "frame", "seq": seq} | head, buffers)

    def _report(self, error: Exception) -> None:
        """Show an error: one sentence if it speaks to the reader, else all of it."""
        details = "".join(traceback.format_exception(error))
        if isinstance(error, ValueError):
            self._say(str(error))
        else:
            self._say(f"{type(error).__name__}: {error}", details)

    def _say(self, text: str, details: str = "") -> None:
        self._problem = text
        self.send({"is": "problem", "text": text, "details": details})

    # --- without a page ---

    def _still(self) -> str:
        with self._lock:
            return still(self._session, repr(self))

    def __repr__(self) -> str:
        with self._lock:
            c, (train, test) = self.config, self.losses
            layers = ", ".join(
                f"{n} {f}" for n, f in zip(c.hidden, c.activations, strict=True)
            )
            return (
                f"Playground: {c.dataset}; {', '.join(c.features)}; "
                f"hidden layers: {layers or 'none'}; {c.optimizer}, lr {c.lr:g}\n"
                f"Step {self._session.steps}: training loss {train:.3f}, "
                f"test loss {test:.3f}."
            )

    def _repr_mimebundle_(self, **kwargs):
        """The live view, and a still of it for GitHub, exports and nbval to compare."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        own = {
            "image/svg+xml": self._still(),
            "text/plain": repr(self),
            MIME: self._words(),
        }
        return data | own, metadata


WISHES = {
    name.removeprefix("_on_"): method
    for name, method in vars(Playground).items()
    if name.startswith("_on_")
}


def tupled(value):
    """What came as a list through JSON, as a tuple, all the way down."""
    return tuple(map(tupled, value)) if isinstance(value, list) else value


def _checked(speed: str) -> str:
    if speed not in SPEEDS:
        raise ValueError(f"speed is {speed!r}, not one of {', '.join(SPEEDS)}.")
    return speed


class Turns:
    """While it is entered, Python's threads take shorter turns.

    By default a busy cell keeps the interpreter for 5 ms at a time, and a frame needs
    it dozens of times.
    """

    def __init__(self):
        self._lock, self._inside, self._before = threading.Lock(), 0, 0.0

    def __enter__(self):
        with self._lock:
            if not self._inside:
                self._before = sys.getswitchinterval()
                sys.setswitchinterval(SHORT)
            self._inside += 1

    def __exit__(self, *_):
        with self._lock:
            self._inside -= 1
            if not self._inside:
                sys.setswitchinterval(self._before)


_TURNS = Turns()

# --- stopping with the kernel ---

_ALIVE: weakref.WeakSet = weakref.WeakSet()
_watched: set = set()


def _stop_all(*_) -> None:
    """Have every playground stop. Takes no lock: it may run in a signal handler."""
    for playground in list(_ALIVE):
        playground._halt = True


def _after_cell(result) -> None:
    """Interrupting a cell stops the playgrounds too."""
    if isinstance(result.error_in_exec, KeyboardInterrupt):
        _stop_all()


def _watch_interrupts() -> None:
    """Stop training when the kernel is interrupted, whether or not a cell runs."""
    shell = get_ipython()
    if shell is None:
        return
    if shell not in _watched:
        _watched.add(shell)
        shell.events.register("post_run_cell", _after_cell)
    # Between cells ipykernel puts back this handler, which by default ignores SIGINT.
    kernel = getattr(shell, "kernel", None)
    if getattr(kernel, "saved_sigint_handler", None) is signal.SIG_IGN:
        kernel.saved_sigint_handler = _stop_all


@atexit.register
def _stop_before_exit() -> None:
    """A daemon thread inside compiled code would crash the interpreter's end."""
    for playground in list(_ALIVE):
        playground.pause()
