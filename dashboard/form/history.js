// Who wrote what, when, from, to and by which door, read when somebody asks for it.

import { h, replace } from "./dom.js";

export async function history(panel, path, { words, calls }) {
  replace(panel, h("p", {}, words.loading));
  try {
    const { said } = await calls.ask("GET", path);
    replace(panel, said.length ? table(said, words) : h("p", {}, words.noHistory));
  } catch {
    replace(panel, h("p", {}, words.notNow));
  }
}

function table(rows, words) {
  const heads = [words.time, words.by, words.from, words.to, words.door];
  const step = (row) => (row.step === "filed" ? words.filed : row.step === "overtaken" ? words.overtaken : words.typed);
  return h(
    "div",
    { class: "scroll", tabIndex: 0, role: "region", "aria-label": words.history },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, heads.map((each) => h("th", { scope: "col" }, each)))),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            [row.time, row.by, row.before, row.after, `${row.door}, ${step(row)}`].map((each) => h("td", {}, each)),
          ),
        ),
      ),
    ),
  );
}
