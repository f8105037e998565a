// The form of one report: put together from what the interface tells, kept up to date while it is open.

import { isAnswered } from "./answers.js";
import { Bar } from "./bar.js";
import { Calls, Later, Offline, Refused, SignedOut } from "./calls.js";
import { Checks } from "./checks.js";
import { clock, h, replace } from "./dom.js";
import { HandingIn } from "./handing_in.js";
import { Initiatives } from "./initiatives.js";
import { Part } from "./parts.js";
import { Notes } from "./notes.js";
import { keepTyping } from "./quiet.js";
import { ReturnedList } from "./returned.js";
import { Saving } from "./saving.js";
import { Watch } from "./watch.js";

const AGAIN = 3000; // milliseconds until the form is asked for again
const QUIET = 1200; // milliseconds between two things said to a screen reader

// `given`: api, unit, round, account, me, language, words.
export function mount(root, given) {
  const form = new Form(root, given);
  form.open();
  return () => form.leave();
}

class Form {
  constructor(root, { api, unit, round, account, me, language, words }) {
    this.root = root;
    this.words = { ...words, language };
    this.me = me;
    this.calls = new Calls(`${api}/reports/${round}/${unit}`, language);
    this.saving = new Saving(`thidua/${account}/${round}/${unit}/`, (lines) => this.#send(lines), together);
    this.checks = new Checks();
    this.fields = new Map();
    this.evidence = [];
    this.points = null;
    this.left = false;
    this.clock = clock;
  }

  async open() {
    replace(this.root, h("p", { class: "help", role: "status" }, this.words.loading));
    this.stop = keepTyping(this.root);
    while (!this.left) {
      try {
        await this.#fetch();
        break;
      } catch (problem) {
        this.#notOpened(problem);
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
    if (this.left) return;
    this.#build();
    this.saving.addEventListener("line", (event) => this.#line(event.detail));
    this.saving.addEventListener("rest", () => this.#totals());
    this.saving.addEventListener("settled", (event) => this.#settled(event.detail));
    this.redraw();
    this.watch = new Watch(this);
    this.saving.flush();
  }

  leave() {
    this.left = true;
    this.stop?.();
    this.watch?.stop();
    this.saving.flush();
  }

  async #fetch() {
    const [form, report, beside] = await Promise.all(["/form", "", "/beside"].map((path) => this.calls.ask("GET", path)));
    this.form = form.said;
    this.closed = form.said.closed;
    this.report = report.said;
    this.cells = report.said.answers;
    this.beside = beside.said;
    this.etag = report.etag;
  }

  #notOpened(problem) {
    const { words } = this;
    const said = problem instanceof Refused ? problem.faults.map((fault) => fault.sentence).join(" ") : words.notOpened;
    if (!(problem instanceof Refused || problem instanceof Offline || problem instanceof SignedOut || problem instanceof Later)) throw problem;
    replace(this.root, h("p", { role: "status" }, problem instanceof SignedOut ? words.signedOutShort : said));
  }

  #build() {
    const { words, form } = this;
    this.announcer = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
    this.notes = new Notes(this);
    this.returned = new ReturnedList(this);
    const deadlines = h("div", { class: "deadlines" }, form.deadlines.map((sentence) => h("p", {}, sentence)));
    this.parts = form.parts.map((part) => new Part(part, this));
    this.initiatives = new Initiatives(this);
    this.handingIn = new HandingIn(this);
    this.bar = new Bar(this, { hand_in: () => this.handingIn.begin() });
    this.initiativeCount = h("span", { class: "count" });
    const list = h("section", { class: "part", "aria-label": words.initiatives }, h("h2", { tabIndex: -1 }, words.initiatives), h("p", { class: "help" }, words.initiativesHelp), this.initiatives.element);
    const toList = h("button", { type: "button", class: "jump", onclick: () => list.scrollIntoView({ block: "start" }) }, h("span", {}, words.initiatives), this.initiativeCount);
    const jumps = h("nav", { class: "jumps", "aria-label": words.parts }, this.parts.map((part) => part.jump), toList);
    replace(
      this.root,
      this.announcer,
      deadlines,
      this.returned.element,
      this.bar.element,
      this.notes.element,
      h("div", { class: "columns" }, jumps, h("div", { class: "body" }, this.parts.map((part) => part.element), list, this.handingIn.element)),
    );
  }

  redraw() {
    for (const field of this.fields.values()) field.show();
    for (const each of this.evidence) each.show();
    this.initiatives.show();
    this.notes.show();
    this.#totals();
  }

  get isHandedIn() {
    return this.report.state === "submitted";
  }

  get isAllFiled() {
    return [...Object.values(this.cells), ...this.beside.initiatives].every((each) => each.filed);
  }

  answered = (question) => this.fields.get(question)?.answered ?? false;

  // Read what others have written since; null where nothing is new.
  async look() {
    const found = await this.calls.ask("GET", "", { headers: this.etag ? { "If-None-Match": this.etag } : {} });
    if (!found) return;
    const beside = await this.calls.ask("GET", "/beside");
    this.#others(found.said.answers);
    if (found.said.state !== this.report.state) await this.#reopened();
    this.report = found.said;
    this.cells = found.said.answers;
    this.beside = beside.said;
    this.etag = found.etag;
    this.redraw();
  }

  // Points and the full check, when there is time.
  async assess() {
    const points = await this.calls.ask("GET", "/points");
    this.points = points.said;
    const { said } = await this.calls.ask("GET", "/check");
    if (!this.saving.waiting.length) this.checks.whole(said.faults, said.doubts, (id) => isAnswered(this.fields.get(id)?.given ?? {}));
    this.redraw();
  }

  // What somebody is called who is known by the name of an account.
  called = (name) => this.beside.people[name] ?? name ?? "";

  wayTo(pointer) {
    const [, kind, id] = pointer.split("/");
    if (kind === "answers" && this.fields.has(id)) return () => this.fields.get(id).focus();
    if (kind === "initiatives") return () => this.initiatives.element.scrollIntoView({ block: "start" });
    return null;
  }

  announce = (sentence) => {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => {
      this.announcer.textContent = sentence;
    }, QUIET);
  };

  moved = () => {
    this.watch?.moved();
  };

  async #send(lines) {
    const keys = Object.keys(lines);
    if (keys[0].startsWith("i/")) return { [keys[0]]: await this.#sendInitiative(keys[0].slice(2), lines[keys[0]]) };
    const answers = Object.fromEntries(keys.map((key) => [key.slice(2), { ...lines[key].given, version: lines[key].version }]));
    const { said } = await this.calls.ask("PATCH", "/answers", { body: { answers }, keepalive: keys.length < 5 });
    this.checks.saved(said.faults, said.doubts, Object.keys(answers));
    return Object.fromEntries(keys.map((key) => [key, { line: said.answers[key.slice(2)], overtaken: said.answers[key.slice(2)].overtaken }]));
  }

  async #sendInitiative(key, { given, version }) {
    const path = `/initiatives/${key}`;
    const { said } = given ? await this.calls.ask("PUT", path, { body: { ...given, version } }) : await this.calls.ask("DELETE", `${path}/${version}`);
    this.checks.saved(said.faults, this.checks.doubts, []);
    return said;
  }

  #settled({ key, line, overtaken }) {
    const id = key.slice(2);
    if (key.startsWith("a/")) {
      this.cells[id] = line;
      this.report.state ??= "draft";
      const field = this.fields.get(id);
      for (const each of this.fields.values()) each.show(); // a fault may stand at another question
      this.announce(overtaken ? this.words.conflictTitle : this.#saidOf(field));
    } else {
      const others = this.beside.initiatives;
      const place = others.findIndex((each) => each.key === id);
      if (!line) this.beside.initiatives = others.filter((each) => each.key !== id);
      else this.beside.initiatives = place < 0 ? [...others, line] : others.with(place, line);
    }
    this.notes.show();
    this.watch?.moved();
  }

  #saidOf(field) {
    const wrong = this.checks.faultsOf(field.asked.id, field.given);
    return `${field.asked.name}: ${wrong.length ? wrong.join(" ") : this.words.saved}`;
  }

  #line(key) {
    if (key.startsWith("i/")) this.initiatives.show();
    else this.fields.get(key.slice(2))?.show();
  }

  #totals() {
    const fields = [...this.fields.values()];
    for (const part of this.parts) part.show();
    this.returned.show();
    this.initiativeCount.textContent = String(this.initiatives.count);
    this.bar.show({ answered: fields.filter((field) => field.answered).length, asked: fields.length });
    this.handingIn.show();
  }

  #others(answers) {
    for (const [id, cell] of Object.entries(answers)) {
      const known = this.cells[id];
      if (!known || cell.version <= known.version || cell.by === this.me) continue;
      this.announce(this.words.changedBy.replace("{by}", this.called(cell.by)).replace("{question}", this.fields.get(id)?.asked.name ?? id));
    }
  }

  async #reopened() {
    const { said } = await this.calls.ask("GET", "/form");
    this.closed = said.closed;
  }
}

// Answers go together, initiatives one by one.
function together(keys) {
  const [first] = keys;
  return first.startsWith("i/") ? [first] : keys.filter((key) => key.startsWith("a/"));
}
