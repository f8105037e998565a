"""The findings of the first screen: each a link to its evidence, and a sentence."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.views.findings import Finding
from dashboard.views.links import address_of
from dashboard.widgets.pick import present
from dashboard.widgets.ways import go_to, may_open

# One list is one part of the page, where a link and a text for each would be eleven; each part costs time.
LIST: Final = """
export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector(".findings");
  list.replaceChildren(...data.map(({ lead, says, address }, place) => {
    const item = document.createElement("li");
    const name = document.createElement(address ? "a" : "strong");
    name.textContent = lead;
    if (address) {
      name.href = address;
      name.onclick = (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;  // the reader wants another tab
        event.preventDefault();
        setTriggerValue("followed", place);
      };
    }
    const sentence = document.createElement("p");
    sentence.textContent = says;
    item.append(name, sentence);
    return item;
  }));
}
"""
LOOK: Final = """
.findings {
  margin: 0; padding: 1rem 1rem 1rem 2.5rem; display: grid; gap: 0.75rem;
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
}
.findings li::marker { font-weight: 600 }
.findings a, .findings strong { font-weight: 600 }
.findings a { color: var(--st-link-color); text-underline-offset: 0.2em }
.findings p { margin: 0.125rem 0 0; max-width: 75em }
"""
_list = st.components.v2.component(
    "thidua_findings",
    html='<ol class="findings"></ol>',
    css=LOOK,
    js=LIST,
    isolate_styles=False,  # as part of the page, for print and for tests
)


def show_findings(findings: Sequence[Finding], nothing: str) -> None:
    """What each is about, as a link with the whole width to itself, and below it what it says."""
    if not findings:
        st.info(nothing)
        return
    told = [{"lead": each.lead, "says": each.says, "address": _address(each)} for each in findings]
    followed = _list(key="findings", data=told, on_followed_change=_heard).followed
    if followed is not None:
        evidence = findings[int(followed)].evidence
        go_to(evidence.page, **evidence.choices)


def _address(finding: Finding) -> str:
    """Empty where the reader may not open the page."""
    page = finding.evidence.page
    return address_of(present(), page, **finding.evidence.choices) if may_open(page) else ""


def _heard() -> None:
    """Streamlit hands out what was clicked only where somebody listens."""
