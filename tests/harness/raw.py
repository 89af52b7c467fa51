"""A pseudo-terminal whose every byte is kept: for what a terminal shows in no cell, as notifications and titles.

It answers what a terminal is asked, if the test says how.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

from harness.coveyd import DEADLINE


class RawTerminal:
    """One program, and all that it has written."""

    def __init__(self, command, environment, width=80, height=24, answers=()):
        self.answers = dict(answers)  # bytes asked for -> bytes of the answer
        self.seen = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # What is not known of the size when the program starts, it would be told by a signal.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
            os.execvpe(command[0], list(map(str, command)), environment)
        self.running = True

    def type(self, data):
        os.write(self.fd, data if isinstance(data, bytes) else data.encode())

    def read(self, timeout):
        """More bytes, if some come in time; False when none will ever."""
        if not select.select([self.fd], [], [], timeout)[0]:
            return True
        try:
            piece = os.read(self.fd, 65536)
        except OSError:
            piece = b""
        self.seen += piece
        for asked, answer in self.answers.items():
            if asked in piece:
                self.type(answer)
        return piece != b""

    def mark(self):
        """What was seen so far; wait_for() can look behind it."""
        return len(self.seen)

    def wait_for(self, awaited, since=0, deadline=DEADLINE):
        """Until the bytes behind `since` have `awaited`, bytes or a regex of bytes; the match."""
        pattern = awaited if isinstance(awaited, re.Pattern) else re.compile(re.escape(awaited))
        last = time.monotonic() + deadline
        while True:
            found = pattern.search(self.seen, since)
            if found:
                return found
            if time.monotonic() > last or not self.read(0.1):
                raise AssertionError(f"waited in vain for {pattern.pattern!r}; the end is {self.seen[-2000:]!r}")

    def wait_exit(self, deadline=DEADLINE):
        """To the end of the program; its exit status."""
        last = time.monotonic() + deadline
        while self.read(0.1) and time.monotonic() < last:
            pass
        self.running = False
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def close(self):
        if self.running:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.running = False
        os.close(self.fd)
