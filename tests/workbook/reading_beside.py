"""Reads the files of a folder as the server does, while somebody else saves answers; run as a process of its own.

Told on its output, as JSON: how many files were refused, how many answers were saved, the longest wait for one in
seconds, by how many MB this process grew at most, and how many MB the largest of its own processes had.
"""

import json
import resource
import sys
import threading
import time
from pathlib import Path

import catalogue
from dashboard import batch, intake
from dashboard.words import Words
from store.drafts import Saving, Who, save
from store.engine import open_store, writing
from store.submission import Given
from tests.store.world import AT


def main(url, definitions, folder):
    engine, judged_by, done, waits = open_store(url), catalogue.load(Path(definitions)), threading.Event(), []

    def save_one():
        began, answer = time.monotonic(), Given(value=float(len(waits)))
        with writing(engine) as connection:
            seen = Saving("learners", answer, len(waits))
            (saved,), _ = save(connection, judged_by, Who("b", "2026-Q1", "bình", AT), [seen])
        assert not saved.overtaken
        waits.append(time.monotonic() - began)

    def save_on():
        while not done.wait(0.05):
            save_one()

    save_one()
    before, other = peak(resource.RUSAGE_SELF), threading.Thread(target=save_on)
    other.start()
    files = [(path.name, path.read_bytes()) for path in sorted(Path(folder).iterdir())]
    taken = intake.take(engine, judged_by, files, by="an")
    for (name, data), each in zip(files, taken, strict=True):
        if each.faults:
            batch.noted(name, data, each.faults, Words.of("vi"))
    done.set()
    other.join()
    told = {
        "refused": sum(bool(each.faults) for each in taken),
        "saved": len(waits),
        "wait": max(waits),
        "grew": peak(resource.RUSAGE_SELF) - before,
        "largest": peak(resource.RUSAGE_CHILDREN),
    }
    json.dump(told, sys.stdout)


def peak(whose):
    return resource.getrusage(whose).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
