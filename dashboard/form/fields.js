// One question with everything that belongs to it: what is asked, the answer, its state, its faults, its history.

import { control, givenOf, isAnswered } from "./answers.js";
import { conflict } from "./conflict.js";
import { disclosure, fill, h, newId, replace, sign } from "./dom.js";
import { history } from "./history.js";

const LONGEST = 5000;

export class Field {
  // `desk`: words, calls, saving, cells, me, clock, checks, form.
  constructor(asked, desk) {
    this.asked = asked;
    this.desk = desk;
    this.key = `a/${asked.id}`;
    this.opened = new Set();
    this.needs = new Map(); // by norm, where it is said what the unit needs
    const ids = { label: newId(), help: newId(), state: newId(), faults: newId() };
    this.control = control(asked, desk.words, {
      labelledBy: ids.label,
      describedBy: `${ids.help} ${ids.state} ${ids.faults}`,
      changed: (answer, now) => this.#change({ answer }, now),
    });
    this.state = h("p", { class: "state", id: ids.state });
    this.faults = h("ul", { class: "faults", id: ids.faults });
    this.conflict = h("div", { class: "conflict", hidden: true });
    const panels = this.#panels();
    this.element = h(
      "div",
      { class: "question" },
      h("div", { class: "asked" }, this.#label(ids.label), h("div", { id: ids.help, class: "help" }, this.#help())),
      h("div", { class: "answer" }, this.control.element, this.state, this.faults, this.conflict),
      h("div", { class: "more" }, panels.buttons),
      panels.opened,
    );
    this.show();
  }

  get given() {
    const entry = this.desk.saving.outbox.get(this.key);
    return entry ? entry.next : givenOf(this.desk.cells[this.asked.id], this.asked.kind);
  }

  get answered() {
    return isAnswered(this.given);
  }

  // Whether somebody has written here since the report was sent back for it.
  get isMended() {
    const { returned } = this.desk.report;
    const cell = this.desk.cells[this.asked.id];
    return Boolean(this.desk.saving.outbox.get(this.key)) || new Date(cell?.at ?? 0) > new Date(returned[this.asked.id].at);
  }

  focus() {
    this.element.scrollIntoView({ block: "center" });
    this.control.focus();
  }

  show() {
    const { words, saving, checks } = this.desk;
    const entry = saving.outbox.get(this.key);
    const given = this.given;
    const absent = given.absence !== null;
    this.control.enable(!this.desk.closed && !absent);
    this.control.show(given, { mine: Boolean(entry) });
    this.absence.value = given.absence ?? "";
    if (this.reason.getRootNode().activeElement !== this.reason) this.reason.value = given.reason;
    if (this.comment.getRootNode().activeElement !== this.comment) this.comment.value = given.comment;
    for (const each of [this.absence, this.reason, this.comment]) each.disabled = Boolean(this.desk.closed);
    if (absent) this.#openOnce(this.why);
    // What was found in an answer that is being replaced says nothing of the new one.
    const doubts = entry ? [] : checks.doubtsOf(this.asked.id, given);
    if (given.comment || doubts.length) this.#openOnce(this.remark);
    const wrong = entry ? (entry.wrong ?? []) : checks.faultsOf(this.asked.id, given);
    for (const [norm, need] of this.needs) need.textContent = this.desk.points?.needs[norm] ?? "";
    const asked = this.desk.report.returned[this.asked.id]?.reason;
    replace(
      this.faults,
      asked ? h("li", { class: "returned" }, fill(words.returnedHere, { reason: asked })) : null,
      wrong.map((sentence) => h("li", { class: "fault" }, sentence)),
      doubts.map((sentence) => h("li", { class: "doubt" }, sentence)),
    );
    this.faults.hidden = !this.faults.childElementCount;
    this.control.wrong(wrong.length > 0);
    this.#state(entry, wrong.length + doubts.length > 0);
    conflict(this.conflict, entry, this);
  }

  // What asks for a look is opened, but stays closed for whoever closed it.
  #openOnce(panel) {
    if (this.opened.has(panel)) return;
    this.opened.add(panel);
    panel.show(true);
  }

