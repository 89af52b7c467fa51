#!/usr/bin/python3
"""relay.py FIFO COMMAND…: a command in a pseudo-terminal between it and the terminal here; what comes from the FIFO is
typed, and what the command writes stands in FIFO.seen, too.

So a test types into an emulator that runs on a screen nobody sees.
"""

import fcntl
import os
import pty
import select
import sys
import termios
import tty


def main(fifo, *command):
    # Rows, columns, and pixels.
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    pid, child = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvp(command[0], command)
    tty.setraw(0)
    typed = os.open(fifo, os.O_RDWR)  # a writer of our own: it never ends
    seen = open(fifo + ".seen", "wb", buffering=0)
    while True:
        for ready in select.select([0, child, typed], [], [])[0]:
            try:
                data = os.read(ready, 65536)
            except OSError:
                data = b""
            if not data:
                return
            target = 1 if ready == child else child
            if ready == child:
                seen.write(data)
            while data:
                data = data[os.write(target, data):]


main(*sys.argv[1:])
