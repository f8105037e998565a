"""A table to be shown: its rows, and of which columns under which labels."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import polars as pl

from dashboard.figures import Column


class Links(NamedTuple):
    """A column of addresses: its label, the word that stands in each row for the address, and which column it follows.

    Without one it stands last.
    """

    label: str
    text: str
    after: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """`title` says what the rows are, for those who hear the page; only `columns` are shown, in their order.

    Among them stand `links`: columns of addresses, null where a row leads nowhere.
    """

    title: str
    rows: pl.DataFrame
    columns: Mapping[str, Column]
    links: Mapping[str, Links] = field(default_factory=dict)

    @property
    def order(self) -> list[str]:
        """The names of columns and links as they stand beside each other."""
        followed = [[name, *(link for link, of in self.links.items() if of.after == name)] for name in self.columns]
        return [*(name for names in followed for name in names), *(n for n, of in self.links.items() if not of.after)]

    @cached_property
    def fingerprint(self) -> str:
        """The same for tables that look the same."""
        content = io.BytesIO()
        self.rows.select(self.order).write_ipc(content)
        digest = hashlib.sha256(content.getvalue())
        digest.update(repr((self.title, list(self.columns.items()), list(self.links.items()))).encode())
        return digest.hexdigest()
