"""A table to be shown: its rows, and of which columns under which labels."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from dashboard.figures import Column


@dataclass(frozen=True, eq=False)
class Table:
    """`title` says what the rows are, for those who hear the page; only `columns` are shown, in their order."""

    title: str
    rows: pl.DataFrame
    columns: Mapping[str, Column]

    @cached_property
    def fingerprint(self) -> str:
        """The same for tables that look the same."""
        content = io.BytesIO()
        self.rows.select(list(self.columns)).write_ipc(content)
        digest = hashlib.sha256(content.getvalue())
        digest.update(repr((self.title, list(self.columns.items()))).encode())
        return digest.hexdigest()
