// Two have written: both answers are shown side by side, and a person chooses.

import { givenOf } from "./answers.js";
import { fill, h, replace } from "./dom.js";

export function conflict(box, entry, field) {
  const { words, clock, saving, cells, announce, called } = field.desk;
  const theirs = entry?.conflict;
  box.hidden = !theirs;
  if (!theirs) {
    replace(box);
    return;
  }
  const key = field.key;
  const when = fill(words.byAt, { by: called(theirs.by), time: theirs.at ? clock(theirs.at) : "" });
  const mine = h("button", { type: "button", onclick: () => saving.insist(key) }, words.keepMine);
  const give = () => {
    cells[field.asked.id] = saving.giveWay(key);
    field.show();
    announce(words.tookTheirs);
  };
  replace(
    box,
    h("p", { class: "title" }, words.conflictTitle),
    h(
      "div",
      { class: "pair" },
      side(words.mine, told(entry.next, field), mine),
      side(when, told(givenOf(theirs, field.asked.kind), field), h("button", { type: "button", onclick: give }, words.takeTheirs)),
    ),
  );
}

function side(title, text, button) {
  return h("div", { class: "side" }, h("p", { class: "small" }, title), h("p", { class: "said" }, text), button);
}

export function told(given, { asked, desk: { words, form } }) {
  const absence = form.absences.find((each) => each.id === given.absence);
  const choice = asked.choices.find((each) => each.id === given.answer);
  const yes = { true: words.yes, false: words.no }[String(given.answer)];
  const plain = given.answer === null ? words.nothing : `${given.answer} ${asked.unit}`.trim();
  const answer = absence?.name ?? choice?.name ?? yes ?? plain;
  return [answer, given.reason, given.comment].filter(Boolean).join(" · ");
}
