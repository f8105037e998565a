// Handing in: what is still wrong with ways to each place, what to look at again, then the receipt.

import { Later, Offline, Refused, SignedOut } from "./calls.js";
import { fill, h, replace } from "./dom.js";

export class HandingIn {
  constructor(desk) {
    this.desk = desk;
    this.said = h("div", { class: "outcome", role: "status", "aria-live": "polite", tabIndex: -1 });
    this.button = h("button", { type: "button", class: "primary", onclick: () => this.begin() });
    this.element = h(
      "section",
      { class: "part", "aria-label": desk.words.handIn },
      h("h2", {}, desk.words.handIn),
      h("p", { class: "help" }, fill(desk.words.handInHelp, { due: desk.form.due_told })),
      this.said,
      this.button,
    );
  }

  show() {
    const { words, report, closed, beside } = this.desk;
    const again = this.desk.isHandedIn || report.state === "returned";
    this.button.textContent = again ? words.handInAgain : words.handIn;
    this.button.hidden = Boolean(closed);
    this.button.classList.toggle("primary", !(this.desk.isHandedIn && this.desk.isAllFiled));
    if (beside.receipt && !this.said.childElementCount) this.#receipt(beside.receipt, words.lastReceipt);
  }

  // `sure`: the doubts have been read.
  async begin({ sure = false } = {}) {
    const { words, saving, calls, checks } = this.desk;
    this.#say(h("p", {}, words.checking));
    this.button.disabled = true;
    try {
      await saving.flush();
      if (saving.outbox.size) {
        this.#say(h("p", {}, saving.connection === "fine" ? words.chooseFirst : words.notYetSaved));
        return;
      }
      const { said } = await calls.ask("GET", "/check");
      checks.attempted = true;
      checks.whole(said.faults, said.doubts, this.desk.answered);
      this.desk.redraw();
      const open = said.doubts.filter((doubt) => !doubt.reason);
      if (said.faults.length) this.#wrong(said.faults, words.stillWrong);
      else if (open.length && !sure) this.#wrong(open, words.stillDoubtful, this.#anyway());
      else await this.#send();
    } catch (problem) {
      this.#failed(problem);
    } finally {
      this.button.disabled = false;
      this.said.focus({ preventScroll: true });
      this.element.scrollIntoView({ block: "start" });
    }
  }

  async #send() {
    const { calls, words } = this.desk;
    const key = this.key ?? crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    this.key = key; // sent again after a cut, it is the same submission
    const { said } = await calls.ask("POST", "/submission", { headers: { "Idempotency-Key": key } });
    this.key = null;
    await this.desk.look();
    const kept = this.desk.beside.receipt ?? { code: said.receipt, at: new Date(), by: this.desk.me };
    this.#receipt(kept, words.handedIn);
  }

  #receipt({ code, at, by }, title) {
    const { words, clock, calls, called } = this.desk;
    this.#say(
      h("p", { class: "title" }, title),
      h("p", { class: "code" }, code),
      h("p", { class: "help" }, fill(words.receiptBy, { by: called(by), time: clock(at) })),
      h("p", {}, h("a", { href: `${calls.address}/receipts/${code}/pdf?lang=${words.language}`, download: `${code}.pdf` }, words.receiptPdf)),
      this.desk.isHandedIn ? [h("p", {}, words.whatNext), h("p", {}, this.#toUnit())] : null,
    );
  }

  #toUnit() {
    const { form, words } = this.desk;
    const language = words.language === "vi" ? "" : `&lang=${words.language}`;
    return h("a", { href: `/unit?round=${form.round}&unit=${form.unit}${language}` }, words.toUnit);
  }

  #wrong(found, sentence, ...more) {
    const { words } = this.desk;
    this.#say(
      h("p", { class: "title" }, fill(sentence, { n: found.length })),
      h("ol", {}, found.map((each) => h("li", {}, this.#way(each)))),
      more,
      found.length > 3 ? h("p", { class: "help" }, words.listHelp) : null,
    );
  }

  #way({ pointer, sentence }) {
    const go = this.desk.wayTo(pointer);
    return go ? h("button", { type: "button", class: "link", onclick: go }, sentence) : sentence;
  }

  #anyway() {
    return h("button", { type: "button", onclick: () => this.begin({ sure: true }) }, this.desk.words.handInAnyway);
  }

  #failed(problem) {
    const { words } = this.desk;
    if (problem instanceof Refused) this.#wrong(problem.faults, words.stillWrong);
    else if (problem instanceof SignedOut) this.#say(h("p", {}, fill(words.signedOut, { n: 0 })));
    else if (problem instanceof Offline || problem instanceof Later) this.#say(h("p", {}, words.offlineHandIn));
    else throw problem;
  }

  #say(...children) {
    replace(this.said, children);
  }
}
