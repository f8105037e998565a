// Keys, a clicker, a finger, the buttons: all lead to the same few acts.
const IDLE = 3000; // milliseconds after which the buttons and the pointer are in nobody's way
let typed = "";
let idle;
let touched;

const acts = {
  on: () => go(state.at + 1),
  back: () => go(state.at - 1),
  first: () => go(0),
  last: () => go(slides.length - 1),
  run: () => set({ runs: !state.runs, black: false }),
  black: () => set({ black: !state.black }),
  desk: openDesk,
  theme: () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; },
  full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  help: () => one(".help").showModal(),
  list: () => {
    one(".list").showModal();
    document.querySelectorAll(".list ol button")[state.at].focus();
  },
};
const KEYS = {
  ArrowRight: "on", ArrowDown: "on", PageDown: "on", " ": "on", Enter: "on",
  ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
  Home: "first", End: "last", b: "black", ".": "black", f: "full", n: "desk", p: "run", t: "theme", g: "list", "?": "help",
};
const isDark = () => document.documentElement.dataset.theme === "dark";

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (event.target.closest?.("button") && (event.key === "Enter" || event.key === " ")) return;
  if (/^\d$/.test(event.key)) type(typed + event.key);
  else if (event.key === "Enter" && typed) leap();
  else if (event.key === "Escape") quit();
  else if (event.key === " " && event.shiftKey) acts.back();
  else if (KEYS[event.key] ?? KEYS[event.key.toLowerCase()]) acts[KEYS[event.key] ?? KEYS[event.key.toLowerCase()]]();
  else return;
  if (!/^[\d]$/.test(event.key)) type("");
  event.preventDefault();
});

function type(number) {
  typed = number;
  one(".typed").hidden = !typed;
  one(".typed").textContent = typed;
}

function leap() {
  go(Number(typed) - 1);
}

function quit() {
  if (state.black) set({ black: false });
  else if (document.fullscreenElement) document.exitFullscreen();
}

one(".controls").addEventListener("click", ({ target }) => acts[target.dataset.act]?.());
one(".list ol").append(...slides.map((slide, at) => {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.textContent = slide.getAttribute("aria-label");
  button.addEventListener("click", () => { one(".list").close(); go(at); });
  item.append(button);
  return item;
}));

function wake() {
  document.body.classList.add("awake");
  clearTimeout(idle);
  idle = setTimeout(() => document.body.classList.remove("awake"), IDLE);
}

addEventListener("pointermove", wake);
one(".black").addEventListener("click", () => set({ black: false }));
addEventListener("touchstart", ({ touches }) => { touched = touches.length === 1 ? touches[0] : undefined; }, { passive: true });
addEventListener("touchend", ({ changedTouches: [end] }) => {
  if (!touched || one("dialog[open]")) return;
  const across = end.clientX - touched.clientX;
  if (Math.abs(across) < 50 || Math.abs(end.clientY - touched.clientY) > Math.abs(across)) wake();
  else acts[across < 0 ? "on" : "back"]();
  touched = undefined;
});

if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
draw();
wake();
keepAwake();
