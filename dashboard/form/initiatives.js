// The initiatives of the report: lines that are added, written and taken away, each saved by itself.

import { disclosure, fill, h, newId, replace, sign } from "./dom.js";
import { history } from "./history.js";

const LONGEST = 5000;
const EMPTY = { title: "", problem: "", solution: "", result: "", topic: null, stage: "idea", beneficiaries: "", cost: "" };
const PARTS = Object.keys(EMPTY);

const words_of = (line) => Object.fromEntries(PARTS.map((part) => [part, line[part]]));

export class Initiatives {
  constructor(desk) {
    this.desk = desk;
    this.cards = new Map();
    this.list = h("div", { class: "cards" });
    this.none = h("p", { class: "help" }, desk.words.noInitiatives);
    this.add = h("button", { type: "button", onclick: () => this.#begin() }, desk.words.addInitiative);
    this.element = h("div", {}, this.none, this.list, this.add);
    this.show();
  }

  get count() {
    return this.#keys().length;
  }

  show() {
    const keys = this.#keys();
    for (const [key, card] of this.cards) {
      if (!keys.includes(key)) {
        card.element.remove();
        this.cards.delete(key);
      }
    }
    keys.forEach((key, place) => {
      if (!this.cards.has(key)) {
        const card = new Card(key, this.desk);
        this.cards.set(key, card);
        this.list.append(card.element);
      }
      this.cards.get(key).show(place);
    });
    this.none.hidden = keys.length > 0;
    this.add.hidden = Boolean(this.desk.closed);
  }

  // Filed and typed lines as the server has them, then those that it does not have yet.
  #keys() {
    const { beside, saving } = this.desk;
    const removed = (key) => {
      const entry = saving.outbox.get(`i/${key}`);
      return entry && entry.next === null && !entry.conflict;
    };
    const known = beside.initiatives.map((line) => line.key);
    const fresh = saving.outbox.keys().filter((key) => key.startsWith("i/")).map((key) => key.slice(2));
    return [...known, ...fresh.filter((key) => !known.includes(key))].filter((key) => !removed(key));
  }

  #begin() {
    const key = `n${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    this.desk.saving.typed(`i/${key}`, { ...EMPTY }, 0);
    this.cards.get(key)?.focus();
  }
}

class Card {
  constructor(key, desk) {
    this.line = key;
    this.key = `i/${key}`;
    this.desk = desk;
    const { words, form } = desk;
    this.parts = {
      title: h("input", { type: "text", maxLength: LONGEST }),
      topic: h("select", {}, h("option", { value: "" }, words.noTopic), form.topics.map(option)),
      stage: h("select", {}, form.stages.map(option)),
      problem: h("textarea", { rows: 2, maxLength: LONGEST }),
      solution: h("textarea", { rows: 2, maxLength: LONGEST }),
      result: h("textarea", { rows: 2, maxLength: LONGEST }),
      beneficiaries: h("input", { type: "text", inputMode: "numeric", maxLength: 40, autocomplete: "off" }),
      cost: h("input", { type: "text", inputMode: "decimal", maxLength: 40, autocomplete: "off" }),
    };
    for (const [part, element] of Object.entries(this.parts)) {
      element.id = newId();
      element.addEventListener("input", () => this.#change(part, false));
      element.addEventListener("change", () => this.#change(part, true));
    }
    this.title = h("h3", {});
    this.state = h("p", { class: "state" });
    this.faults = h("ul", { class: "faults" });
    this.box = h("div", { class: "conflict", hidden: true });
    this.remove = h("button", { type: "button", class: "quiet", onclick: () => this.#remove() }, words.removeInitiative);
    const past = h("div", { class: "panel" });
    const story = disclosure(words.history, past, { opened: () => history(past, `/initiatives/${key}/history`, desk) });
    const row = (...names) => h("div", { class: "pair" }, names.map((name) => this.#labelled(name)));
    this.element = h(
      "div",
      { class: "card initiative", role: "group" },
      h("div", { class: "head" }, this.title, this.remove),
      this.#labelled("title"),
      row("topic", "stage"),
      this.#labelled("problem"),
      this.#labelled("solution"),
      this.#labelled("result"),
      row("beneficiaries", "cost"),
      this.state,
      this.faults,
      this.box,
      h("div", { class: "more" }, story.button),
      past,
    );
  }

  focus() {
    this.parts.title.focus();
  }

  get kept() {
    return this.desk.beside.initiatives.find((line) => line.key === this.line) ?? null;
  }

  show(place) {
    const { words, saving, checks, clock, me, closed, called } = this.desk;
    const entry = saving.outbox.get(this.key);
    const given = entry?.next ?? (this.kept ? words_of(this.kept) : EMPTY);
    for (const [part, element] of Object.entries(this.parts)) {
      element.disabled = Boolean(closed);
      const text = given[part] ?? "";
      if (element.getRootNode().activeElement !== element && element.value !== text) element.value = text;
    }
    const name = given.title || fill(words.initiativeNumber, { n: place + 1 });
    this.title.textContent = name;
    this.element.setAttribute("aria-label", name);
    this.remove.hidden = Boolean(closed);
    const wrong = [...(entry?.wrong ?? []), ...(entry ? [] : checks.ofInitiative(place))];
    const state = entry || !wrong.length ? saving.state(this.key) : "review";
    const by = this.kept && !entry && this.kept.by !== me ? ` · ${fill(words.byAt, { by: called(this.kept.by), time: clock(this.kept.at) })}` : "";
    replace(this.state, sign(state), words[state], by);
    this.element.dataset.state = state;
    replace(this.faults, wrong.map((sentence) => h("li", { class: "fault" }, sentence)));
    this.faults.hidden = !wrong.length;
    this.#conflict(entry);
  }

  #labelled(part) {
    return h("div", {}, h("label", { htmlFor: this.parts[part].id }, this.desk.words[`initiative_${part}`]), this.parts[part]);
  }

  #change(part, now) {
    const entry = this.desk.saving.outbox.get(this.key);
    const before = entry?.next ?? (this.kept ? words_of(this.kept) : EMPTY);
    const value = this.parts[part].value;
    const given = { ...before, [part]: part === "topic" ? value || null : value };
    if (JSON.stringify(given) === JSON.stringify(before)) {
      if (now && entry) this.desk.saving.flush();
      return;
    }
    this.desk.saving.typed(this.key, given, this.kept?.version ?? 0, { now });
  }

  #remove() {
    const { words, saving, announce } = this.desk;
    if (this.remove.dataset.sure !== "yes") {
      this.remove.dataset.sure = "yes";
      this.remove.textContent = words.sureRemove;
      setTimeout(() => {
        this.remove.dataset.sure = "";
        this.remove.textContent = words.removeInitiative;
      }, 5000);
      return;
    }
    if (!this.kept && !saving.outbox.get(this.key)?.sent) saving.giveWay(this.key);
    else saving.typed(this.key, null, this.kept?.version ?? 0, { now: true });
    announce(words.removed);
    this.desk.redraw();
  }

  #conflict(entry) {
    const { words, saving, clock, called } = this.desk;
    const theirs = entry?.conflict;
    this.box.hidden = !theirs;
    if (!theirs) return;
    const when = theirs.gone ? words.goneByOther : fill(words.byAt, { by: called(theirs.by), time: clock(theirs.at) });
    const texts = (line) => (line && !line.gone ? PARTS.map((part) => line[part]).filter(Boolean).join(" · ") : "–");
    const take = () => {
      saving.giveWay(this.key);
      this.desk.look();
    };
    replace(
      this.box,
      h("p", { class: "title" }, words.conflictTitle),
      h(
        "div",
        { class: "pair" },
        side(words.mine, texts(entry.next), h("button", { type: "button", onclick: () => saving.insist(this.key) }, words.keepMine)),
        side(when, texts(theirs), h("button", { type: "button", onclick: take }, words.takeTheirs)),
      ),
    );
  }
}

const option = (each) => h("option", { value: each.id }, each.name);
const side = (title, text, button) => h("div", { class: "side" }, h("p", { class: "small" }, title), h("p", { class: "said" }, text), button);
