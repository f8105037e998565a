// Elements made by hand: what comes from people is set as text, never as markup.

export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list" && name !== "form") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export function replace(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== ""));
}

// A sign of state beside its word, for those who read fast; the word alone says it all.
const SIGNS = { saved: "✓", saving: "…", unsaved: "○", review: "!", conflict: "⇄" };

export function sign(state) {
  return h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[state] ?? "");
}

let made = 0;

export function newId() {
  made += 1;
  return `f${made}`;
}

// A button that opens and closes what belongs to it.
export function disclosure(label, panel, { open = false, opened } = {}) {
  panel.id ||= newId();
  const button = h("button", { type: "button", class: "quiet", "aria-controls": panel.id }, label);
  const show = (shown) => {
    panel.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown && opened) opened();
  };
  button.addEventListener("click", () => show(panel.hidden));
  show(open);
  return { button, show };
}

export function fill(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const VIETNAM = { timeZone: "Asia/Ho_Chi_Minh", hourCycle: "h23", hour: "2-digit", minute: "2-digit" };
const CLOCK = new Intl.DateTimeFormat("en-GB", { ...VIETNAM, day: "2-digit", month: "2-digit" });

// 14:05 23/11 on Vietnam's clocks.
export function clock(moment) {
  const part = Object.fromEntries(CLOCK.formatToParts(new Date(moment)).map((each) => [each.type, each.value]));
  return `${part.hour}:${part.minute} ${part.day}/${part.month}`;
}

export function hour(moment) {
  return clock(moment).slice(0, 5);
}
