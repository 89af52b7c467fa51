"""A real coveyd in a folder of its own, for the wire and the end-to-end tests.

Waiting is always for something the server does (its `ready` line, its exit), with a deadline that
only a failing test reaches.
"""

import os
import pathlib
import select
import signal
import subprocess
import time

DEADLINE = float(os.environ.get("COVEY_DEADLINE", "60"))  # seconds; generous, since sanitizers and a busy machine are slow


class ServerError(Exception):
    """The server did not do what the test needs of it."""


def password_of(user):
    """Every test account's password is made from its name."""
    return f"{user}-secret"


class Coveyd:
    """One coveyd: its data, its listeners, its log. It can be stopped, killed and started again."""

    def __init__(self, binary, folder, options=(), listeners=None):
        self.binary = str(binary)
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.socket = self.folder / "covey.sock"
        self.log = self.folder / "coveyd.log"
        self.listeners = listeners or ["ws://127.0.0.1:0", f"unix:{self.socket}"]
        self.options = list(options)
        self.process = None
        self.urls = []

    def url(self, scheme):
        """The address of the first listener of this scheme: ws, wss or unix."""
        return next(url for url in self.urls if url.startswith(scheme + ":"))

    def command(self, *arguments):
        return [self.binary, *map(str, arguments)]

    def run(self, *arguments, stdin=""):
        """One of coveyd's subcommands, to its end."""
        return subprocess.run(
            self.command(*arguments), input=stdin, capture_output=True, text=True, timeout=DEADLINE, check=False
        )

    def add_user(self, name, password=None):
        done = self.run(
            "user", "add", name, "--data", self.data, "--password-cost", "min", stdin=(password or password_of(name)) + "\n"
        )
        if done.returncode != 0:
            raise ServerError(f"coveyd user add {name} gave {done.returncode}: {done.stderr}")

    def start(self, options=None):
        """Starts and waits until every listener accepts."""
        if options is not None:
            self.options = list(options)
        # Who has an account on this machine is nobody here unless a test says so: some have a user "nobody".
        arguments = ["--data", self.data, "--password-cost", "min", "--os-users", "off"]
        for listener in self.listeners:
            arguments += ["--listen", listener]
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                self.command(*arguments, *self.options), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log
            )
        line = self._ready_line()
        if not line.startswith("ready "):
            raise ServerError(f"coveyd said {line!r} instead of ready; its log:\n{self.log_tail()}")
        self.urls = line.split()[1:]
        self.listeners = self.urls  # so that whoever comes back finds it again

    def _ready_line(self):
        line, deadline = b"", time.monotonic() + DEADLINE
        descriptor = self.process.stdout.fileno()
        while not line.endswith(b"\n"):
            if not select.select([descriptor], [], [], max(0, deadline - time.monotonic()))[0]:
                break
            piece = os.read(descriptor, 4096)
            if not piece:
                break
            line += piece
        return line.decode("utf-8", "replace").rstrip("\n")

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    def wait(self):
        """Waits for the end; the exit status, negative for a signal."""
        try:
            status = self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired as late:
            self.kill()
            raise ServerError("coveyd did not end by itself") from late
        self.process.stdout.close()
        return status

    def stop(self):
        """SIGTERM; the exit status, which is 0 unless something (a leak, say) was wrong."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def pause(self):
        """It is there, but answers nothing until `go_on`."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        """kill -9, as a crash would."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def log_tail(self, lines=40):
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
