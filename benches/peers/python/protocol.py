"""The answering side of the protocol, for a library used from Python (see `benches/src/protocol.rs`)."""

import json
import math
import os
import sys
import time

import numpy

BATCHES = 8


class Absent(Exception):
    """The library does not have this function, or not this pass of it."""


class Way:
    """One way to compute a task: a call without arguments, and how its result becomes an array."""

    def __init__(self, how, call, read):
        self.how = how
        self.call = call
        self.read = read

    def calls(self, count):
        call = self.call
        start = time.perf_counter_ns()
        for _ in range(count):
            call()
        return time.perf_counter_ns() - start

    def result(self):
        return numpy.ascontiguousarray(self.read(self.call()), dtype="<f4")


def sample(budget, timed):
    """Nanoseconds per call, one figure a batch, for about `budget` nanoseconds: as `clock.rs` does it."""
    share = budget / BATCHES
    calls = 1
    taken = timed(calls)
    while taken < share:
        calls = math.ceil(calls * min(max(share / max(taken, 1), 2), 16))
        taken = timed(calls)
    if taken >= budget:
        return [taken / calls]
    batches = []
    spent = 0
    while spent < budget:
        taken = timed(calls)
        spent += max(taken, 1)
        batches.append(taken / calls)
    return batches


def serve(version, notes, prepare):
    """Answers requests until the input ends. `prepare(task, x, dy)` gives a `Way`."""
    # A library that prints must not be taken for an answer.
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    ways = []

    def respond(request):
        kind = request["request"]
        if kind == "introduce":
            return {"reply": "introduction", "version": version, "language": "python", "notes": notes}
        if kind == "prepare":
            ways.clear()
            shape = (request["rows"], request["columns"])
            x = numpy.fromfile(request["x"], dtype="<f4").reshape(shape)
            dy = numpy.fromfile(request["dy"], dtype="<f4").reshape(shape)
            ways.append(prepare(request, x, dy))
            return {"reply": "prepared", "ways": [way.how for way in ways]}
        way = ways[request["way"]]
        if kind == "result":
            way.result().tofile(request["path"])
            return {"reply": "written"}
        return {"reply": "measured", "batches": sample(request["budget"], way.calls)}

    for line in sys.stdin:
        try:
            reply = respond(json.loads(line))
        except Absent as absence:
            reply = {"reply": "absent", "why": str(absence)}
        except Exception as error:  # whatever the library raises, the harness is to hear of it
            reply = {"reply": "failed", "why": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=replies, flush=True)
