"""Rows of each chart as they come in practice: with gaps, ties and long names."""

from datetime import date, timedelta

LONG = "Trường Đại học Kỹ thuật Công nghiệp và Quản trị Kinh doanh Quốc tế Minh họa phân hiệu tại miền Trung số 27"
LABEL = "Nhân lực CNTT chuyên trách 1"  # as long as a norm's short name may be
NAMES = (LONG, "Trường Đại học Minh họa số 2", "Trường Đại học Minh họa số 3")


def ranking_rows():
    ranks = [(1, 80.0, 1, 2), (1, 80.0, 1, 3), (None, None, None, None)]
    return [
        {"unit": f"u{n}", "name": name, "score": score, "rank": rank, "rank_low": low, "rank_high": high}
        | {"band": 1 if rank else None, "level_name": "Mức 3"}
        for n, (name, (rank, score, low, high)) in enumerate(zip(NAMES, ranks, strict=True))
    ]


def levels_rows():
    return [
        {"name": name, "level": level, "level_name": f"Mức {level}" if level else None, "units": units}
        for name in NAMES[:2]
        for level, units in ((1, 20), (2, 12), (3, 0), (None, 3))
    ]


def pillars_rows():
    around = {"lower": 40.0, "median": 50.0, "upper": 60.0}
    return [
        {"pillar": f"p{n}", "name": name, "score": score, **(around if n else {})}
        for n, (name, score) in enumerate(zip(NAMES, (70.0, None, 30.0), strict=True))
    ]


def rounds():
    return [
        {"name": "2024", "mean": 50.0, "like_mean": 51.0, "units": 60},
        {"name": "2025", "units": 0},
        {"name": "2026", "mean": 60.0, "like_mean": 58.5, "units": 65},
    ]


def gap_heatmap_rows():
    return [
        {"province": p, "name": name, "norm": n, "norm_name": norm, "label": label, "share": share}
        | {"shortfall": share and share * 100, "need": 100.0}
        for p, name, shares in (("01", "Hà Nội", (0.0, 0.6)), ("46", "Huế", (0.12, None)))
        for n, norm, label, share in zip("ab", (LONG, "Phòng máy"), (LABEL, "Phòng máy"), shares, strict=True)
    ]


def gap_bars_rows():
    return [
        {
            "norm": "a",
            "name": LONG,
            "label": LABEL,
            "thing": "máy",
            "shortfall": 123456.0,
            "short": 30,
            "met": 3,
            "no_data": 1,
        },
        {"norm": "b", "name": "Phòng máy", "label": "Phòng máy", "thing": "", "short": 0, "met": 0, "no_data": 34},
    ]


def closing_rows():
    return [
        {"norm": "a", "name": LONG, "label": LABEL, "closed": 30, "partly": 1, "left": 3, "met": 2, "no_data": 12}
        | {"spent": 1296.3, "cost": 14333.6},
        {
            "norm": "b",
            "name": "Phòng máy",
            "label": "Phòng máy",
            "closed": 4,
            "partly": 0,
            "left": 0,
            "met": 2,
            "no_data": 0,
        }
        | {"spent": 3.5, "cost": 3.5},
        {
            "norm": "c",
            "name": "Máy tính",
            "label": "Máy tính",
            "closed": 0,
            "partly": 0,
            "left": 7,
            "met": 2,
            "no_data": 1,
        }
        | {"spent": 0.0, "cost": 20.0},
        {"norm": "d", "name": "Hồ sơ", "label": "Hồ sơ", "closed": 0, "partly": 0, "left": 0, "met": 0, "no_data": 9}
        | {"spent": 0.0, "cost": 0.0},
    ]


def comparison_rows():
    scores = {"teach": (70.0, 64.5, 64.5, 12.0), "run": (40.0, 41.0, None, 39.0), "means": (None, None, None, 55.0)}
    units = [*NAMES, "Trường Đại học Minh họa số 4"]
    return [
        {
            "pillar": pillar,
            "name": LONG if pillar == "run" else pillar,
            "unit": f"u{n}",
            "unit_name": unit,
            "score": score,
        }
        for pillar, line in scores.items()
        for n, (unit, score) in enumerate(zip(units, line, strict=True))
    ]


def change_rows():
    moves = [(50.0, 55.5), (70.0, 66.0), (None, 40.0)]
    return [
        {"unit": f"u{n}", "name": name, "previous_score": before, "score": now}
        | {"change": None if before is None else now - before}
        for n, (name, (before, now)) in enumerate(zip(NAMES, moves, strict=True))
    ]


def evidence_rows():
    return [
        {"name": NAMES[0], "measured": 0.2, "verified": 0.5, "declared": 0.3},
        {"name": NAMES[1], "measured": 0.1, "verified": 0.1, "declared": 0.8},
        {"name": NAMES[2]},
    ]


def drivers_rows():
    shares = {"first": 0.4, "first_low": 0.35, "first_high": 0.45}
    return [
        {"name": LONG, **shares, "total": 0.5, "total_low": 0.42, "total_high": 0.58},
        {"name": "Phép tổng hợp", **shares, "total": 0.45, "total_low": 0.4, "total_high": 0.5},
    ]


def waterfall_rows():
    steps = [("Trước", 58.2, 58.2), ("Sáp nhập đơn vị", 58.2, 55.0), ("Thay đổi của chính đơn vị", 55.0, 61.4)]
    kinds = ["total", "step", "step", "total"]
    return [
        {"name": name, "kind": kind, "start": start, "end": end, "places": None if kind == "total" else -2}
        for kind, (name, start, end) in zip(kinds, [*steps, (LONG, 61.4, 61.4)], strict=True)
    ]


def target_course_rows():
    seen = [(date(2026, 3, 31), "Quý I/2026", 60.0), (date(2026, 6, 30), "Quý II/2026", 66.5)]
    weeks = [(date(2026, 6, 30) + timedelta(days=7 * n), 66.5 + n, 64.0 + n / 2, 69.0 + n) for n in range(12)]
    return [
        *({"day": day, "label": label, "value": value} for day, label, value in seen),
        *({"day": d, "label": f"{d:%d/%m/%Y}", "centre": c, "low": low, "high": high} for d, c, low, high in weeks),
    ]


FULL = {
    "waterfall": waterfall_rows,
    "target_course": target_course_rows,
    "ranking": ranking_rows,
    "levels": levels_rows,
    "pillars": pillars_rows,
    "trend": rounds,
    "sparkline": rounds,
    "gap_heatmap": gap_heatmap_rows,
    "gap_bars": gap_bars_rows,
    "closing": closing_rows,
    "comparison": comparison_rows,
    "change": change_rows,
    "evidence": evidence_rows,
    "drivers": drivers_rows,
}
