#!/usr/bin/python3
"""covey demo: what a newcomer sees first."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import go_to, say  # noqa: E402


class Demo(scene.Scene):
    def test_a_cast_is_there_talks_and_answers_and_nothing_is_left_behind(self):
        newcomer = self.person("newcomer")
        before = sorted(newcomer.home.rglob("*"))
        screen = newcomer.open("demo", width=100, height=40)
        screen.wait_for(lambda text: len(re.findall(r"^[▾▸] ", text, re.M)) > 3)
        screen.wait_for("unread elsewhere")
        self.assertEqual(1, len(newcomer.servers()))
        go_to(screen, "mum")
        said = screen.screen()
        say(screen, "Hello!")
        screen.wait_for(re.compile(r"\d\d:\d\d +you +Hello!"))
        screen.wait_for(lambda text: len(re.findall("mum", text)) > len(re.findall("mum", said)))
        screen.keys("C-q")
        self.assertEqual(0, screen.wait_exit())
        self.wait_until(lambda: not newcomer.servers())
        self.assertEqual([], [path for path in newcomer.home.rglob("*") if path not in before and not path.is_dir()])
        self.assertEqual([], list(newcomer.temporary.iterdir()))

    def test_groups_can_be_made_there(self):
        screen = self.person("newcomer").open("demo", width=100, height=40)
        screen.keys("Tab")
        screen.wait_for("new group")
        screen.keys("n")
        screen.wait_for("New group")
        screen.type("Friends")
        screen.keys("Enter")
        screen.wait_for("▾ Friends")

    def test_killed_its_server_goes_too(self):
        newcomer = self.person("newcomer")
        screen = newcomer.open("demo")
        self.assertEqual(1, len(newcomer.servers()))
        screen.kill()
        self.wait_until(lambda: not newcomer.servers())


if __name__ == "__main__":
    scene.main()
