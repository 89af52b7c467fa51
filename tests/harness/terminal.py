"""A pseudo-terminal that can be typed into and looked at: tmux, on a socket of its own.

Waiting means looking again until the screen shows what is awaited; the deadline is only reached by a
failing test, which then shows the screen.
"""

import os
import pathlib
import re
import signal
import subprocess
import time

from harness.coveyd import DEADLINE

CLOSE_DEADLINE = 5  # seconds that a program has to end; one that ignores SIGTERM is hung up on
LOOK_AGAIN = 0.03  # seconds between two looks at a screen
# Writes down the program's pid and, at its end, its status: tmux at times loses it.
LAUNCHER = """sh -c 'echo $$ >"$0/pid"; exec "$@"' "$@"; echo $? >"$1/status" """
OPTIONS = (
    "set -g default-terminal tmux-256color",
    "set -g remain-on-exit on",
    "set -g remain-on-exit-format \"\"",  # or the first line goes to make room for the message
    "set -g status off",
    "set -g escape-time 0",
    "set -g allow-passthrough off",
)


class Terminal:
    """One program in one terminal of a given size."""

    def __init__(self, folder, command, environment, width=80, height=24):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        configuration = self.folder / "tmux.conf"
        configuration.write_text("\n".join(OPTIONS) + "\n", encoding="utf-8")
        self.environment = {**environment, "TERM": "tmux-256color", "LC_ALL": "C.UTF-8"}
        self.base = ["tmux", "-S", str(self.folder / "tmux.sock"), "-f", str(configuration)]
        # `env` inside, since tmux itself sets TERM and TMUX.
        variables = [f"{name}={value}" for name, value in {**self.environment, **environment}.items()]
        self.tmux("new-session", "-d", "-x", width, "-y", height, "--", "sh", "-c", LAUNCHER, "sh", self.folder,
                  "env", "-i", *variables, *command)

    def tmux(self, *arguments):
        done = subprocess.run(
            [*self.base, *map(str, arguments)], capture_output=True, text=True, timeout=DEADLINE, check=False,
            env=self.environment,
        )
        if done.returncode != 0:
            raise AssertionError(f"tmux {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def ask(self, what):
        return self.tmux("display-message", "-p", f"#{{{what}}}").strip()

    # Typing

    def keys(self, *names):
        """Keys by tmux's names: Enter, Escape, Tab, Up, C-c, M-1, F1, or a character."""
        self.tmux("send-keys", *names)

    def type(self, text):
        """Characters as they are."""
        self.tmux("send-keys", "-l", "--", text)

    def paste(self, text):
        """As a terminal pastes: bracketed where the program has asked for that."""
        subprocess.run([*self.base, "load-buffer", "-"], input=text, text=True, check=True, timeout=DEADLINE)
        self.tmux("paste-buffer", "-p", "-d")

    def resize(self, width, height):
        self.tmux("resize-window", "-x", width, "-y", height)

    # Looking

    def lines(self):
        return self.tmux("capture-pane", "-p").split("\n")[: int(self.ask("pane_height"))]

    def screen(self):
        return "\n".join(self.lines())

    def everything(self):
        """The screen and what has scrolled out of it at the top."""
        return self.tmux("capture-pane", "-p", "-S", "-")

    def colours(self):
        """The screen with the escape sequences of its colours."""
        return self.tmux("capture-pane", "-p", "-e")

    def cursor(self):
        column, row = self.ask("cursor_x}.#{cursor_y").split(".")
        return int(column), int(row)

    def shows(self, awaited):
        """Whether the screen fits: a string is in it, a regex is found in it, a function of it is true."""
        screen = self.screen()
        if callable(awaited):
            return awaited(screen)
        if isinstance(awaited, re.Pattern):
            return awaited.search(screen) is not None
        return awaited in screen

    def wait_for(self, *awaited, deadline=DEADLINE):
        """Until the screen fits all of them at once."""
        self._until(lambda: all(self.shows(one) for one in awaited), awaited, deadline)

    def wait_gone(self, *unwanted, deadline=DEADLINE):
        """Until the screen fits none of them."""
        self._until(lambda: not any(self.shows(one) for one in unwanted), ("not", *unwanted), deadline)

    def _until(self, condition, awaited, deadline):
        last = time.monotonic() + deadline
        while not condition():
            if time.monotonic() > last:
                raise AssertionError(f"waited in vain for {awaited}; the screen:\n{self.framed()}")
            time.sleep(LOOK_AGAIN)

    def framed(self):
        width = int(self.ask("pane_width"))
        edge = "+" + "-" * width + "+"
        return "\n".join([edge, *(f"|{line.ljust(width)}|" for line in self.lines()), edge])

    # Ending

    def _noted(self, name):
        """A number that LAUNCHER has written down, or None when it has not yet."""
        file = self.folder / name
        text = file.read_text(encoding="ascii") if file.exists() else ""
        return int(text) if text.endswith("\n") else None

    @property
    def running(self):
        return self._noted("status") is None

    def wait_exit(self, deadline=DEADLINE):
        """The exit status of the program, once it has ended; above 128 for a signal, as in a shell."""
        self._until(lambda: not self.running, ("the end of the program",), deadline)
        return self._noted("status")

    def signal(self, number):
        self._until(lambda: self._noted("pid") is not None, ("the start of the program",), DEADLINE)
        os.kill(self._noted("pid"), number)

    def pause(self):
        """It is there, but hears nothing until `go_on`."""
        self.signal(signal.SIGSTOP)

    def go_on(self):
        self.signal(signal.SIGCONT)

    def kill(self):
        """kill -9."""
        self.signal(signal.SIGKILL)
        self.wait_exit()

    def close(self):
        """
        The program ends before its terminal does: a hangup in the middle of what LeakSanitizer does at its end leaves it
        spinning for ever.
        """
        pid = self._noted("pid")
        if self.running and pid:
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        last = time.monotonic() + CLOSE_DEADLINE
        while pid and self.running and time.monotonic() < last:
            time.sleep(LOOK_AGAIN)
        subprocess.run([*self.base, "kill-server"], capture_output=True, timeout=DEADLINE, check=False)
