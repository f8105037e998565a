// Streamlit covers the page with an English window when it loses its own connection. The form needs none of it and says
// itself what is saved, so that the window is closed and whoever types goes on where they were.

const TITLE = "Connection error";
const MOMENT = 700; // milliseconds in which the window may have taken the place of typing away
const TRIES = 60; // frames until it must be gone

export function keepTyping(root) {
  let last = null;
  let left = 0;
  const entered = (event) => {
    last = event.target;
    left = Infinity;
  };
  const gone = () => {
    left = Date.now();
  };
  root.addEventListener("focusin", entered);
  root.addEventListener("focusout", gone);
  const watch = new MutationObserver(() => {
    const found = [...document.querySelectorAll("[role=dialog]")].find((each) => each.querySelector("h2")?.textContent === TITLE);
    if (!found) return;
    const typing = left === Infinity || Date.now() - left < MOMENT ? last : null;
    found.querySelector("button[aria-label=Close]")?.click();
    if (typing) goBack(typing, found, TRIES);
  });
  watch.observe(document.body, { childList: true, subtree: true });
  return () => {
    watch.disconnect();
    root.removeEventListener("focusin", entered);
    root.removeEventListener("focusout", gone);
  };
}

// As soon as the window lets the rest of the page be reached again.
function goBack(element, dialog, tries) {
  if (dialog.isConnected && tries) {
    requestAnimationFrame(() => goBack(element, dialog, tries - 1));
    return;
  }
  setTimeout(() => element.isConnected && element.focus({ preventScroll: true }));
}
