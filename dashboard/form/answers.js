// The control by which one question is answered: a number, yes or no, or one of a list.

import { h, newId } from "./dom.js";
import { written } from "./numbers.js";

const NUMBERS = new Set(["count", "amount", "percent", "marks"]);
const LONGEST = 200;

// What stands in the control, as it is sent.
export function givenOf(cell, kind) {
  const given = { answer: null, absence: null, reason: "", comment: "" };
  if (!cell) return given;
  return { answer: answerOf(cell, kind), absence: cell.absence, reason: cell.reason, comment: cell.comment };
}

function answerOf(cell, kind) {
  if (cell.typed !== null) return cell.typed;
  if (NUMBERS.has(kind)) return written(cell.value, kind) || null;
  if (kind === "choice") return cell.choice;
  return cell.value === null ? null : cell.value === 1;
}

export function isAnswered(given) {
  return (given.answer !== null && given.answer !== "") || given.absence !== null;
}

// {element, label: "for" of a label or null, show(given), focus(), enable(flag)}; `changed(answer, now)` on each change.
export function control(asked, words, { labelledBy, describedBy, changed }) {
  if (NUMBERS.has(asked.kind)) return number(asked, { describedBy, changed });
  const options =
    asked.kind === "choice"
      ? asked.choices.map((each) => [each.id, each.name])
      : [
          [true, words.yes],
          [false, words.no],
        ];
  return choice(options, words, { labelledBy, describedBy, changed });
}

function number(asked, { describedBy, changed }) {
  const input = h("input", {
    id: newId(),
    type: "text",
    inputMode: asked.kind === "count" ? "numeric" : "decimal",
    autocomplete: "off",
    spellcheck: false,
    maxLength: LONGEST,
    "aria-describedby": describedBy,
    oninput: () => changed(input.value.trim() || null, false),
    onchange: () => changed(input.value.trim() || null, true),
  });
  const unit = asked.unit ? h("span", { class: "unit" }, asked.unit) : null;
  return {
    element: h("div", { class: "number" }, input, unit),
    label: input.id,
    // What somebody is typing is theirs: it is not rewritten under their hands.
    show: (given, { mine }) => {
      const text = given.answer === null ? "" : String(given.answer);
      if (mine && input.getRootNode().activeElement === input) return;
      if (input.value !== text) input.value = text;
    },
    focus: () => input.focus(),
    enable: (flag) => {
      input.disabled = !flag;
    },
    wrong: (flag) => input.setAttribute("aria-invalid", String(flag)),
  };
}

function choice(options, words, { labelledBy, describedBy, changed }) {
  const name = newId();
  const radios = options.map(([value, label]) => {
    const radio = h("input", { type: "radio", name, id: newId(), onchange: () => changed(value, true) });
    return { value, radio, row: h("label", { class: "option", for: radio.id }, radio, h("span", {}, label)) };
  });
  const strange = h("p", { class: "strange" });
  const clear = h("button", { type: "button", class: "quiet", onclick: () => changed(null, true) }, words.clear);
  const group = h(
    "div",
    { role: "radiogroup", class: "options", "aria-labelledby": labelledBy, "aria-describedby": describedBy },
    radios.map((each) => each.row),
  );
  return {
    element: h("div", {}, group, strange, clear),
    label: null,
    show: (given) => {
      for (const each of radios) each.radio.checked = each.value === given.answer;
      const known = given.answer === null || radios.some((each) => each.value === given.answer);
      strange.textContent = known ? "" : `“${given.answer}”`;
      strange.hidden = known;
      clear.hidden = given.answer === null || clear.disabled;
    },
    focus: () => (radios.find((each) => each.radio.checked) ?? radios[0]).radio.focus(),
    enable: (flag) => {
      for (const each of radios) each.radio.disabled = !flag;
      clear.disabled = !flag;
    },
    wrong: (flag) => group.setAttribute("aria-invalid", String(flag)),
  };
}
