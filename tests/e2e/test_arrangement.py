#!/usr/bin/python3
"""Groups as a file: kept in a repository, and the same for two accounts; what changes is seen live."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import scene  # noqa: E402
from harness.scene import command  # noqa: E402


class Arrangement(scene.Scene):
    def setUp(self):
        super().setUp()
        self.coveyd = self.server()
        self.alice, self.bob = self.people(self.coveyd, "alice", "bob")
        for name in ("carol", "dave"):
            self.coveyd.add_user(name)
        self.alice.run("group", "create", "Work", "carol", "dave")
        self.alice.run("group", "create", "Home", "C2Calice")
        self.alice.run("group", "policy", "Work", "mute", "sort=name")
        self.file = self.folder / "groups"

    def test_another_account_gets_the_same(self):
        for kind in ("--ini", "--json"):
            with self.subTest(kind):
                self.alice.run("group", "export", kind, self.file)
                written = self.file.read_text(encoding="utf-8")
                before = self.bob.run("group", "list", "--json")
                said = self.bob.run("group", "import", "--dry-run", self.file)
                # Whom one has no conversation with yet is named by id.
                self.assertRegex(said, "would make the group “Work” with (C2C)?carol, (C2C)?dave in it\n")
                self.assertIn("would make the group “Home” with my notes in it\n", said)
                self.assertIn("would set “Work” to: mute sort=name\n", said)
                self.assertEqual(before, self.bob.run("group", "list", "--json"))
                self.bob.run("group", "import", self.file)
                self.assertEqual("The groups are like that already.\n", self.bob.run("group", "import", self.file))
                self.assertEqual([line.split(";")[0].rstrip() for line in written.split("\n")],
                                 [line.split(";")[0].rstrip() for line in self.bob.run("group", "export", kind).split("\n")])
                for name in ("Work", "Home"):
                    self.bob.run("group", "delete", name)

    def test_both_terminals_see_an_import_at_once_and_it_is_one_step(self):
        here, there = self.alice.open(width=100), self.alice.open(width=100)
        command(here, f"export-groups {self.file}")
        here.wait_for("2 groups written to")
        text = self.file.read_text(encoding="utf-8")
        self.file.write_text(text.replace("conversation = C2Cdave ; dave\n", "") + "\n[Friends]\nconversation = dave\n", encoding="utf-8")
        command(here, f"import-groups {self.file}", closes=False)
        here.wait_for("take dave out of “Work”", "make the group “Friends” with dave in it", "2 changes")
        self.assertFalse(there.shows("Friends"))
        here.keys("Enter")
        for screen in (here, there):
            screen.wait_for(re.compile(r"▾ Work[^\n]*\n +carol[^\n]*\n▾ Home[\s\S]*▾ Friends[^\n]*\n +dave"))
        here.keys("Tab")
        here.wait_for("new group")
        here.keys("u")
        for screen in (here, there):
            screen.wait_gone("Friends")
            screen.wait_for(re.compile(r"▾ Work[^\n]*\n +carol[^\n]*\n +dave"))

    def test_what_is_wrong_is_said_and_nothing_is_changed(self):
        before = self.alice.run("group", "export")
        self.file.write_text("[New]\n[Work]\ncolour = red\n", encoding="utf-8")
        self.alice.run("group", "import", self.file, status=1)
        self.alice.run("group", "import", self.folder / "none", status=1)
        self.assertEqual(before, self.alice.run("group", "export"))

    def test_a_conversation_that_is_none_is_said_with_its_line_and_nothing_is_changed(self):
        before = self.alice.run("group", "export")
        wrongs = {
            "[New]\nconversation = carol\nconversation = #nonesuch\n": "line 3: There is no conversation “#nonesuch”",
            "[New]\nconversation = C2Cnobody\n": "line 2: There is no conversation “C2Cnobody”",
            "[New]\n[Work]\npolicy = foo\n": "line 3: “foo” is none of notify, ",
        }
        for text, wrong in wrongs.items():
            self.file.write_text(text, encoding="utf-8")
            for dry in ([], ["--dry-run"]):
                with self.subTest(wrong, dry=dry):
                    said, told = self.alice.run_both("group", "import", *dry, self.file, status=1)
                    self.assertEqual("", said)
                    self.assertIn(f"{self.file}: {wrong}", told)
        self.assertEqual(before, self.alice.run("group", "export"))
        screen = self.alice.open(width=100)
        self.file.write_text(next(iter(wrongs)), encoding="utf-8")
        command(screen, f"import-groups {self.file}", closes=False)
        screen.wait_for("line 3: There is no conversation “#nonesuch”")


if __name__ == "__main__":
    scene.main()
