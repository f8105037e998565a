"""Where figures stand that have left as files, so that the code on a wall leads back to a page."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.schema.base import Base


class FigureView(Base):
    """The page on which a figure stands, by the figure's code; `choices` is JSON: what is chosen there, by ids."""

    __tablename__ = "figure_view"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    page: Mapped[str] = mapped_column(String(32))
    choices: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]  # when a file with it first left
