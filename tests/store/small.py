"""A small catalogue: schools report six answers, one of each kind; offices report nothing."""

import shutil
from pathlib import Path

from catalogue.loader import SHIPPED

INSTITUTION_TYPES = """
[[institution_type]]
id = "school"
name_vi = "Trường"
name_en = "School"
plural_vi = "Các trường"
plural_en = "Schools"

[[institution_type]]
id = "office"
name_vi = "Phòng"
name_en = "Office"
plural_vi = "Các phòng"
plural_en = "Offices"
reports = false
"""

INSTRUMENT = """
id = "small"
name_vi = "Bộ nhỏ"
name_en = "Small set"
version = "1"
status = "project draft"
issuer_vi = "Bộ"
issuer_en = "Ministry"
institution_type = "school"
valid_from = 2025-01-01
review = 2027-01-01
source = "test"
missing = "zero"
min_answered = 0.5
ask = ["plan", "platform", "budget", "online"]

[[level]]
id = "one"
number = 1
name_vi = "Một"
name_en = "One"
below = 50

[[level]]
id = "two"
number = 2
name_vi = "Hai"
name_en = "Two"

[[pillar]]
id = "use"
name_vi = "Sử dụng"
name_en = "Use"
points = 10

[[indicator]]
id = "devices_per_learner"
pillar = "use"
name_vi = "Máy tính mỗi người học"
name_en = "Devices per learner"
points = 10
formula = "ratio"
of = "devices"
out_of = "learners"
worst = 0
best = 1
"""

QUESTIONS = """
[[question]]
id = "learners"
kind = "count"
name_vi = "Số người học"
name_en = "Learners"
min = 1
max = 90000

[[question]]
id = "devices"
kind = "count"
name_vi = "Số máy tính"
name_en = "Devices"
at_most = "learners"

[[question]]
id = "plan"
kind = "yes_no"
name_vi = "Có kế hoạch?"
name_en = "Plan adopted?"

[[question]]
id = "platform"
kind = "choice"
name_vi = "Nền tảng"
name_en = "Platform"

[[question.choice]]
id = "own"
name_vi = "Tự có"
name_en = "Own"
worth = 100

[[question.choice]]
id = "shared"
name_vi = "Dùng chung"
name_en = "Shared"
worth = 50

[[question]]
id = "budget"
kind = "amount"
name_vi = "Kinh phí"
name_en = "Budget"

[[question]]
id = "online"
kind = "percent"
name_vi = "Tỷ lệ trực tuyến"
name_en = "Share online"
"""

TOPICS = """
[[topic]]
id = "networks"
name_vi = "Mạng"
name_en = "Networks"
kind = "difficulty"
source = "test"
"""


def write(folder: Path) -> Path:
    """The files of the small catalogue, with the places that are shipped."""
    shutil.copytree(SHIPPED / "places", folder / "places")
    (folder / "instruments").mkdir()
    files = {
        "institution_types.toml": INSTITUTION_TYPES,
        "instruments/small.toml": INSTRUMENT,
        "questions.toml": QUESTIONS,
        "movement.toml": TOPICS,
        "gaps.toml": "",
        "prices.toml": "",
        "targets.toml": "",
        "clusters.csv": (SHIPPED / "clusters.csv").read_text("utf-8").splitlines()[0] + "\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder
