"""The register of the invented country: who exists from when to when, where, and in which emulation block."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from catalogue import Catalogue, Membership
from catalogue.geography import Province
from seed_data.chance import Chance
from seed_data.reading import Table, province_sizes, read_toml

MANDATED = ("higher_education", "vocational")
SOURCE = "invented for the demonstration"
RANKS = {"city": "thành phố", "province": "tỉnh"}


@dataclass(frozen=True)
class Planned:
    """One unit as entered; `size` is a Department's share of all learners, `home` the province whose luck it has."""

    id: str
    name_vi: str
    name_en: str
    institution_type: str
    opened: date
    province: str | None = None
    home: str = ""
    parent: str | None = None
    size: float = 1
    block: str = ""
    topics: tuple[str, ...] = ()
    successor: str | None = None
    closed: date | None = None  # its last day, as the changes of the register will have it

    def lives_on(self, day: date) -> bool:
        return self.opened <= day and (self.closed is None or day <= self.closed)


@dataclass(frozen=True)
class Country:
    """Every unit that is ever open, the old Departments first."""

    units: tuple[Planned, ...]

    def of_type(self, institution_type: str) -> tuple[Planned, ...]:
        return tuple(unit for unit in self.units if unit.institution_type == institution_type)

    @property
    def old_departments(self) -> tuple[Planned, ...]:
        return tuple(unit for unit in self.units if unit.successor)


def imagine(catalogue: Catalogue, chance: Chance, limit: int | None = None) -> Country:
    """The whole country; with `limit`, the first so many units of each type, which are the same as in the whole."""
    departments = list(islice(_departments(catalogue), limit))
    kept = {unit.id for unit in departments}
    old = [unit for unit in _old_departments(catalogue) if unit.successor in kept]
    ministry = list(islice(_ministry_units(), limit))
    others = [unit for kind in MANDATED for unit in islice(_institutions(catalogue, chance, kind), limit)]
    return Country(tuple(_ended((*old, *departments, *ministry, *others))))


def memberships(country: Country) -> Iterator[Membership]:
    """The blocks of the invented institutions: by mandate, never by region, since clusters are not regions."""
    for kind in MANDATED:
        plan = read_toml("country.toml")[kind]
        names = {m["block"]: m for m in plan["mandate"]}
        for unit in country.of_type(kind):
            block = names[unit.block]
            yield Membership(
                cluster=unit.block,
                name_vi=block["block_vi"],
                name_en=block["block_en"],
                institution_type=kind,
                unit=unit.id,
                valid_from=unit.opened,
                valid_to=unit.closed,
                source=SOURCE,
            )


def spread(weights: Mapping[str, float]) -> Iterator[str]:
    """Places in proportion to their weights (Webster's method); each further one leaves the earlier as they were."""
    given = dict.fromkeys(weights, 0)
    while True:
        place = max(weights, key=lambda each: (weights[each] / (2 * given[each] + 1), each))
        given[place] += 1
        yield place


def province_weights(catalogue: Catalogue, plan: Table) -> dict[str, float]:
    """Each old province's share of institutions: by region where that is published, by size within and elsewhere."""
    day = date(2025, 1, 1)
    sizes = province_sizes()
    shares: dict[str, float] = plan["region_shares"]
    regions = {p.code: p.region for p in catalogue.geography.provinces_on(day)}
    groups = {code: (regions[code] if regions[code] in shares else "") for code in sizes}
    drawn = {code: size ** plan["concentration"] for code, size in sizes.items()}
    totals = {group: sum(drawn[c] for c in sizes if groups[c] == group) for group in set(groups.values())}
    rest = 100 - sum(shares.values())
    return {code: drawn[code] / totals[groups[code]] * shares.get(groups[code], rest) for code in sizes}


def _old_departments(catalogue: Catalogue) -> Iterator[Planned]:
    plan = read_toml("country.toml")["departments"]
    for code, size in province_sizes().items():
        province = catalogue.geography.province(code, plan["old_opened"])
        successor = catalogue.geography.successor(code)
        name_vi, name_en = department_names(province)
        yield Planned(
            id=f"SGD63-{code}",
            name_vi=name_vi,
            name_en=name_en,
            institution_type="department",
            opened=plan["old_opened"],
            province=code,
            home=successor,
            size=size / sum(province_sizes().values()),
            successor=f"SGD-{successor}",
            closed=plan["merged"] - timedelta(days=1),
        )


