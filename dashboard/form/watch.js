// What goes on beside typing: what others write, what the report would earn, and what to do when the network is back.

import { Later, Offline, Refused, SignedOut } from "./calls.js";

const TICK = 1000;
const LOOK = 8000; // milliseconds between looks for what others wrote, while nobody types here
const LOOK_BUSY = 20_000;
const IDLE = 1500; // after the last saving, before points are asked for
const LEAST = 3000; // between two assessments; a server that is slow is asked less often
const MOST = 60_000;
const PATIENCE = 40; // times as long as the last assessment took

export class Watch {
  constructor(form) {
    this.form = form;
    this.looked = Date.now();
    this.changed = 0;
    this.wanted = true;
    this.gap = LEAST;
    this.assessed = 0;
    this.busy = false;
    this.clock = setInterval(() => this.#tick(), TICK);
    this.heard = (event) => this.#hear(event);
    for (const name of ["online", "pagehide", "focus"]) window.addEventListener(name, this.heard);
    document.addEventListener("visibilitychange", this.heard);
  }

  stop() {
    clearInterval(this.clock);
    for (const name of ["online", "pagehide", "focus"]) window.removeEventListener(name, this.heard);
    document.removeEventListener("visibilitychange", this.heard);
  }

  // Something was saved: points are another number now.
  moved() {
    this.changed = Date.now();
    this.wanted = true;
  }

  #hear(event) {
    const { saving } = this.form;
    if (saving.waiting.length) saving.flush();
    if (event.type !== "pagehide" && document.visibilityState === "visible") this.looked = 0;
  }

  async #tick() {
    if (this.busy || document.visibilityState !== "visible" || this.form.saving.waiting.length) return;
    const now = Date.now();
    const wait = now - this.changed < LOOK ? LOOK_BUSY : LOOK;
    this.busy = true;
    try {
      if (this.wanted && now - this.changed > IDLE && now - this.assessed > this.gap) await this.#assess();
      else if (now - this.looked > wait) {
        this.looked = now;
        await this.form.look();
        this.form.saving.noticed(null);
      }
    } catch (problem) {
      this.form.saving.noticed(problem);
      if (!(problem instanceof Offline || problem instanceof SignedOut || problem instanceof Later || problem instanceof Refused)) throw problem;
    } finally {
      this.busy = false;
    }
  }

  async #assess() {
    const began = performance.now();
    this.wanted = false;
    try {
      await this.form.assess();
    } catch (problem) {
      this.wanted = true;
      throw problem;
    } finally {
      this.gap = Math.min(MOST, Math.max(LEAST, PATIENCE * (performance.now() - began)));
      this.assessed = Date.now();
    }
  }
}
