#!/usr/bin/python3
"""notify against real D-Bus: a bus of its own, and a notification service that is one, hangs, or is not there.

The argument is the program built from driver.c.
"""

import os
import signal
import subprocess
import sys
import time
import unittest

import dbusmock

DRIVER = sys.argv.pop(1)
NO_MUX = {"TMUX": "", "STY": ""}
NO_SSH = {"SSH_CONNECTION": "", "SSH_TTY": "", **NO_MUX}
DEADLINE = 15  # seconds; a service that hangs would hold a caller for 25


class Driver(subprocess.Popen):
    def __init__(self, way="desktop", **environment):
        super().__init__([DRIVER, way], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         text=True, env={**os.environ, **environment})

    def tell(self, line):
        self.stdin.write(line + "\n")
        self.stdin.flush()

    def end(self):
        return self.communicate(timeout=DEADLINE)


class Desktop(dbusmock.DBusTestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.start_session_bus()
        cls.bus = cls.get_dbus()

    def start_service(self, **parameters):
        service, _ = self.spawn_server_template("notification_daemon", parameters, stdout=subprocess.PIPE)
        self.addCleanup(service.stdout.close)
        self.addCleanup(service.wait)
        self.addCleanup(service.kill)
        return service

    def next_call(self, service, name):
        """The next line of the service's log about a call of that name."""
        for line in iter(service.stdout.readline, b""):
            text = line.decode()
            if f" {name}" in text:
                return text
        self.fail(f"the service ended before a call of {name}")

    def until(self, condition):
        deadline = time.monotonic() + DEADLINE
        while not condition():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)

    def test_shown_replaced_and_closed(self):
        service = self.start_service()
        driver = Driver()
        driver.tell("show C2Cbob|bob|Lunch?")
        self.assertRegex(self.next_call(service, "Notify"), r'Notify "covey" 0 "covey" "bob" "Lunch\?"')
        driver.tell("show C2Cbob|bob|Or supper?")
        self.assertRegex(self.next_call(service, "Notify"), r'Notify "covey" 1 "covey" "bob" "Or supper\?"')
        driver.tell("show C2Ccarol|carol|Both.")
        self.assertRegex(self.next_call(service, "Notify"), r'Notify "covey" 0 "covey" "carol"')
        driver.tell("close C2Cbob")
        self.assertRegex(self.next_call(service, "CloseNotification"), r"CloseNotification 1\b")
        self.assertEqual(driver.end(), ("way desktop\ndestroyed\n", ""))

    def test_markup_is_escaped_for_a_service_that_reads_it(self):
        service = self.start_service()
        driver = Driver()
        driver.tell("show C2Cbob|<b>bob</b>|<img src='x'> & <b>more</b>")
        call = self.next_call(service, "Notify")
        self.assertIn('"<b>bob</b>"', call)
        self.assertIn("&lt;img src=", call)
        self.assertIn("&amp; &lt;b&gt;more", call)
        driver.end()

    def test_text_stays_as_it_is_for_a_service_that_does_not(self):
        service = self.start_service(capabilities="body")
        driver = Driver()
        driver.tell("show C2Cbob|bob|1 < 2 & 3")
        self.assertIn('"1 < 2 & 3"', self.next_call(service, "Notify"))
        driver.end()

    def test_escape_sequences_are_made_visible(self):
        service = self.start_service()
        driver = Driver()
        driver.tell("show C2Cbob|bob|\x1b]0;owned\x07")
        self.assertIn('"^[]0;owned^G"', self.next_call(service, "Notify"))
        driver.end()

    def test_service_that_hangs_holds_nobody(self):
        service = self.start_service()
        names = set(self.bus.list_names())
        os.kill(service.pid, signal.SIGSTOP)
        driver = Driver()
        driver.tell("show C2Cbob|bob|nobody answers")
        self.until(lambda: set(self.bus.list_names()) - names)
        self.assertEqual(driver.end(), ("way desktop\ndestroyed\n", ""))

    def test_a_click_opens_the_conversation(self):
        service = self.start_service(capabilities="body actions")
        driver = Driver()
        driver.tell("show C2Ccarol|carol|Both.")
        self.next_call(service, "Notify")
        driver.tell("show C2Cbob|bob|Lunch?")
        self.assertIn('["default", "Open"]', self.next_call(service, "Notify"))
        daemon = self.bus.get_object("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
        daemon.EmitSignal("org.freedesktop.Notifications", "ActionInvoked", "us", [2, "default"],
                          dbus_interface=dbusmock.MOCK_IFACE)
        self.assertEqual("way desktop\n", driver.stdout.readline())
        self.assertEqual("open C2Cbob\n", driver.stdout.readline())
        driver.end()

    def test_what_is_left_is_taken_away_at_the_end(self):
        service = self.start_service()
        driver = Driver()
        driver.tell("show C2Cbob|bob|Lunch?")
        self.next_call(service, "Notify")
        driver.end()
        self.assertRegex(self.next_call(service, "CloseNotification"), r"CloseNotification 1\b")

    def test_without_a_service_the_terminal_is_told(self):
        driver = Driver("auto", **NO_SSH, TERM="xterm-kitty")
        driver.tell("show C2Cbob|bob|nobody there")
        self.assertEqual("way desktop\n", driver.stdout.readline())
        self.assertRegex(driver.stdout.readline(), r"^write ESC]99;i=covey\w+:d=0;bobBEL.*;nobody thereBEL$")
        driver.end()

    def test_over_ssh_no_desktop_is_tried(self):
        service = self.start_service()
        driver = Driver("auto", SSH_CONNECTION="10.0.0.1 5 10.0.0.2 22", TERM="foot", **NO_MUX)
        driver.tell("show C2Cbob|bob;b|Lunch; now?")
        self.assertEqual("way osc777\n", driver.stdout.readline())
        self.assertEqual("write ESC]777;notify;bob,b;Lunch; now?BEL\n", driver.stdout.readline())
        driver.end()
        driver = Driver("desktop", SSH_CONNECTION="10.0.0.1 5 10.0.0.2 22")
        driver.tell("show C2Cbob|bob|forced")
        self.assertIn('"forced"', self.next_call(service, "Notify"))
        driver.end()

    def test_bus_without_a_service_is_silence(self):
        driver = Driver()
        driver.tell("show C2Cbob|bob|nobody there")
        driver.tell("close C2Cbob")
        self.assertEqual(driver.end(), ("way desktop\ndestroyed\n", ""))

    def test_no_bus_is_silence(self):
        for address in ("", "unix:path=/nonexistent", "nonsense"):
            driver = Driver("desktop", DBUS_SESSION_BUS_ADDRESS=address, XDG_RUNTIME_DIR="/nonexistent")
            driver.tell("show C2Cbob|bob|nobody there")
            self.assertEqual(driver.end(), ("way desktop\ndestroyed\n", ""))


if __name__ == "__main__":
    unittest.main()