def _departments(catalogue: Catalogue) -> Iterator[Planned]:
    merged: date = read_toml("country.toml")["departments"]["merged"]
    sizes = province_sizes()
    for province in catalogue.geography.provinces_on(merged):
        parts = catalogue.geography.parts(province.code)
        name_vi, name_en = department_names(province)
        yield Planned(
            id=f"SGD-{province.code}",
            name_vi=name_vi,
            name_en=name_en,
            institution_type="department",
            opened=merged,
            province=province.code,
            home=province.code,
            size=sum(sizes[part] for part in parts) / sum(sizes.values()),
        )


def department_names(province: Province) -> tuple[str, str]:
    """The official name of a province's Department, Vietnamese and English."""
    rank = "Thành phố" if province.name_vi == "Hồ Chí Minh" else RANKS[province.kind]
    return (
        f"Sở Giáo dục và Đào tạo {rank} {province.name_vi}",
        f"Department of Education and Training of {province.name_en}",
    )


def _ministry_units() -> Iterator[Planned]:
    plan = read_toml("country.toml")
    for entry in plan["ministry"]:
        yield Planned(
            id=entry["id"],
            name_vi=entry["name_vi"],
            name_en=entry["name_en"],
            institution_type="ministry_unit",
            opened=plan["opened"],
            topics=tuple(entry["topics"]),
        )


def _institutions(catalogue: Catalogue, chance: Chance, kind: str) -> Iterator[Planned]:
    """Institutions of one type, one after another; the one that is founded later comes last."""
    plan = read_toml("country.toml")[kind]
    newcomer = read_toml("country.toml")["changes"]["newcomer"]
    later = newcomer["institution_type"] == kind
    provinces = spread(province_weights(catalogue, plan))
    for number in range(1, plan["count"] + later + 1):
        unit = _institution(catalogue, chance, kind, number, next(provinces))
        yield replace(unit, opened=newcomer["on"]) if number > plan["count"] else unit


def _ended(units: Sequence[Planned]) -> Iterator[Planned]:
    """The units with the last days that the planned changes give them, and the one that a merger makes."""
    changes = read_toml("country.toml")["changes"]
    merged, closed = changes["merged"], changes["closed"]
    ends = dict.fromkeys(merged["parts"], merged["on"] - timedelta(days=1)) | {
        closed["unit"]: closed["on"] - timedelta(days=1)
    }
    yield from (replace(unit, closed=unit.closed or ends.get(unit.id)) for unit in units)
    parts = [unit for unit in units if unit.id in merged["parts"]]
    if len(parts) == len(merged["parts"]):
        name_vi, name_en = new_names(merged, parts[0])
        yield replace(parts[0], id=merged["into"], name_vi=name_vi, name_en=name_en, opened=merged["on"], closed=None)


def new_names(change: Table, unit: Planned) -> tuple[str, str]:
    """The names that a change gives an institution, with the place that its old names end in."""
    place_vi, place_en = (name.rpartition(" – ")[2] for name in (unit.name_vi, unit.name_en))
    return f"{change['name_vi']} – {place_vi}", f"{change['name_en']} – {place_en}"


def _institution(catalogue: Catalogue, chance: Chance, kind: str, number: int, old_province: str) -> Planned:
    whole = read_toml("country.toml")
    plan = whole[kind]
    id_ = f"{plan['prefix']}-{number:03}"
    code = catalogue.geography.successor(old_province)
    province = catalogue.geography.province(code, whole["opened"])
    mandate = _weighted(plan["mandate"], chance.one("mandate", id_))
    is_parent = number <= len(plan["parents"])
    name_vi, name_en = plan["parent_name"] if is_parent else chance.pick(mandate["names"], "name", id_)
    return Planned(
        id=id_,
        name_vi=f"{name_vi} {number:03} – {province.name_vi}",
        name_en=f"{name_en} {number:03} – {province.name_en}",
        institution_type=kind,
        opened=whole["opened"],
        province=code,
        home=code,
        parent=_parent(plan, number),
        block=mandate["block"],
    )


def _parent(plan: Table, number: int) -> str | None:
    """The first institutions after the parents are their members, in turn."""
    parents: list[str] = plan["parents"]
    place = number - len(parents) - 1
    return parents[place % len(parents)] if parents and 0 <= place < plan["members"] * len(parents) else None


def _weighted(entries: Iterable[Table], drawn: float) -> Table:
    rest = drawn * sum(entry["weight"] for entry in entries)
    for entry in entries:
        rest -= entry["weight"]
        if rest < 0:
            return entry
    return entry
