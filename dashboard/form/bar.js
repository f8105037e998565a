// What stays in sight: how far the report is, what it would earn, whether all is saved, and the way to hand it in.

import { fill, h, hour, replace, sign } from "./dom.js";

export class Bar {
  constructor(desk, { hand_in }) {
    const { words } = desk;
    this.desk = desk;
    this.state = h("span", { class: "badge" });
    this.progress = h("progress", { "aria-label": words.progress });
    this.count = h("span", { class: "count" });
    this.points = h("span", { class: "points" });
    this.saving = h("p", { class: "saving", role: "status", "aria-live": "polite" });
    this.button = h("button", { type: "button", class: "primary", onclick: hand_in }, words.handIn);
    this.element = h(
      "div",
      { class: "bar" },
      h("div", { class: "first" }, this.state, h("span", { class: "how-far" }, this.progress, this.count), this.points),
      h("div", { class: "second" }, this.saving, this.button),
    );
  }

  show({ answered, asked }) {
    const { words, report, closed, points } = this.desk;
    this.state.textContent = words[`state_${report.state ?? "none"}`];
    this.progress.max = asked;
    this.progress.value = answered;
    this.count.textContent = fill(words.answered, { n: answered, all: asked });
    const whole = points?.overall;
    const level = whole?.level ?? whole?.told;
    replace(
      this.points,
      whole?.points ? fill(words.points, { points: whole.points, full: whole.full }) : "",
      level ? h("span", { class: "level" }, whole.points ? ` · ${level}` : level) : "",
    );
    this.button.hidden = Boolean(closed);
    this.button.classList.toggle("primary", !(this.desk.isHandedIn && this.desk.isAllFiled));
    this.button.textContent = report.state === "submitted" || report.state === "returned" ? words.handInAgain : words.handIn;
    this.#saving();
  }

  #saving() {
    const { saving, words, closed } = this.desk;
    const waiting = saving.waiting.length;
    const choices = saving.outbox.size - waiting;
    const link = h("a", { href: `/login?next=${encodeURIComponent(location.pathname + location.search)}` }, words.signIn);
    const said = {
      offline: [sign("unsaved"), fill(words.offline, { n: waiting })],
      "signed out": [sign("review"), fill(words.signedOut, { n: waiting }), " ", link],
      refused: [sign("review"), saving.refusal],
    }[saving.connection];
    const state = said ? saving.connection : waiting ? "saving" : choices ? "choices" : "saved";
    const before = this.desk.report.state ? words.allSaved : words.savesItself;
    const last = saving.lastSaved ? fill(words.allSavedAt, { time: hour(saving.lastSaved) }) : before;
    const fine = { saving: [sign("saving"), words.savingNow], choices: [sign("conflict"), fill(words.choose, { n: choices })] };
    const shown = said ?? fine[state] ?? (closed ? [words.readOnly] : [sign("saved"), last]);
    // A live region speaks when it changes: the time of the last saving alone is no news.
    if (state !== this.shown || state === "offline" || state === "signed out" || state === "choices") replace(this.saving, shown);
    else if (state === "saved") this.saving.lastChild.textContent = shown.at(-1);
    this.shown = state;
    this.saving.dataset.state = state;
    if (!saving.outbox.keeps) this.saving.append(` ${words.notKept}`);
  }
}
