// Draws a figure once, in the colours of the reader's theme, and anew only where the figure or the theme is another one.

import { CONFIG, INKS } from "./given.js";

const INK = /"(#0000\d\d)"/g;
const EDGES = ["notices", "source"];
const LETTER = 6; // pixels of the small print
const UTF8 = new TextDecoder();

let library;

function plotly() {
  library ??= new Promise((resolve, reject) => {
    if (window.Plotly) return resolve(window.Plotly);
    const script = document.createElement("script");
    script.src = new URL("./plotly.min.js", import.meta.url).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { library = undefined; reject(new Error(script.src)); };
    document.head.append(script);
  });
  return library;
}

// Starts the code that takes the longest, before anything is to be drawn.
plotly();

// `place`: the element to draw into. `sent`: the bytes of {alt, plot}. `clicked`: hears the customdata of a point.
export async function draw(place, sent, clicked) {
  const inks = INKS[isDark(place) ? "dark" : "light"];
  const text = UTF8.decode(sent);
  place.clicked = clicked;
  if (place.shown?.text === text && place.shown.inks === inks) return;
  place.shown = { text, inks };
  const { alt, plot } = JSON.parse(text.replace(INK, (whole, ink) => (inks[ink] ? `"${inks[ink]}"` : whole)));
  place.setAttribute("aria-label", alt);
  const Plotly = await plotly();
  if (place.shown.text !== text || place.shown.inks !== inks) return;
  unwrap(plot.layout.annotations ?? [], place.clientWidth);
  await Plotly.react(place, plot.data, plot.layout, CONFIG);
  if (place.listens) return;
  place.listens = true;
  place.on("plotly_click", ({ points: [point] }) => {
    if (point?.customdata !== undefined) place.clicked?.(String(point.customdata));
  });
}

// Notices and source come in lines for a telephone; each stands in one line where there is room.
function unwrap(annotations, width) {
  for (const each of annotations) {
    if (!EDGES.includes(each.name)) continue;
    const text = each.text.replaceAll("<br>", " ");
    if (text.length * LETTER < width) each.text = text;
  }
}

export async function leave(place) {
  place.shown = undefined;
  (await plotly()).purge(place);
}

function isDark(place) {
  const page = getComputedStyle(place).getPropertyValue("--st-background-color").trim().toLowerCase();
  return page === INKS.dark["#000038"];
}
