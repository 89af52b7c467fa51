#!/usr/bin/python3
"""How covey looks in a real terminal: themes, the mouse, only the messages to copy."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import command, go_to  # noqa: E402


class Looks(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        self.alice.run("group", "create", "Work", "bob")
        self.bob.run("send", "alice", "The second shipment is here.")

    def wait_for_colour(self, screen, sequence):
        self.wait_until(lambda: sequence in screen.colours())

    def mouse(self, screen, button, x, y, final="M"):
        """As a terminal reports it; the cell is counted from 0."""
        screen.type(f"\x1b[<{button};{x + 1};{y + 1}{final}")

    def click(self, screen, x, y):
        self.mouse(screen, 0, x, y)
        self.mouse(screen, 0, x, y, "m")

    def test_a_theme_is_switched_at_once_and_there_the_next_time(self):
        screen = self.alice.open()
        self.assertNotIn("48;5;234", screen.colours())
        command(screen, "theme dark")
        self.wait_for_colour(screen, "48;5;234")
        command(screen, "theme light")
        self.wait_for_colour(screen, "48;5;255")
        self.assertNotIn("48;5;234", screen.colours())
        screen.keys("C-q")
        self.assertEqual(0, screen.wait_exit())
        self.wait_for_colour(self.alice.open(), "48;5;255")

    def test_the_config_file_names_a_theme_and_the_person_has_one_of_their_own(self):
        themes = self.alice.config.parent / "themes"
        themes.mkdir(parents=True)
        (themes / "mine.theme").write_text("[theme]\nabout = my own\n[style]\nnormal = 231 on 53\n", encoding="utf-8")
        (themes / "broken.theme").write_text("[style]\nheading = loud\n", encoding="utf-8")
        self.alice.config.write_text("[looks]\ntheme = mine\nmouse = no\n", encoding="utf-8")
        screen = self.alice.open()
        self.wait_for_colour(screen, "48;5;53")
        screen.wait_for("broken.theme:2: “loud” is neither")
        self.assertEqual("0", screen.ask("mouse_any_flag"))

    def test_the_mouse_opens_scrolls_drags_and_goes_away(self):
        screen = self.alice.open()
        self.wait_until(lambda: screen.ask("mouse_sgr_flag") == "1")
        self.click(screen, 5, 2)
        screen.wait_for("Work › bob")
        divider = screen.lines()[1].index("│")
        self.mouse(screen, 0, divider, 5)
        self.mouse(screen, 32, 40, 5)
        self.mouse(screen, 0, 40, 5, "m")
        screen.wait_for(lambda text: text.split("\n")[1].index("│") == 40)
        for number in range(40):
            self.bob.run("send", "alice", f"line {number}")
        screen.wait_for("line 39")
        for _ in range(12):
            self.mouse(screen, 64, 60, 5)
        screen.wait_for("The second shipment")
        screen.keys("F9")
        self.wait_until(lambda: screen.ask("mouse_sgr_flag") == "0")
        screen.keys("C-q")
        self.assertEqual(0, screen.wait_exit())
        screen = self.alice.open()
        screen.wait_for(lambda text: text.split("\n")[1].index("│") == 40)
        self.assertEqual("0", screen.ask("mouse_sgr_flag"))

    def test_nothing_but_messages_is_left_to_copy(self):
        screen = self.alice.open()
        go_to(screen, "bob")
        screen.wait_for("The second shipment")
        screen.keys("M-l")
        screen.wait_for(re.compile("^The second shipment is here.$", re.M))
        self.assertFalse(screen.shows("│"))
        self.assertFalse(screen.shows("Work"))
        self.wait_until(lambda: screen.ask("mouse_sgr_flag") == "0")
        screen.keys("q")
        screen.wait_for("│", "Work")
        self.wait_until(lambda: screen.ask("mouse_sgr_flag") == "1")


if __name__ == "__main__":
    scene.main()
