// Every change goes to the server by itself, in order, and is sent again until it is acknowledged.

import { Later, Offline, Refused, SignedOut } from "./calls.js";
import { Outbox } from "./outbox.js";

const PAUSE = 500; // milliseconds after the last key
const WAITS = [1000, 2000, 4000, 8000, 15000];
const UNPROCESSABLE = 422;
const MOST = 100; // lines of one request

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Tells `line` (key), `rest` (the connection's state changed) and `checked` (faults and doubts of a reply).
export class Saving extends EventTarget {
  constructor(prefix, send, together) {
    super();
    this.outbox = new Outbox(prefix);
    this.send = send; // (lines) => {key: {line, overtaken}}
    this.together = together; // (keys) => those of them that go in one request
    this.going = new Set(); // keys that are on their way
    this.connection = "fine"; // "fine", "offline", "signed out", "refused"
    this.refusal = "";
    this.failures = 0;
    this.clock = null;
    this.busy = false;
    this.lastSaved = null;
  }

  // What somebody typed, and the version of the line that they have seen.
  typed(key, given, version, { now = false } = {}) {
    const entry = this.outbox.get(key) ?? { version, sent: null };
    const conflict = entry.conflict ?? null;
    this.outbox.put(key, { ...entry, next: given, conflict, wrong: null });
    this.#tell("line", key);
    this.#tell("rest");
    if (now) this.flush();
    else this.#later(PAUSE);
  }

  // The other's words were read, and one's own shall stand.
  insist(key) {
    const entry = this.outbox.get(key);
    this.outbox.put(key, { ...entry, version: entry.conflict.version, sent: null, conflict: null });
    this.flush();
  }

  giveWay(key) {
    const { conflict } = this.outbox.get(key);
    this.outbox.drop(key);
    this.#tell("line", key);
    this.#tell("rest");
    return conflict;
  }

  state(key) {
    const entry = this.outbox.get(key);
    if (!entry) return "saved";
    if (entry.conflict) return "conflict";
    return this.going.has(key) ? "saving" : "unsaved";
  }

  // Whether the server was reached by another way: `problem` is null if it was.
  noticed(problem) {
    if (!problem) this.#stand("fine");
    else if (problem instanceof SignedOut) this.#stand("signed out");
    else if (problem instanceof Offline) this.#stand("offline");
  }

  get waiting() {
    return this.outbox.keys().filter((key) => !this.#stands(key));
  }

  // Resolves once nothing is left to send, or nothing can be sent now.
  async flush() {
    clearTimeout(this.clock);
    this.clock = null;
    if (this.busy) return this.busy;
    this.busy = this.#run();
    try {
      await this.busy;
    } finally {
      this.busy = false;
    }
    return undefined;
  }

  async #run() {
    for (let due = this.waiting; due.length; due = this.waiting) {
      try {
        await this.#one(this.together(due).slice(0, MOST));
        this.failures = 0;
        this.#stand("fine");
      } catch (problem) {
        this.#failed(problem);
        return;
      } finally {
        this.going.clear();
        this.#tell("rest");
      }
    }
  }

  // An entry that waits for a person: which of two answers shall stand, or words that the server does not take.
  #stands(key) {
    const entry = this.outbox.get(key);
    return Boolean(entry.conflict || entry.wrong);
  }

  async #one(keys) {
    const lines = {};
    for (const key of keys) {
      const entry = this.outbox.get(key);
      // What went out without an acknowledgement goes out once more as it was: the server knows it again.
      const sent = entry.sent ?? entry.next;
      this.outbox.put(key, { ...entry, sent });
      lines[key] = { given: sent, version: entry.version };
      this.going.add(key);
      this.#tell("line", key);
    }
    this.#tell("rest");
    try {
      const replies = await this.send(lines);
      for (const key of keys) this.#settled(key, lines[key].given, replies[key]);
    } catch (problem) {
      if (!(problem instanceof Refused) || problem.status !== UNPROCESSABLE || !keys.length) throw problem;
      await this.#apart(keys, problem);
    }
  }

  // One line that the server does not take holds back no other.
  async #apart(keys, problem) {
    if (keys.length > 1) {
      for (const key of keys) await this.#one([key]);
      return;
    }
    const [key] = keys;
    const whole = problem.faults.some((fault) => fault.pointer === "");
    if (whole) throw problem;
    this.outbox.put(key, { ...this.outbox.get(key), sent: null, wrong: problem.faults.map((fault) => fault.sentence) });
    this.going.delete(key);
    this.#tell("line", key);
  }

  #settled(key, given, { line, overtaken }) {
    const entry = this.outbox.get(key);
    this.going.delete(key);
    if (overtaken) {
      this.outbox.put(key, { ...entry, sent: null, conflict: line ?? { version: 0, gone: true } });
    } else if (entry && same(entry.next, given)) {
      this.outbox.drop(key);
      this.lastSaved = new Date();
    } else if (entry) {
      this.outbox.put(key, { ...entry, sent: null, version: line?.version ?? 0 });
    }
    this.dispatchEvent(new CustomEvent("settled", { detail: { key, line, overtaken } }));
    this.#tell("line", key);
  }

  #failed(problem) {
    this.going.clear();
    if (problem instanceof Later) {
      this.#later(problem.seconds * 1000);
    } else if (problem instanceof Refused) {
      this.refusal = problem.faults.map((fault) => fault.sentence).join(" ");
      this.#stand("refused");
    } else if (problem instanceof Offline || problem instanceof SignedOut) {
      this.#stand(problem instanceof SignedOut ? "signed out" : "offline");
      this.#later(WAITS[Math.min(this.failures, WAITS.length - 1)]);
      this.failures += 1;
    } else {
      throw problem;
    }
    for (const key of this.outbox.keys()) this.#tell("line", key);
  }

  #stand(connection) {
    if (this.connection === connection) return;
    this.connection = connection;
    this.#tell("rest");
  }

  #later(milliseconds) {
    clearTimeout(this.clock);
    this.clock = setTimeout(() => this.flush(), milliseconds);
  }

  #tell(kind, key) {
    this.dispatchEvent(new CustomEvent(kind, { detail: key }));
  }
}
