// What the unit shows for an indicator: files, judged by the server by their content, and links.

import { disclosure, fill, h, newId, replace } from "./dom.js";
import { Offline, Refused, SignedOut } from "./calls.js";

const LONGEST = 2000;

export class Evidence {
  constructor(indicator, desk) {
    this.indicator = indicator;
    this.desk = desk;
    const { words } = desk;
    this.list = h("ul", { class: "pieces" });
    this.said = h("p", { class: "said-of-file", role: "status" });
    this.file = h("input", {
      id: newId(),
      type: "file",
      accept: ".pdf,.png,.jpg,.jpeg,.docx,.xlsx",
      onchange: () => this.#send(this.file.files[0]),
    });
    this.link = h("input", { id: newId(), type: "url", maxLength: LONGEST, placeholder: "https://" });
    const add = h("button", { type: "button", onclick: () => this.#show({ link: this.link.value.trim() }) }, words.addLink);
    const panel = h(
      "div",
      { class: "panel pair" },
      h("div", {}, h("label", { htmlFor: this.file.id }, words.addFile), this.file, h("p", { class: "help" }, words.fileKinds)),
      h("div", {}, h("label", { htmlFor: this.link.id }, words.link), h("div", { class: "row" }, this.link, add)),
    );
    const more = disclosure(words.addEvidence, panel);
    this.add = more.button;
    this.element = h(
      "div",
      { class: "evidence" },
      h("h4", {}, words.evidence),
      indicator.evidence ? h("p", { class: "help" }, indicator.evidence) : null,
      this.list,
      this.add,
      panel,
      this.said,
    );
    this.show();
  }

  show() {
    const { beside, words, closed } = this.desk;
    const pieces = beside.evidence.filter((each) => each.indicator === this.indicator.id);
    replace(
      this.list,
      pieces.map((piece) => h("li", {}, this.#named(piece), closed ? null : this.#remover(piece))),
    );
    this.list.hidden = !pieces.length;
    this.add.hidden = Boolean(closed);
    if (!pieces.length && !this.said.textContent) this.add.textContent = words.addEvidence;
  }

  #named(piece) {
    const { calls } = this.desk;
    if (piece.link) return h("a", { href: piece.link, target: "_blank", rel: "noopener noreferrer" }, piece.note || piece.link);
    return h("a", { href: `${calls.address}/files/${piece.digest}`, download: piece.note || true }, piece.note || piece.digest);
  }

  #remover(piece) {
    const { words } = this.desk;
    const name = piece.note || piece.link || piece.digest;
    const title = fill(words.removeNamed, { name });
    return h("button", { type: "button", class: "quiet", "aria-label": title, onclick: () => this.#remove(piece) }, words.remove);
  }

  async #send(file) {
    if (!file) return;
    const { calls, words } = this.desk;
    this.said.textContent = fill(words.sending, { name: file.name });
    const headers = { "Content-Type": "application/octet-stream" };
    await this.#trying(async () => {
      const { said } = await calls.ask("POST", "/files/", { bytes: file, headers, patience: 120_000 });
      await this.#add({ digest: said.digest, note: file.name });
    });
    this.file.value = "";
  }

  async #show(given) {
    if (!given.link) {
      this.link.focus();
      return;
    }
    if (await this.#trying(() => this.#add(given))) this.link.value = "";
  }

  async #add(given) {
    const { calls, words, beside } = this.desk;
    const { said } = await calls.ask("POST", "/evidence", { body: { indicator: this.indicator.id, ...given } });
    beside.evidence = [...beside.evidence.filter((each) => each.id !== said.id), said];
    this.said.textContent = fill(words.evidenceKept, { name: given.note || given.link });
    this.show();
    this.desk.moved();
  }

  async #remove(piece) {
    const { calls, words, beside } = this.desk;
    await this.#trying(async () => {
      await calls.ask("DELETE", `/evidence/${piece.id}`);
      beside.evidence = beside.evidence.filter((each) => each.id !== piece.id);
      this.said.textContent = words.removed;
      this.show();
    });
  }

  // Whether it went through; if not, a sentence says why, and what was chosen can be sent again.
  async #trying(act) {
    const { words } = this.desk;
    try {
      await act();
      return true;
    } catch (problem) {
      if (problem instanceof Refused) this.said.textContent = problem.faults.map((fault) => fault.sentence).join(" ");
      else if (problem instanceof SignedOut) this.said.textContent = words.signedOutFile;
      else if (problem instanceof Offline) this.said.textContent = words.offlineFile;
      else this.said.textContent = words.notNow;
      return false;
    }
  }
}
