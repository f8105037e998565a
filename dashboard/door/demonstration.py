"""The invented people of a demonstration store, one for each role, whom one click signs in."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Engine

from store import queries
from store.accounts import people
from store.accounts.people import AccountGiven
from store.engine import reading, writing
from store.faults import N_

# The leader comes first: that is where the whole country is seen.
ROLE_NAMES: Final = {
    "leader": N_("Ministry leader"),
    "administrator": N_("Administrator"),
    "reviewer": N_("Reviewer"),
    "lead": N_("Cluster or province lead"),
    "coordinator": N_("Unit coordinator"),
}
PEOPLE: Final = (
    AccountGiven("demo.leader", "Lãnh đạo Bộ (minh họa)", "leader", demonstration=True),
    AccountGiven("demo.administrator", "Quản trị viên (minh họa)", "administrator", demonstration=True),
    AccountGiven(
        "demo.reviewer",
        "Người thẩm định (minh họa)",
        "reviewer",
        (("institution_type", "department"), ("institution_type", "vocational")),
        demonstration=True,
    ),
    AccountGiven("demo.lead", "Phụ trách tỉnh (minh họa)", "lead", (("province", "01"),), demonstration=True),
    AccountGiven(
        "demo.coordinator", "Đầu mối đơn vị (minh họa)", "coordinator", (("unit", "SGD-01"),), demonstration=True
    ),
)


def people_in(engine: Engine) -> None:
    """A demonstration store gets its people where it has none; any other store is left alone."""
    with reading(engine) as connection:
        if not queries.state(connection).demonstration or people.demonstrators(connection):
            return
    with writing(engine) as connection:
        if not people.demonstrators(connection):
            for each in PEOPLE:
                people.add(connection, each, datetime.now(UTC))
