"""What the keys and the buttons of a show do, in words; `keys.js` does it."""

from typing import Final

from dashboard.words import N_

CONTROLS: Final = {
    "back": N_("Back"),
    "on": N_("On"),
    "run": N_("Run by itself"),
    "desk": N_("Speaker’s window"),
    "list": N_("Go to a slide"),
    "theme": N_("Light or dark"),
    "full": N_("Full screen"),
    "help": N_("Keys"),
}
KEYS: Final = (
    ("→ ↓ Space PageDown", N_("On")),
    ("← ↑ PageUp", N_("Back")),
    ("Home, End", N_("First slide, last slide")),
    ("1…9 Enter", N_("Go to the slide of this number")),
    ("G", N_("Go to a slide")),
    ("F", N_("Full screen")),
    ("B", N_("Black screen, and back")),
    ("N", N_("Speaker’s window")),
    ("P", N_("Run by itself, or stop")),
    ("T", N_("Light or dark")),
    ("?", N_("Keys")),
    ("Esc", N_("Close, or end full screen")),
)
