"""The app: the pages of the menu within their frame."""

from dashboard.menu import PAGES
from dashboard.widgets.frame import framed

framed(PAGES)
