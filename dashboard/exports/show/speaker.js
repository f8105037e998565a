// What the speaker sees in a window of their own: this slide, the next, the notes, the time.
const desk = one(".desk");
const kept = document.createElement("div"); // slides that the desk does not show; a drawing stands in one place only

function drawDesk() {
  const now = slides[state.at];
  const then = slides[state.at + 1];
  kept.append(...slides);
  fill(desk.querySelector(".now"), now);
  fill(desk.querySelector(".then .frame"), then);
  desk.querySelector(".end").hidden = Boolean(then);
  desk.querySelector(".told div").replaceChildren(...now.querySelector(".notes").cloneNode(true).childNodes);
  desk.querySelector(".position").textContent = `${state.at + 1}/${slides.length}`;
  desk.querySelector(".dark").hidden = !state.black;
}

function fill(frame, slide) {
  frame.replaceChildren(...(slide ? [slide] : []));
  if (slide) slide.hidden = false;
}

const two = (number) => String(number).padStart(2, "0");

function tellTime() {
  const now = new Date();
  const spent = Math.max(0, Math.floor((now - state.since) / 1000));
  desk.querySelector(".clock").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  desk.querySelector(".spent").textContent = `${two(Math.floor(spent / 60))}:${two(spent % 60)}`;
}

function openDesk() {
  window.open(`${location.href.split("#")[0]}#desk`, `desk ${name}`, "popup,width=1180,height=760");
}

if (isDesk) {
  desk.hidden = false;
  one("#stage").hidden = true;
  others.postMessage({ hello: true });
  setInterval(tellTime, 500);
  tellTime();
}
