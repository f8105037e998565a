"""What a unit needs by a norm, said beside the field while the report is being written."""

import pytest

import catalogue as catalogues
from dashboard.data.live import Ruler, earned
from dashboard.views.needs import need_told
from dashboard.words import Words
from store.submission import Given

VI = Words.of("vi")


@pytest.fixture(scope="module")
def ruler():
    shipped = catalogues.load()
    instrument = shipped.instrument_for("higher_education")
    return Ruler(instrument, shipped.norms_for(instrument), {id_: each[-1] for id_, each in shipped.prices.items()})


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        # 95% of 179 is 170.05, and nobody is trained by a twentieth
        ({"teachers": 179.0, "teachers_trained": 153.0}, "Cần 171 người, có 153: còn thiếu 18."),
        ({"teachers": 179.0, "teachers_trained": 171.0}, "Cần 171 người, có 171: đạt định mức."),
        ({"teachers": 179.0}, "Cần 171 người."),
        ({"teachers_trained": 153.0}, ""),  # nobody knows of how many
        ({}, ""),
        ({"teachers": None, "teachers_trained": 153.0}, ""),  # does not apply
    ],
)
def test_a_need_is_told_as_far_as_it_is_known(ruler, answers, sentence):
    given = {
        id_: Given(value) if value is not None else Given(absence="not_applicable") for id_, value in answers.items()
    }
    norm = next(each for each in ruler.norms if each.have == "teachers_trained")

    # another report of the same batch tells nothing of this one
    found, _ = earned(ruler, [given, {"teachers": Given(7.0), "teachers_trained": Given(7.0)}])

    assert need_told(VI, norm, found["norm", norm.id]) == sentence
