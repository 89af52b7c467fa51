#!/usr/bin/python3
"""Throws dice at a real coveyd: random requests of five people, who come and go, and kill -9 in between.

    dice.py --coveyd build/coveyd [--seed N] [--steps N]

Whatever happens: no request makes the server fail; eventIDs rise, also over a resume; the data is sound at the
end; and a watcher of each person, who knows only what the lists said once and what events said since (resuming
after every crash), knows in the end what a fresh list says.
"""

import argparse
import pathlib
import random
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness.coveyd import Coveyd, password_of  # noqa: E402
from wire.peer import Failure, Peer, connect  # noqa: E402

PEOPLE = ["ann", "ben", "cat", "dan", "eve"]
ROOMS = ["r1", "r2", "r3"]
NAMES = ["A", "B", "C", "D", "E"]
BAD_NAMES = ["", "x" * 33, "\x1b[0m"]
CONVERSATIONS = [f"C2C{name}" for name in PEOPLE] + [f"GROUP{name}" for name in ROOMS]
BAD_CONVERSATIONS = ["C2Cnoone", "GROUPnone", "what", ""]
REMINDS = ["AcceptAndNotify", "AcceptNotNotify", "Discard", "NotifyOnMention"]
LIMITS = ["eventsKept=40", "conversationsInGroups=8", "conversationGroupCount=4", "groupMemberCount=4"]
SERVER_FAILED = 50004
WATCHED = ("unreadCount", "mentionCount", "lastReadSequence", "isPinned", "messageRemindType", "conversationGroupList")


class Dice(random.Random):
    """Params for each method, right ones and wrong ones."""

    def one(self, good, bad=()):
        return self.choice(bad) if bad and self.random() < 0.1 else self.choice(good)

    def some(self, good, bad=()):
        return [self.one(good, bad) for _ in range(self.randrange(5))]

    def conversation(self):
        return {"conversationID": self.one(CONVERSATIONS, BAD_CONVERSATIONS)}

    def conversations(self):
        return {"conversationIDList": self.some(CONVERSATIONS, BAD_CONVERSATIONS)}

    def name(self, member="groupName"):
        return {member: self.one(NAMES, BAD_NAMES)}

    def room(self):
        return {"groupID": self.one(ROOMS, ["none"])}

    def users(self, member="userIDList"):
        return {member: self.some(PEOPLE, ["noone"])}

    def page(self):
        edge = self.choice([{}, {"before": self.randrange(1, 30)}, {"after": self.randrange(30)}])
        return {**self.conversation(), **edge, "count": self.randrange(1, 20)}

    def message(self):
        return {**self.conversation(), "clientID": f"c{self.randrange(2000)}", "type": "TIMTextElem",
                "payload": {"text": "x" * self.randrange(50)}, "atUserList": self.some(PEOPLE)}

    def new_room(self):
        return {**self.room(), "name": self.one(["Room"], ["", "x" * 101]), "type": self.choice(["Public", "Private"]),
                "memberList": self.users()["userIDList"]}

    METHODS = {
        "sendMessage": (30, message),
        "setMessageRead": (6, lambda d: {**d.conversation(), "sequence": d.randrange(-1, 30)}),
        "setMessageUnread": (4, lambda d: {**d.conversation(), "sequence": d.randrange(-1, 30)}),
        "setAllMessageRead": (2, lambda d: d.choice([{}, d.name()])),
        "getMessageList": (3, page),
        "pinConversation": (3, lambda d: {**d.conversation(), "isPinned": d.random() < 0.5}),
        "setMessageRemindType": (2, lambda d: {**d.conversations(), "messageRemindType": d.choice(REMINDS)}),
        "createGroup": (6, new_room),
        "joinGroup": (6, room),
        "quitGroup": (4, room),
        "dismissGroup": (2, room),
        "addGroupMember": (5, lambda d: {**d.room(), **d.users()}),
        "deleteGroupMember": (3, lambda d: {**d.room(), **d.users()}),
        "createConversationGroup": (8, lambda d: {**d.name(), **d.conversations()}),
        "deleteConversationGroup": (3, name),
        "renameConversationGroup": (4, lambda d: {**d.name("oldName"), **d.name("newName")}),
        "addConversationsToGroup": (8, lambda d: {**d.name(), **d.conversations()}),
        "deleteConversationsFromGroup": (4, lambda d: {**d.name(), **d.conversations()}),
        "moveConversationsToGroup": (6, lambda d: {"fromGroupName": d.choice([*NAMES, None]), **d.name(), **d.conversations()}),
        "sortConversationGroups": (4, lambda d: {"groupNameList": d.sample(NAMES, d.randrange(6))}),
        "setConversationGroupRemindType": (2, lambda d: {**d.name(), "messageRemindType": d.choice(REMINDS)}),
    }

    def request(self):
        names = list(self.METHODS)
        method = self.choices(names, [self.METHODS[name][0] for name in names])[0]
        return method, self.METHODS[method][1](self)


