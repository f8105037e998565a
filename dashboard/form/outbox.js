// What was typed and not yet acknowledged, kept on this device until it is: one entry of the browser's storage a line,
// so that two tabs do not write over each other. Another account finds nothing of it.

export class Outbox {
  constructor(prefix) {
    this.prefix = prefix;
    this.entries = new Map();
    this.keeps = true; // whether the browser lets us keep anything
    for (const name of names()) {
      if (name.startsWith(prefix)) this.#read(name);
    }
  }

  get(key) {
    return this.entries.get(key) ?? null;
  }

  get size() {
    return this.entries.size;
  }

  keys() {
    return [...this.entries.keys()];
  }

  put(key, entry) {
    this.entries.set(key, entry);
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(entry));
    } catch {
      this.keeps = false;
    }
  }

  drop(key) {
    this.entries.delete(key);
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      this.keeps = false;
    }
  }

  #read(name) {
    try {
      this.entries.set(name.slice(this.prefix.length), JSON.parse(localStorage.getItem(name)));
    } catch {
      localStorage.removeItem(name);
    }
  }
}

function names() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
