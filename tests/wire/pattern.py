"""The values of a transcript: JSON with wildcards, captures and a little making of long strings.

    {"a": 1}            an object with exactly these members
    {..., "a": 1}       an object with at least these
    {"a": absent}       … and certainly without this one (with `...`)
    [1, 2]              exactly these, in this order;   [1, ...]  these first, then whatever
    unordered [1, 2]    exactly these, in any order
    any  string  int  bool    something of that type;   now  a time in ms, of the last minutes
    text                a sentence for a person: a string that is not empty, without control characters
    like "regex"        a string in which this is found
    $name               where a frame is expected: binds the name at first, later must be equal
                        where one is sent: the value bound
    "GROUP" $id         strings that stand side by side are one
    "x" * 33   $n + 1   a string repeated; a number added
    many(3, "C2Cu")     ["C2Cu1", "C2Cu2", "C2Cu3"]
    uuid(7)             a clientID that is this number's alone
"""

import json
import re
import time

TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
        |(?P<variable>\$[A-Za-z_][\w.]*)|(?P<word>[a-z]+)|(?P<mark>\.\.\.|[\[\]{}():,*+]))""",
    re.X,
)
CONSTANTS = {"null": None, "true": True, "false": False}
NOW_SLACK_MS = 600_000


class PatternError(Exception):
    """The transcript itself is wrong."""


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_sentence(value):
    return isinstance(value, str) and value != "" and all(c.isprintable() for c in value)


KINDS = {
    "any": lambda value: True,
    "string": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "now": lambda value: is_number(value) and abs(value - time.time() * 1000) < NOW_SLACK_MS,
    "text": is_sentence,
}


class Mismatch(Exception):
    """Not the same: says where and why."""

    def __init__(self, path, expected, actual):
        super().__init__(f"at {path or 'the top'}: expected {expected}, got {shown(actual)}")


def shown(value):
    return json.dumps(value, ensure_ascii=False)


class Literal:
    def __init__(self, value):
        self.value = value

    def make(self, variables):
        return self.value

    def match(self, actual, variables, path):
        if type(actual) is not type(self.value) or actual != self.value:
            raise Mismatch(path, shown(self.value), actual)


class Kind:
    def __init__(self, name):
        self.name = name

    def make(self, variables):
        raise PatternError(f"`{self.name}` can be expected, not sent")

    def match(self, actual, variables, path):
        if not KINDS[self.name](actual):
            raise Mismatch(path, self.name, actual)


class Variable:
    def __init__(self, name):
        self.name = name

    def make(self, variables):
        if self.name not in variables:
            raise PatternError(f"${self.name} has no value yet")
        return variables[self.name]

    def match(self, actual, variables, path):
        Literal(variables.setdefault(self.name, actual)).match(actual, variables, f"{path} (${self.name})")


class Computed:
    """What is made first and then compared: a concatenation, a repetition, a sum, many(…)."""

    def __init__(self, make):
        self.make = make

    def match(self, actual, variables, path):
        made = self.make(variables)
        if actual != made:
            raise Mismatch(path, shown(made), actual)


class Like:
    def __init__(self, expression):
        self.expression = expression

    def make(self, variables):
        raise PatternError("`like` can be expected, not sent")

    def match(self, actual, variables, path):
        if not isinstance(actual, str) or not re.search(self.expression, actual):
            raise Mismatch(path, f"something like {self.expression!r}", actual)


class Array:
    def __init__(self, items, is_open, ordered):
        self.items, self.is_open, self.ordered = items, is_open, ordered

    def make(self, variables):
        return [item.make(variables) for item in self.items]

    def match(self, actual, variables, path):
        if not isinstance(actual, list):
            raise Mismatch(path, "an array", actual)
        if len(actual) < len(self.items) or (len(actual) > len(self.items) and not self.is_open):
            raise Mismatch(path, f"an array of {len(self.items)}{' or more' if self.is_open else ''}", actual)
        if self.ordered:
            for index, item in enumerate(self.items):
                item.match(actual[index], variables, f"{path}[{index}]")
        else:
            self._match_unordered(actual, variables, path)

    def _match_unordered(self, actual, variables, path):
        rest = list(actual)
        for index, item in enumerate(self.items):
            found = next((value for value in rest if matches(item, value, variables)), None)
            if found is None:
                raise Mismatch(path, f"one that fits the {index + 1}. of unordered", rest)
            rest.remove(found)


class Object:
    def __init__(self, members, is_open):
        self.members, self.is_open = members, is_open

    def make(self, variables):
        return {name: value.make(variables) for name, value in self.members.items()}

    def match(self, actual, variables, path):
        if not isinstance(actual, dict):
            raise Mismatch(path, "an object", actual)
        for name, value in self.members.items():
            if value is ABSENT:
                if name in actual:
                    raise Mismatch(f"{path}.{name}", "nothing", actual[name])
            elif name not in actual:
                raise Mismatch(path, f'a member "{name}"', actual)
            else:
                value.match(actual[name], variables, f"{path}.{name}")
        more = set(actual) - set(self.members)
        if more and not self.is_open:
            raise Mismatch(path, "no member " + ", ".join(sorted(more)), actual)


ABSENT = object()


def matches(pattern, actual, variables):
    """Whether it fits; binds variables only if it does."""
    trial = dict(variables)
    try:
        pattern.match(actual, trial, "")
    except Mismatch:
        return False
    variables.update(trial)
    return True


class Parser:
    """One value from the beginning of a text; `rest` is what follows it."""

    def __init__(self, text):
        self.tokens, position = [], 0
        while text[position:].strip():
            token = TOKEN.match(text, position)
            if not token:
                raise PatternError(f"cannot read {text[position:].strip()[:40]!r}")
            self.tokens.append((token.lastgroup, token.group(token.lastgroup)))
            position = token.end()
        self.tokens.append(("end", ""))

    def peek(self):
        return self.tokens[0]

    def take(self, text=None):
        kind, value = self.tokens[0]
        if text is not None and value != text:
            raise PatternError(f"expected {text!r}, found {value!r}")
        self.tokens.pop(0)
        return kind, value

    def whole(self):
        value = self.value()
        if self.peek()[0] != "end":
            raise PatternError(f"what is {self.peek()[1]!r} doing after the value?")
        return value

    def value(self):
        parts = [self.term()]
        while self.peek()[0] in ("string", "variable") and isinstance(parts[-1], (Literal, Variable, Computed)):
            parts.append(self.term())
        if len(parts) == 1:
            return parts[0]
        return Computed(lambda variables: "".join(str(part.make(variables)) for part in parts))

    def term(self):
        value = self.factor()
        if self.peek()[1] in ("*", "+") and self.peek()[0] == "mark":
            operator, amount = self.take()[1], int(self.take()[1])
            if operator == "*":
                return Computed(lambda variables: value.make(variables) * amount)
            return Computed(lambda variables: value.make(variables) + amount)
        return value

    def factor(self):
        kind, text = self.take()
        if kind in ("string", "number"):
            return Literal(json.loads(text))
        if kind == "variable":
            return Variable(text[1:])
        if text == "{":
            return self.object()
        if text == "[":
            return self.array(ordered=True)
        if text == "unordered":
            self.take("[")
            return self.array(ordered=False)
        if text == "many":
            return self.many()
        if text == "uuid":
            return self.uuid()
        if text == "like":
            return Like(json.loads(self.take()[1]))
        if text in CONSTANTS:
            return Literal(CONSTANTS[text])
        if text in KINDS:
            return Kind(text)
        raise PatternError(f"cannot read {text!r}")

    def many(self):
        self.take("(")
        count = int(self.take()[1])
        self.take(",")
        prefix = self.value()
        self.take(")")
        return Computed(lambda variables: [f"{prefix.make(variables)}{n}" for n in range(1, count + 1)])

    def uuid(self):
        self.take("(")
        number = self.value()
        self.take(")")
        return Computed(lambda variables: f"00000000-0000-4000-8000-{int(number.make(variables)):012}")

    def array(self, ordered):
        items, is_open = [], False
        while self.peek()[1] != "]":
            if self.peek()[1] == "...":
                self.take()
                is_open = True
            else:
                items.append(self.value())
            if self.peek()[1] != "]":
                self.take(",")
        self.take("]")
        return Array(items, is_open, ordered)

    def object(self):
        members, is_open = {}, False
        while self.peek()[1] != "}":
            if self.peek()[1] == "...":
                self.take()
                is_open = True
            else:
                name = json.loads(self.take()[1])
                self.take(":")
                members[name] = self.member()
            if self.peek()[1] != "}":
                self.take(",")
        self.take("}")
        return Object(members, is_open)

    def member(self):
        if self.peek()[1] == "absent":
            self.take()
            return ABSENT
        return self.value()


def parse(text):
    return Parser(text).whole()