class Person(Peer):
    """A connection that takes what comes before an answer."""

    def __init__(self, server, user, variables):
        super().__init__(user, connect(server.url("ws"), None, "covey.v1.json", None), variables)
        self.user = user

    def call(self, method, params):
        number = self.next_id
        self.request(method, params)
        while True:
            frame = self.frame(f"the answer to {method}")
            if frame.get("id") == number:
                break
            self.take(frame)
        self.pending.clear()
        if frame.get("error", {}).get("code") == SERVER_FAILED:
            raise Failure("anything but a failure of the server", [method, params, frame])
        return frame.get("result")

    def take(self, frame):
        """An event; a person who only asks does not care."""


class Watcher(Person):
    """What somebody knows who was told everything once."""

    def __init__(self, server, user, before=None):
        variables = {f"{user}.event": before.variables[f"{user}.event"]} if before else {}
        super().__init__(server, user, variables)
        self.known, self.names = (before.known, before.names) if before else ({}, [])
        self.stale = not before
        params = {"userID": user, "password": password_of(user)}
        if before:
            params["resumeFrom"] = variables[f"{user}.event"]
        answer = self.call("login", params)
        if not answer["resumed"]:
            self.variables[f"{user}.event"], self.stale = answer["eventID"], True
        self.catch_up()

    def catch_up(self):
        """Everything that has been said so far; the lists where an event does not say what is there now."""
        self.call("getConversationGroupList", {})
        while self.stale:
            self.stale = False
            answer = self.call("getConversationList", {})
            names = self.call("getConversationGroupList", {})
            if not self.stale:
                self.known = {one["conversationID"]: one for one in answer["conversationList"]}
                self.names = names["groupNameList"]

    def take(self, frame):
        kind, data = frame["method"], frame["params"]["data"]
        if kind == "onMessageReceived":
            for message in data:
                self.receive_message(message)
        elif kind == "onConversationListUpdated":
            self.known.update((one["conversationID"], one) for one in data)
        elif kind == "onConversationGroupListUpdated":
            self.names = data
        elif kind == "onConversationInGroupUpdated":
            self.known.update((one["conversationID"], one) for one in data["conversationList"])
        elif kind == "onGroupListUpdated":
            self.stale = True

    def receive_message(self, message):
        name = message["conversationID"]
        begun = {"unreadCount": 0, "mentionCount": 0, "lastReadSequence": 0, "isPinned": False, "lastMessage": None,
                 "messageRemindType": "AcceptAndNotify", "conversationGroupList": []}
        known = self.known.setdefault(name, begun)
        if known["lastMessage"] and known["lastMessage"]["sequence"] >= message["sequence"]:
            return
        known["lastMessage"] = message
        if message["from"] == self.user:
            if known["unreadCount"] == 0:
                known["lastReadSequence"] = message["sequence"]
        else:
            known["unreadCount"] += 1
            known["mentionCount"] += self.user in message["atUserList"]

    def compare(self):
        self.catch_up()
        told = {name: [one[member] for member in WATCHED] for name, one in self.known.items()}
        names = self.names
        fresh = {one["conversationID"]: [one[member] for member in WATCHED]
                 for one in self.call("getConversationList", {})["conversationList"]}
        if told != fresh:
            raise Failure({k: v for k, v in fresh.items() if told.get(k) != v},
                          {k: v for k, v in told.items() if fresh.get(k) != v})
        if names != self.call("getConversationGroupList", {})["groupNameList"]:
            raise Failure("the groups as they are", names)


class Game:
    def __init__(self, server, dice):
        self.server, self.dice = server, dice
        self.people, self.watchers = {}, {}

    def gather(self):
        for user in PEOPLE:
            self.people[user] = Person(self.server, user, {})
            self.people[user].call("login", {"userID": user, "password": password_of(user)})
            self.watchers[user] = Watcher(self.server, user, self.watchers.get(user))

    def step(self):
        throw = self.dice.random()
        user = self.dice.choice(PEOPLE)
        if throw < 0.005:
            self.server.kill()
            self.server.start()
            self.gather()
        elif throw < 0.02:
            self.watchers[user].drop()
            for _ in range(self.dice.randrange(30)):
                self.ask()
            self.watchers[user] = Watcher(self.server, user, self.watchers[user])
        elif throw < 0.05:
            self.watchers[user].compare()
        else:
            self.ask()

    def ask(self):
        self.people[self.dice.choice(PEOPLE)].call(*self.dice.request())

    def end(self):
        for watcher in self.watchers.values():
            watcher.compare()
        for one in [*self.people.values(), *self.watchers.values()]:
            one.drop()
        if self.server.stop() != 0:
            raise Failure("a clean end", self.server.log_tail())
        check = self.server.run("check", "--data", self.server.data)
        if check.returncode != 0:
            raise Failure("sound data", check.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coveyd", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=1500)
    arguments = parser.parse_args()
    options = [word for limit in LIMITS for word in ("--limit", limit)]
    options += ["--send-burst", "100000", "--request-burst", "100000"]
    with tempfile.TemporaryDirectory(prefix="covey-dice-") as folder:
        server = Coveyd(arguments.coveyd, folder, options)
        for user in PEOPLE:
            server.add_user(user)
        server.start()
        game, step = Game(server, Dice(arguments.seed)), 0
        try:
            game.gather()
            for step in range(arguments.steps):
                game.step()
            game.end()
        except Failure as failure:
            print(f"seed {arguments.seed}, step {step}: {failure}\n{server.log_tail()}", file=sys.stderr)
            return 1
        finally:
            if server.running:
                server.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
