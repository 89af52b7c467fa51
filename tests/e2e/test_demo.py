#!/usr/bin/python3
"""covey demo: the stage, the answers, and that nothing stays."""

import pathlib
import re
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.coveyd import DEADLINE  # noqa: E402
from harness.scene import go_to, say  # noqa: E402

GROUPS = ("Suppliers", "Research", "Ops", "Home", "京都")


class Demo(scene.Scene):
    def setUp(self):
        super().setUp()
        self.you = self.person("newcomer")
        self.screen = self.you.open("demo", width=100, height=45)
        self.screen.wait_for(*(re.compile(rf"^▾ {name}\b", re.M) for name in GROUPS))

    def processes(self):
        """The programs of ours that run with this person's folders."""
        mark, found = f"TMPDIR={self.you.temporary}".encode(), []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                ours = (process / "exe").readlink().name in ("covey", "coveyd")
                if ours and mark in (process / "environ").read_bytes().split(b"\0"):
                    found.append((process / "cmdline").read_text().replace("\0", " "))
            except OSError:
                continue  # it has ended meanwhile
        return found

    def wait_until_nothing_is_left(self):
        self.wait_until(lambda: not self.processes() and not list(self.you.temporary.iterdir()))

    def files_of_yours(self):
        return [path for path in self.you.home.rglob("*") if path.is_file()]

    def test_the_stage_is_set(self):
        self.screen.wait_for(
            re.compile(r"^▾ Suppliers +@\d+ ", re.M),  # unread, with a mention
            re.compile(r"^ +#shipments +@\d+ ", re.M),
            re.compile(r"^ +#京都だより +\d+ ", re.M),
            re.compile(r"^▾ no group +\d+ ", re.M),
            re.compile(r"^[ ›]+my notes ", re.M),
        )

    def test_the_welcome_names_the_keys(self):
        go_to(self.screen, "my notes")
        self.screen.resize(59, 45)  # one pane: nothing stands between the words of a wrapped line
        for words in ("Welcome to covey!", "Tab: the sidebar", "m moves a conversation", "Ctrl-g: anybody", "Ctrl-q: leave"):
            self.screen.wait_for(re.compile(words.replace(" ", r"\s+")))
        self.assertFalse(self.screen.shows("{"))

    def test_who_is_written_to_answers(self):
        go_to(self.screen, "bo")
        say(self.screen, "Which group shall I put you in?")
        self.screen.wait_for("put me in a group!!")

    def test_who_is_mentioned_in_a_room_answers(self):
        go_to(self.screen, "oncall")
        say(self.screen, "@sven is there coffee?")
        self.screen.wait_for(re.compile(r"sven +There is always coffee\."))

    def test_the_cast_talks_by_itself(self):
        self.screen.wait_for(re.compile(r"\d+ unread elsewhere"))
        before = int(re.search(r"(\d+) unread elsewhere", self.screen.screen()).group(1))
        self.screen.wait_for(
            lambda screen: int(re.search(r"(\d+) unread elsewhere", screen + "0 unread elsewhere").group(1)) > before
        )

    def test_groups_can_be_made_there(self):
        self.screen.keys("Tab")
        self.screen.wait_for("new group")
        self.screen.keys("n")
        self.screen.wait_for("New group")
        self.screen.type("Friends")
        self.screen.keys("Enter")
        self.screen.wait_for("▾ Friends")

    def test_leaving_leaves_nothing(self):
        self.assertEqual(3, len(self.processes()))
        self.screen.keys("C-q")
        self.assertEqual(0, self.screen.wait_exit())
        self.wait_until_nothing_is_left()
        self.assertEqual([], self.files_of_yours())

    def test_a_signal_leaves_nothing(self):
        self.screen.signal(signal.SIGTERM)
        self.screen.wait_exit()
        self.wait_until_nothing_is_left()

    def test_being_killed_leaves_nothing(self):
        self.screen.kill()
        self.wait_until_nothing_is_left()
        self.assertEqual([], self.files_of_yours())


class NoDemo(scene.Scene):
    def test_it_needs_a_terminal(self):
        you = self.person("newcomer")
        done = subprocess.run([scene.program("covey"), "demo"], env=you.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=DEADLINE, check=False)
        self.assertEqual((1, "", "covey: the demo needs a terminal\n"), (done.returncode, done.stdout, done.stderr))

    def test_an_interrupt_while_the_cast_comes_on_leaves_nothing(self):
        you = self.person("newcomer")
        screen = self.terminal([scene.program("covey"), "demo"], you.environment())
        screen.wait_for("The cast is coming on stage")
        screen.signal(signal.SIGINT)  # not by Ctrl-C: that would reach the harness's shell, too
        self.assertEqual(1, screen.wait_exit())
        self.assertEqual([], list(you.temporary.iterdir()))


if __name__ == "__main__":
    scene.main()
