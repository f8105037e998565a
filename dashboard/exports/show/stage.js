"use strict";
// What the hall sees: one slide at a time, a black screen, a run by the clock. The windows of a show tell each other.
const one = (selector) => document.querySelector(selector);
const slides = [...document.querySelectorAll(".slide")];
const { seconds, name } = document.body.dataset;
const PACE = Number(seconds) || 20;
const isDesk = location.hash === "#desk";
const bounded = (at) => Math.min(Math.max(at, 0), slides.length - 1);
const fromAddress = () => bounded(Number(location.hash.slice(1)) - 1 || 0);
const state = { at: isDesk ? 0 : fromAddress(), black: false, runs: Number(seconds) > 0, since: Date.now() };
const others = new BroadcastChannel(`show ${name}`);
let turn;

/** Change what is shown, in every window of this show. */
function set(change) {
  Object.assign(state, change);
  state.at = bounded(state.at);
  others.postMessage({ ...state });
  draw();
}

function go(at) {
  set({ at, black: false });
}

function draw() {
  if (isDesk) drawDesk();
  else drawStage();
  one(".black").hidden = isDesk || !state.black;
  document.body.classList.toggle("running", state.runs && !isDesk);
  one("[data-act=run]").setAttribute("aria-pressed", String(state.runs));
}

function drawStage() {
  slides.forEach((slide, at) => { slide.hidden = at !== state.at; });
  const label = slides[state.at].getAttribute("aria-label");
  if (one(".said").textContent !== label) one(".said").textContent = label;
  if (fromAddress() !== state.at) history.replaceState(null, "", `#${state.at + 1}`);
  wait();
}

/** While the show runs by itself, each slide has its time; a black screen stops the clock. */
function wait() {
  clearTimeout(turn);
  const course = one(".course");
  course.style.animation = "none";
  if (!state.runs || state.black) return;
  void course.offsetWidth; // so that the line begins anew
  course.style.animation = "";
  course.style.animationDuration = `${PACE}s`;
  turn = setTimeout(turnOver, PACE * 1000);
}

function turnOver() {
  set({ at: (state.at + 1) % slides.length });
}

async function keepAwake() {
  try {
    if (!isDesk && document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
  } catch { /* a machine that saves its battery may refuse, and the show goes on */ }
}

others.onmessage = ({ data }) => {
  if (data.hello) {
    if (!isDesk) others.postMessage({ ...state });
    return;
  }
  Object.assign(state, data);
  draw();
};
addEventListener("hashchange", () => { if (!isDesk && fromAddress() !== state.at) go(fromAddress()); });
document.addEventListener("visibilitychange", keepAwake);
