"""Published indices, computed again from their published components."""

import math

import polars as pl
import pytest

from metrics.composite import Framework, Indicator, aggregate, normalise, rank


def test_the_human_development_index_of_2022():
    """UNDP, Human Development Report 2023/24, statistical annex, Table 1 (values of 2022).

    Components in full precision from the report's file of complete time series; goalposts and means from its technical
    note 1: 20 to 85 years, 0 to 18 and 0 to 15 years of schooling, 100 to 75,000 dollars on a log scale.
    """
    framework = Framework(
        [
            Indicator("hdi", None),
            Indicator("health", "hdi"),
            Indicator("education", "hdi"),
            Indicator("living", "hdi"),
            Indicator("life", "health", lower=20, upper=85),
            Indicator("expected", "education", lower=0, upper=18),
            Indicator("mean", "education", lower=0, upper=15),
            Indicator("income", "living", lower=math.log(100), upper=math.log(75_000)),
        ]
    )
    published = pl.DataFrame(
        [
            ("Afghanistan", 62.879, 10.70538475, 2.514790058, 1335.205733, 0.462, 182),
            ("Australia", 83.579, 21.0800209, 12.72681999, 49257.1352, 0.946, 10),  # expected years capped at 18
            ("Austria", 82.412, 16.36746025, 12.30571367, 56529.66329, 0.926, 22),
            ("Viet Nam", 74.58, 13.05294705, 8.455348794, 10813.98273, 0.726, 107),
            ("Yemen", 63.72, 7.935313345, 2.776825958, 1105.763435, 0.424, 186),
        ],
        schema=["unit", "life", "expected", "mean", "dollars", "published", "rank"],
        orient="row",
    )
    frame = published.with_columns(income=pl.col("dollars").log())

    scores = aggregate(
        normalise(frame, framework, "goalposts", 0, 1, clip=True), framework, ["arithmetic", "geometric"]
    )

    assert scores["hdi"].round(3).to_list() == published["published"].to_list()
    assert scores.sort("hdi", descending=True)["rank"].to_list() == [10, 22, 107, 182, 186]


def test_the_e_government_development_index_of_2018():
    """United Nations E-Government Survey 2018, annex, country data: EGDI is the mean of its three components."""
    framework = Framework([Indicator("egdi", None), *(Indicator(code, "egdi") for code in ("osi", "tii", "hci"))])
    published = pl.DataFrame(
        [
            ("Denmark", 1.0, 0.7978, 0.9472, 0.9150, 1),
            ("Australia", 0.9722, 0.7436, 1.0, 0.9053, 2),
            ("Republic of Korea", 0.9792, 0.8496, 0.8743, 0.9010, 3),
            ("United Kingdom", 0.9792, 0.8004, 0.9200, 0.8999, 4),
            ("Sweden", 0.9444, 0.7835, 0.9366, 0.8882, 5),
            ("Finland", 0.9653, 0.7284, 0.9509, 0.8815, 6),
            ("Singapore", 0.9861, 0.8019, 0.8557, 0.8812, 7),
            ("New Zealand", 0.9514, 0.7455, 0.9450, 0.8806, 8),
            ("Viet Nam", 0.7361, 0.3890, 0.6543, 0.5931, 9),  # 88 among all
            ("Niger", 0.1597, 0.0795, 0.0894, 0.1095, 10),  # 192
            ("Somalia", 0.1111, 0.0586, 0.0, 0.0566, 11),  # 193
        ],
        schema=["unit", "osi", "tii", "hci", "published", "place"],
        orient="row",
    )

    scores = aggregate(published, framework)

    assert (scores["egdi"] - published["published"]).abs().max() <= 0.00005 + 0.00005 + 1e-12  # both are rounded
    assert rank(scores)["egdi"].to_list() == published["place"].to_list()


def test_a_theme_of_the_blavatnik_index_of_2024_with_what_is_missing():
    """Blavatnik Index of Public Administration 2024, results by theme and by domain, "people and processes".

    A domain is the mean of the themes that a country has; published to two digits at each level.
    """
    themes = ("inclusion", "human resources", "procurement", "technology")
    framework = Framework([Indicator("domain", None), *(Indicator(theme, "domain") for theme in themes)])
    published = pl.DataFrame(
        [
            ("Singapore", 0.75, 0.76, None, 0.85, 0.79),
            ("Norway", 0.87, 0.92, None, 0.70, 0.83),
            ("Canada", 0.84, 0.71, 0.78, 0.85, 0.79),
            ("Denmark", 0.83, 0.72, 0.63, 1.00, 0.79),
            ("Finland", 0.79, 0.75, 0.76, 0.70, 0.75),
            ("Sweden", 0.77, 0.79, 0.01, 0.70, 0.57),
            ("Viet Nam", 0.63, 0.32, 0.42, 0.67, 0.51),
        ],
        schema=["unit", *themes, "published"],
        orient="row",
    )

    scores = aggregate(published, framework)

    assert scores["domain"].to_list() == pytest.approx(published["published"].to_list(), abs=0.0101)
