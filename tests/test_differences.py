"""Two versions of the catalogue files are told apart entry by entry, and field by field."""

from catalogue.differences import Difference, differences

BEFORE = {
    "gaps.toml": """
source = "a"
[[norm]]
id = "lines"
name_vi = "Đường truyền"
name_en = "Lines"
rate = 1
[[norm]]
id = "rooms"
rate = 1
""",
    "prices.toml": """
[[price]]
id = "line"
as_of = 2026-01-01
amount = 5
""",
    "clusters.csv": "unit,cluster\nSGD-01,c1\nSGD-79,c2\n",
    "places/map.geojson": "{}",
    "targets.toml": "",
}


def test_each_entry_that_is_another_is_told_with_what_it_was_and_is():
    after = {
        "gaps.toml": """
source = "b"
[[norm]]
id = "lines"
name_vi = "Đường truyền"
name_en = "Lines"
rate = 2
whole = true
[[norm]]
id = "seats"
rate = 1
""",
        "prices.toml": BEFORE["prices.toml"]
        + """
[[price]]
id = "line"
as_of = 2027-01-01
amount = 6
""",
        "clusters.csv": "unit,cluster\nSGD-01,c1\nSGD-79,c3\n",
        "places/map.geojson": "[]",
        "targets.toml": "# a word more, and nothing else\n",  # not told: no entry is another
    }

    assert list(differences(BEFORE, after)) == [
        Difference("clusters.csv", "line", "SGD-79, c2", "removed"),
        Difference("clusters.csv", "line", "SGD-79, c3", "added"),
        Difference("gaps.toml", "", "", "changed", fields=(("source", "a", "b"),)),
        Difference(
            *("gaps.toml", "norm", "lines", "changed", ("Đường truyền", "Lines")),
            (("rate", "1", "2"), ("whole", "", "True")),
        ),
        Difference("gaps.toml", "norm", "rooms", "removed", fields=(("id", "rooms", ""), ("rate", "1", ""))),
        Difference("gaps.toml", "norm", "seats", "added", fields=(("id", "", "seats"), ("rate", "", "1"))),
        Difference("places/map.geojson", "", "", "changed"),
        Difference(
            *("prices.toml", "price", "line 2027-01-01", "added"),
            fields=(("id", "", "line"), ("as_of", "", "2027-01-01"), ("amount", "", "6")),
        ),
    ]


def test_the_same_files_do_not_differ():
    assert list(differences(BEFORE, dict(BEFORE))) == []
