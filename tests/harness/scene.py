"""What an end-to-end test plays in: people with homes of their own, servers, terminals.

The programs are those in $COVEY_BIN (or build-tests/), built with sanitizers; what a sanitizer says fails the test, wherever
the program's standard error went.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from harness.coveyd import DEADLINE, Coveyd, password_of
from harness.terminal import LOOK_AGAIN, Terminal
from harness.weir import Weir


PROJECT = pathlib.Path(__file__).resolve().parents[2]
SUPPRESSIONS = PROJECT / "tests" / "tools" / "lsan.supp"
END_OF_LINE = 20  # what a long line in a box shows of itself at least


def program(name):
    return str(pathlib.Path(os.environ.get("COVEY_BIN", PROJECT / "build-tests")) / name)


class Person:
    """A home folder and what a login shell would set."""

    def __init__(self, scene, name):
        self.scene, self.name, self.server = scene, name, None
        self.home = scene.folder / name
        self.runtime = self.home / "run"
        self.temporary = self.home / "tmp"
        for folder in (self.home, self.runtime, self.temporary):
            folder.mkdir(mode=0o700)
        self.state = self.home / "state" / "covey"
        self.data = self.home / "data" / "covey"
        self.config = self.home / "config" / "covey" / "covey.ini"

    def environment(self, **more):
        sanitizers = f"log_path={self.scene.folder}/sanitizer:{{}}"
        return {
            "HOME": str(self.home),
            "USER": self.name,
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "TMPDIR": str(self.temporary),
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "ASAN_OPTIONS": sanitizers.format(os.environ.get("ASAN_OPTIONS", "detect_leaks=1")),
            "UBSAN_OPTIONS": sanitizers.format(os.environ.get("UBSAN_OPTIONS", "print_stacktrace=1")),
            "LSAN_OPTIONS": os.environ.get("LSAN_OPTIONS", f"suppressions={SUPPRESSIONS}:print_suppressions=0"),
            **({"COVEY_SERVER": self.server} if self.server else {}),
            **more,
        }

    def run(self, *arguments, stdin="", status=0, **more):
        """One subcommand of covey, to its end; its standard output."""
        return self.run_both(*arguments, stdin=stdin, status=status, **more)[0]

    def run_both(self, *arguments, stdin="", status=0, **more):
        """The same; its standard output, and what it said on standard error."""
        done = subprocess.run(
            [program("covey"), *map(str, arguments)], input=stdin, capture_output=True, text=True,
            env=self.environment(**more), timeout=DEADLINE, check=False,
        )
        if status is not None and done.returncode != status:
            raise AssertionError(f"covey {arguments} gave {done.returncode}, not {status}:\n{done.stdout}{done.stderr}")
        return done.stdout, done.stderr

    def log_in(self, server):
        """From now on this is the person's server, named as a shell's profile would."""
        self.server = server.url("ws")
        self.run("login", self.server, "--user", self.name, stdin=password_of(self.name) + "\n")

    def servers(self):
        """The pids of the personal coveyds that this person's coveys have started."""
        found = []
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue  # it has ended meanwhile
                if words[0].endswith(b"coveyd") and any(str(self.home).encode() in word for word in words):
                    found.append(int(entry.name))
        return found

    def end_servers(self):
        for pid in self.servers():
            os.kill(pid, signal.SIGTERM)
        self.scene.wait_until(lambda: not self.servers())

    def start(self, *arguments, width=80, height=24, **more):
        """covey's screen in a terminal."""
        return self.scene.terminal([program("covey"), *map(str, arguments)], self.environment(**more), width, height)

    def open(self, *arguments, **more):
        """The same, once it is online."""
        screen = self.start(*arguments, **more)
        screen.wait_for("● online")
        return screen


class Scene(unittest.TestCase):
    """The base of an end-to-end test case: everything that it opens is closed behind it."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="covey-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.addCleanup(self.check_sanitizers)
        self.terminals = 0

    def check_sanitizers(self):
        reports = sorted(self.folder.glob("sanitizer*"))
        self.assertEqual([], [report.read_text(encoding="utf-8", errors="replace") for report in reports])

    def person(self, name):
        person = Person(self, name)
        self.addCleanup(person.end_servers)
        return person

    def people(self, server, *names):
        """People with accounts on the server, logged in on their machines."""
        for name in names:
            server.add_user(name)
        if not server.running:
            server.start()
        people = [self.person(name) for name in names]
        for one in people:
            one.log_in(server)
        return people

    def through_a_weir(self, server, person):
        """Between the person and the server: it lets through what the test says."""
        host, port = server.url("ws").removeprefix("ws://").rstrip("/").split(":")
        weir = Weir((host, int(port)))
        self.addCleanup(weir.close)
        person.server = f"ws://127.0.0.1:{weir.port}/"
        person.run("login", person.server, "--user", person.name, stdin=password_of(person.name) + "\n")
        return weir

    def server(self, *options):
        """A coveyd that is not started yet."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="server-", dir=self.folder))
        server = Coveyd(program("coveyd"), folder, options)
        self.addCleanup(self.end_server, server)
        return server

    def end_server(self, server):
        if server.running:
            self.assertEqual(0, server.stop(), server.log_tail())

    def wait_until(self, condition, deadline=DEADLINE):
        """Until something outside of any terminal is so."""
        last = time.monotonic() + deadline
        while not condition():
            self.assertLess(time.monotonic(), last, "waited in vain")
            time.sleep(LOOK_AGAIN)

    def terminal(self, command, environment, width=80, height=24):
        self.terminals += 1
        terminal = Terminal(self.folder / f"terminal-{self.terminals}", command, environment, width, height)
        self.addCleanup(terminal.close)
        return terminal


def go_to(screen, name):
    """Opens a conversation by its name, as a person does; then the compose line has the keys."""
    screen.keys("C-g")
    screen.wait_for("Go to")
    screen.type(name)
    screen.wait_for(f"› {name}")
    # Where nothing is chosen by itself, Up chooses the first; else it is that already.
    screen.keys("Up", "Enter")
    screen.wait_gone("Go to")


def command(screen, line, closes=True):
    """Gives a command by its words; where it is refused, or asks, its box does not close."""
    screen.keys("M-x")
    screen.wait_for("─ Command ─")
    screen.type(line)
    screen.wait_for(line[-END_OF_LINE:])
    screen.keys("Enter")
    if closes:
        screen.wait_gone("─ Command ─")


def say(screen, text):
    """Writes a line into the open conversation and sends it."""
    screen.type(text)
    screen.wait_for(text)
    screen.keys("Enter")


def main():
    unittest.main(verbosity=2)
