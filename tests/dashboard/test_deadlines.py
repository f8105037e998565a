"""Until when a report may be handed in, in one wording, on Vietnam's clocks."""

from datetime import UTC, date, datetime, time

import pytest

from dashboard.views.deadlines import told
from dashboard.words import Words

VI, EN = Words.of("vi"), Words.of("en")
ROUND = {"due": date(2026, 12, 20), "due_time": time(17), "closes": date(2027, 2, 3), "closes_time": None}
DUE = "Hạn nộp: 17:00 20/12/2026 (giờ Việt Nam)."


@pytest.mark.parametrize(
    ("now", "sentences"),
    [
        (datetime(2026, 12, 10, 2, tzinfo=UTC), [f"{DUE} Còn 10 ngày."]),
        # the nineteenth in London, the twentieth in Vietnam
        (datetime(2026, 12, 19, 17, 30, tzinfo=UTC), [f"{DUE} Hạn là hôm nay."]),
        (datetime(2026, 12, 20, 10, 0, tzinfo=UTC), [f"{DUE} Hạn là hôm nay."]),  # 17:00 itself still counts
        (
            datetime(2026, 12, 20, 10, 1, tzinfo=UTC),
            [f"{DUE} Đã quá hạn.", "Hệ thống còn nhận báo cáo muộn đến hết ngày 03/02/2027 (giờ Việt Nam)."],
        ),
    ],
)
def test_a_deadline_tells_its_hour_its_clock_and_what_is_left(now, sentences):
    assert list(told(VI, ROUND, None, now)) == sentences


@pytest.mark.parametrize(
    ("punctual", "sentence"),
    [
        (
            True,
            "Đơn vị được gia hạn đến hết ngày 25/12/2026 (giờ Việt Nam). Bão số 3 "
            "Nộp trong thời gian này được tính là đúng hạn.",
        ),
        (False, "Đơn vị được gia hạn đến hết ngày 25/12/2026 (giờ Việt Nam). Bão số 3"),
    ],
)
def test_a_unit_with_more_time_is_told_so_and_not_when_others_end(punctual, sentence):
    own = {"until": date(2026, 12, 25), "until_time": None, "counts_on_time": punctual, "reason": "Bão số 3"}

    found = list(told(VI, ROUND, own, datetime(2026, 12, 21, tzinfo=UTC)))

    assert found == [f"{DUE} Đã quá hạn.", sentence]


def test_in_english_as_well():
    assert EN.deadline(date(2026, 12, 20), time(17)) == "17:00 20 Dec 2026 (Vietnamese time)"
    assert EN.deadline(date(2026, 12, 20)) == "the end of 20 Dec 2026 (Vietnamese time)"
