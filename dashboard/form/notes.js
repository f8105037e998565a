// What must not be overlooked about the report as a whole.

import { h, replace } from "./dom.js";

export class Notes {
  constructor(desk) {
    this.desk = desk;
    this.element = h("div", { class: "notes" });
  }

  show() {
    const { words, form, closed, checks, isHandedIn, isAllFiled } = this.desk;
    const sentences = [closed, isHandedIn && !isAllFiled ? words.changedSince : null, form.notice, ...checks.general];
    replace(this.element, sentences.filter(Boolean).map((sentence) => h("p", { class: "note" }, sentence)));
  }
}
