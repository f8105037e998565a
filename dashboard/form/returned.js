// A report that was sent back: why, and a list of what is to be mended, with the way to each place.

import { fill, h, replace, sign } from "./dom.js";

export class ReturnedList {
  constructor(desk) {
    this.desk = desk;
    this.title = h("p", { class: "title" });
    this.why = h("p", {});
    this.list = h("ul", { class: "to-mend" });
    this.left = h("p", { class: "help", role: "status" });
    this.element = h("section", { class: "note returned-list", "aria-label": desk.words.returnedTitle, hidden: true }, this.title, this.why, this.list, this.left);
  }

  show() {
    const { words, report, fields } = this.desk;
    const asked = [...fields.values()].filter((field) => report.returned[field.asked.id]);
    this.element.hidden = report.state !== "returned";
    if (this.element.hidden) return;
    const mended = asked.filter((field) => field.isMended);
    replace(this.title, words.returnedTitle);
    replace(this.why, report.returned_because ?? "");
    replace(this.list, asked.map((field) => this.#line(field)));
    const told = asked.length ? fill(words.mendedCount, { n: mended.length, all: asked.length }) : words.mendWhole;
    if (this.left.textContent !== told) replace(this.left, told);
  }

  #line(field) {
    const { words, report } = this.desk;
    const state = field.isMended ? [sign("saved"), words.isMended] : [sign("review"), words.toMend];
    return h(
      "li",
      {},
      h("button", { type: "button", class: "link", onclick: () => field.focus() }, field.asked.name),
      h("p", {}, report.returned[field.asked.id].reason),
      h("p", { class: "small" }, state),
    );
  }
}
