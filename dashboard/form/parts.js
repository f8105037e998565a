// The sections of the report, as the instrument has them, and the list by which one jumps between them.

import { disclosure, fill, h } from "./dom.js";
import { Evidence } from "./evidence.js";
import { Field } from "./fields.js";

export class Part {
  constructor(part, desk) {
    this.part = part;
    this.desk = desk;
    this.fields = [];
    this.indicators = part.indicators.map((indicator) => this.#indicator(indicator));
    this.count = h("span", { class: "count" });
    this.points = h("span", { class: "points" });
    this.jumpCount = h("span", { class: "count" });
    this.jump = h("button", { type: "button", class: "jump", onclick: () => this.go() }, h("span", {}, part.name), this.jumpCount);
    this.heading = h("h2", { tabIndex: -1 }, part.name);
    const conditions = part.conditions.map((asked) => this.#field(asked));
    this.element = h(
      "section",
      { class: "part", "aria-label": part.name },
      h("div", { class: "head" }, this.heading, h("p", { class: "numbers" }, this.count, this.points)),
      conditions.length ? h("div", { class: "card" }, conditions) : null,
      this.indicators.map((each) => each.element),
    );
    // In the order in which they stand on the screen.
    this.fields.sort((one, other) => (one.element.compareDocumentPosition(other.element) & 4 ? -1 : 1));
  }

  go() {
    this.element.scrollIntoView({ block: "start" });
    this.heading.focus({ preventScroll: true });
  }

  show() {
    const { words, points } = this.desk;
    const answered = this.fields.filter((field) => field.answered).length;
    const review = this.fields.filter((field) => ["review", "conflict"].includes(field.element.dataset.state)).length;
    const count = `${answered}/${this.fields.length}`;
    this.count.textContent = fill(words.answered, { n: answered, all: this.fields.length });
    this.jumpCount.textContent = review ? `${count} !` : count;
    this.jump.setAttribute(
      "aria-label",
      [this.part.name, this.count.textContent, review ? fill(words.toReview, { n: review }) : ""].filter(Boolean).join(", "),
    );
    const whole = points?.pillars[this.part.id];
    this.points.textContent = whole
      ? [whole.points && fill(words.points, { points: whole.points, full: whole.full }), whole.level ?? whole.told].filter(Boolean).join(" · ")
      : "";
    for (const each of this.indicators) each.show();
  }

  #field(asked) {
    const field = new Field(asked, this.desk);
    this.fields.push(field);
    this.desk.fields.set(asked.id, field);
    return field.element;
  }

  #indicator(indicator) {
    const { words, form } = this.desk;
    const points = h("p", { class: "points" });
    const how = h("div", { class: "panel" }, h("p", {}, indicator.formula), h("p", {}, indicator.scoring));
    const why = disclosure(words.how, how);
    const evidence = new Evidence(indicator, this.desk);
    this.desk.evidence.push(evidence);
    const questions = indicator.questions.map((asked) => this.#field(asked));
    const names = names_of(form);
    const before = indicator.before.map((id) =>
      h("p", { class: "help" }, fill(words.askedBefore, { question: names.get(id) ?? id })),
    );
    const element = h(
      "div",
      { class: "card", role: "group", "aria-label": indicator.name },
      h("div", { class: "head" }, h("h3", {}, indicator.name), points),
      h("div", { class: "more" }, why.button),
      how,
      questions,
      before,
      evidence.element,
    );
    const show = () => {
      const found = this.desk.points?.indicators[indicator.id];
      const told = found ? [fill(words.points, { points: found.points ?? "–", full: found.full }), found.told] : [fill(words.full, { full: indicator.full })];
      points.textContent = told.filter(Boolean).join(" · ");
    };
    return { element, show };
  }
}

let named = new WeakMap();

function names_of(form) {
  if (!named.has(form)) {
    const asked = form.parts.flatMap((part) => [...part.conditions, ...part.indicators.flatMap((each) => each.questions)]);
    named.set(form, new Map(asked.map((each) => [each.id, each.name])));
  }
  return named.get(form);
}
