// Streamlit covers the page with an English window when it loses its own connection. The form needs none of it and says
// itself what is saved, so that the window is closed and whoever types goes on.

const TITLE = "Connection error";

export function keepTyping(root) {
  const watch = new MutationObserver(() => {
    for (const dialog of document.querySelectorAll("[role=dialog]")) {
      if (dialog.querySelector("h2")?.textContent !== TITLE) continue;
      const typing = root.getRootNode().activeElement;
      dialog.querySelector("button[aria-label=Close]")?.click();
      requestAnimationFrame(() => typing?.isConnected && typing.focus({ preventScroll: true }));
    }
  });
  watch.observe(document.body, { childList: true, subtree: true });
  return () => watch.disconnect();
}
