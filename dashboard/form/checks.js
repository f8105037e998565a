// What the server finds wrong or doubtful, each at its place; what is only unanswered is said once somebody submits.

import { isAnswered } from "./answers.js";

const place = (pointer) => pointer.split("/").slice(1);

export class Checks {
  constructor() {
    this.faults = [];
    this.doubts = [];
    this.deep = []; // doubts that look at the past and at peers, told by the check alone
    this.attempted = false;
  }

  // After each save: everything that the report itself tells.
  saved(faults, doubts, questions) {
    const unanswered = this.faults.filter((fault) => fault.unanswered && !questions.includes(place(fault.pointer)[1]));
    this.faults = [...faults, ...unanswered];
    this.doubts = doubts;
    this.deep = this.deep.filter((doubt) => !questions.includes(place(doubt.pointer)[1]));
  }

  // After the full check; `answered` tells which questions have an answer.
  whole(faults, doubts, answered) {
    this.faults = faults.map((fault) => ({ ...fault, unanswered: isQuestion(fault) && !answered(place(fault.pointer)[1]) }));
    this.doubts = [];
    this.deep = doubts;
  }

  faultsOf(question, given) {
    const here = this.faults.filter((fault) => at(fault, question));
    const shown = here.filter((fault) => !fault.unanswered || (this.attempted && !isAnswered(given)));
    return [...new Set(shown.map((fault) => fault.sentence))];
  }

  // A remark beside the answer settles a doubt for whoever writes; a reviewer reads both.
  doubtsOf(question, given) {
    if (given.comment) return [];
    const here = [...this.doubts, ...this.deep].filter((doubt) => at(doubt, question));
    return [...new Set(here.map((doubt) => doubt.sentence))];
  }

  ofInitiative(number) {
    const here = this.faults.filter((fault) => fault.pointer.startsWith(`/initiatives/${number}`));
    const found = here.filter((fault) => ["", String(number)].includes(place(fault.pointer)[1]));
    return found.map((fault) => fault.sentence);
  }

  // Doubts of no question: about the report as a whole.
  get general() {
    return [...this.doubts, ...this.deep].filter((doubt) => doubt.pointer === "").map((doubt) => doubt.sentence);
  }
}

const isQuestion = (fault) => fault.pointer.startsWith("/answers/");
const at = (fault, question) => place(fault.pointer).join("/") === `answers/${question}`;