  #state(entry, doubtful) {
    const { saving, words } = this.desk;
    const kept = saving.state(this.key);
    const cell = this.desk.cells[this.asked.id];
    const name = entry || !doubtful ? kept : "review";
    const silent = !entry && !this.answered && !doubtful;
    const told = name === "review" && !this.answered ? words.unanswered : words[name];
    replace(this.state, silent ? h("span", {}, words.unanswered) : [sign(name), told, this.#when(cell, entry)]);
    this.element.dataset.state = silent ? "" : name;
  }

  #when(cell, entry) {
    const { words, clock, me, called } = this.desk;
    if (entry || !cell?.at) return "";
    return ` · ${cell.by === me ? clock(cell.at) : fill(words.byAt, { by: called(cell.by), time: clock(cell.at) })}`;
  }

  #change(part, now) {
    const cell = this.desk.cells[this.asked.id];
    const before = this.given;
    const given = { ...before, ...part };
    if (part.absence) given.answer = null;
    if (part.absence === null) given.reason = "";
    // Leaving a field untouched is no change; what still waits for its pause goes at once.
    if (JSON.stringify(given) === JSON.stringify(before)) {
      if (now && this.desk.saving.outbox.get(this.key)) this.desk.saving.flush();
      return;
    }
    this.desk.saving.typed(this.key, given, cell?.version ?? 0, { now });
  }

  #label(id) {
    const name = this.control.label
      ? h("label", { id, htmlFor: this.control.label }, this.asked.name)
      : h("span", { id, class: "label" }, this.asked.name);
    return h(this.asked.gate ? "h3" : "h4", {}, name); // a condition stands right under its part
  }

  #help() {
    const { words, form } = this.desk;
    const { asked } = this;
    return [
      asked.gate ? h("p", { class: "gate" }, asked.gate) : null,
      asked.help ? h("p", {}, asked.help) : null,
      asked.limits ? h("p", {}, fill(words.limits, { limits: asked.limits })) : null,
      asked.last !== null
        ? h("p", { class: "last" }, fill(words.last, { round: form.last_round, answer: asked.last }))
        : null,
      asked.norms.map(({ id, name }) => {
        const need = h("span", { class: "need" });
        this.needs.set(id, need);
        return h("p", { class: "norm" }, fill(words.norm, { norm: name }), " ", need);
      }),
    ];
  }

  #panels() {
    const { words, form } = this.desk;
    const typing = (name, element) => ({
      oninput: () => this.#change({ [name]: element().value }, false),
      onchange: () => this.#change({ [name]: element().value }, true),
    });
    this.absence = h(
      "select",
      { id: newId(), onchange: () => this.#change({ absence: this.absence.value || null }, true) },
      h("option", { value: "" }, words.hasAnswer),
      form.absences.map((each) => h("option", { value: each.id }, each.name)),
    );
    this.reason = h("textarea", { id: newId(), rows: 2, maxLength: LONGEST, ...typing("reason", () => this.reason) });
    this.comment = h("textarea", {
      id: newId(),
      rows: 2,
      maxLength: LONGEST,
      ...typing("comment", () => this.comment),
    });
    const why = h("div", { class: "panel pair" }, labelled(words.absence, this.absence), labelled(words.reason, this.reason));
    const remark = h("div", { class: "panel" }, labelled(words.comment, this.comment));
    const past = h("div", { class: "panel" });
    this.why = disclosure(this.control.label ? words.noFigure : words.noAnswer, why);
    this.remark = disclosure(words.remark, remark);
    const story = disclosure(words.history, past, { opened: () => history(past, `/answers/${this.asked.id}/history`, this.desk) });
    return { buttons: [this.why.button, this.remark.button, story.button], opened: [why, remark, past] };
  }
}

function labelled(text, element) {
  return h("div", {}, h("label", { htmlFor: element.id }, text), element);
}
