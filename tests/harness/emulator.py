"""A real terminal emulator on a screen that nobody sees: Xvfb, and pictures of it by ImageMagick.

What an emulator makes of text is seen in its pixels, not in what it was sent.
"""

import os
import shutil
import subprocess
import tempfile
import time

from harness.coveyd import DEADLINE
from harness.terminal import LOOK_AGAIN

FONT = "DejaVu Sans Mono"
WIDTH, HEIGHT = 80, 24  # cells
RELAY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "relay.py")
SCREEN = "1400x900x24"  # pixels
SOFTWARE = {"LIBGL_ALWAYS_SOFTWARE": "1", "GALLIUM_DRIVER": "llvmpipe"}

FOOT = ["foot", "--config=/dev/null", f"--font={FONT}:size=12", "--window-size-chars=80x24"]

# mlterm is not among them: it makes one sign in one column of Arabic's lam and alef, whatever the cursor says.
# Name: the programs that it wants, and how it is told to run a command in WIDTH x HEIGHT cells.
EMULATORS = {
    "xterm": (["xterm"], ["xterm", "-geometry", "80x24+0+0", "-fa", FONT, "-fs", "12", "-bw", "0", "-e"]),
    "xterm with sixels": (["xterm"], ["xterm", "-ti", "vt340", "-geometry", "80x24+0+0",
                                                "-fa", FONT, "-fs", "12", "-bw", "0", "-e"]),
    "tmux": (["xterm", "tmux"], ["xterm", "-geometry", "80x24+0+0", "-fa", FONT, "-fs", "12", "-bw", "0", "-e", "tmux", "-u",
                                 "-S", "{folder}/tmux.sock", "-f", "{folder}/tmux.conf", "new-session", "--"]),
    "urxvt": (["urxvt"], ["urxvt", "-geometry", "80x24+0+0", "-fn", f"xft:{FONT}:size=12", "-b", "0", "+sb", "-e"]),
    "st": (["st"], ["st", "-g", "80x24+0+0", "-f", f"{FONT}:size=12", "-e"]),
    "kitty": (["kitty"], ["kitty", "--config", "NONE", "-o", "remember_window_size=no", "-o", "initial_window_width=80c",
                          "-o", "initial_window_height=24c", "-o", "window_border_width=0", "--"]),
    "alacritty": (["alacritty"], ["alacritty", "--config-file", "/dev/null", "-o", "window.dimensions.columns=80", "-o",
                                  "window.dimensions.lines=24", "-e"]),
    "foot": (["foot", "weston"], FOOT),
    # Of every cluster one sign of two columns: as foot is from 1.14 on.
    "foot by clusters": (["foot", "weston"], [*FOOT, "-o", "tweak.grapheme-width-method=double-width"]),
}


def missing(name):
    """The programs that this machine has not."""
    return [one for one in ["Xvfb", "import", *EMULATORS[name][0]] if not shutil.which(one)]


class Picture:
    """Pixels, from a PPM file's bytes."""

    def __init__(self, data):
        magic, size, depth, self.pixels = data.split(b"\n", 3)
        if magic != b"P6" or depth != b"255":
            raise AssertionError(f"no picture: {data[:40]!r}")
        self.width, self.height = map(int, size.split())

    def runs(self, y, colour):
        """Where a row of pixels has that colour: [start, end) of each run."""
        row = self.pixels[y * self.width * 3:(y + 1) * self.width * 3]
        found, start = [], None
        for x in range(self.width + 1):
            same = x < self.width and row[x * 3:x * 3 + 3] == colour
            if same and start is None:
                start = x
            elif not same and start is not None:
                found.append((start, x))
                start = None
        return found


class Emulator:
    """One emulator with one program in it."""

    def __init__(self, name, command, environment):
        self.folder = tempfile.mkdtemp(prefix="covey-emulator-")
        os.chmod(self.folder, 0o700)
        self.processes = []
        with open(f"{self.folder}/tmux.conf", "w", encoding="ascii") as file:
            file.write("set -g default-terminal tmux-256color\nset -g status off\n"
                       "set -g destroy-unattached on\n")  # it ends with its terminal
        self.log = open(f"{self.folder}/log", "wb")
        read, write = os.pipe()
        self.start(["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"], os.environ, [write])
        os.close(write)
        with os.fdopen(read) as number:
            self.display = ":" + number.readline().strip()
        outer = {**environment, **SOFTWARE, "DISPLAY": self.display, "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": self.folder}
        if "weston" in EMULATORS[name][0]:
            self.start(["weston", "--backend=x11-backend.so", "--width=1300", "--height=850", "--socket=covey",
                        "--shell=desktop-shell.so"], outer)
            outer["WAYLAND_DISPLAY"] = "covey"
            self.wait(lambda: os.path.exists(f"{self.folder}/covey"))
        inner = [f"{key}={value}" for key, value in environment.items() if key != "TERM"]
        term = "tmux-256color" if name == "tmux" else "xterm-256color"
        arguments = [word.format(folder=self.folder) for word in EMULATORS[name][1]]
        self.typed = f"{self.folder}/typed"
        os.mkfifo(self.typed)
        self.start([*arguments, "env", *inner, f"TERM={term}", RELAY, self.typed, *command], outer)

    def start(self, command, environment, descriptors=()):
        self.processes.append(subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, pass_fds=descriptors))

    def wait(self, condition, deadline=DEADLINE):
        last = time.monotonic() + deadline
        while not condition():
            if time.monotonic() > last:
                with open(f"{self.folder}/log", encoding="utf-8", errors="replace") as log:
                    raise AssertionError(f"waited in vain; it said:\n{log.read()[-2000:]}")
            time.sleep(LOOK_AGAIN)

    def type(self, data):
        """As if it were typed there."""
        with open(self.typed, "wb") as fifo:
            fifo.write(data)

    def has_seen(self, data):
        """It was written there, whatever came of it."""
        with open(f"{self.typed}.seen", "rb") as seen:
            return data in seen.read()

    def picture(self):
        done = subprocess.run(["import", "-display", self.display, "-window", "root", "-depth", "8", "ppm:-"],
                              capture_output=True, check=True, timeout=DEADLINE)
        return Picture(done.stdout)

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
