import doctest
import re
from pathlib import Path

from metrics import composite

GUIDE = (Path(__file__).parents[2] / "docs" / "metrics.md").read_text(encoding="utf-8")


def test_the_worked_example_runs_as_printed():
    examples = "\n".join(re.findall(r"```python\n(.*?)```", GUIDE, flags=re.DOTALL))
    told = []

    test = doctest.DocTestParser().get_doctest(examples, {}, "docs/metrics.md", "docs/metrics.md", 0)
    results = doctest.DocTestRunner().run(test, out=told.append)

    assert results.failed == 0, "".join(told)
    assert results.attempted > 10


def test_every_public_name_is_documented():
    undocumented = [name for name in composite.__all__ if f"`{name}" not in GUIDE and name != "RankSample"]

    assert undocumented == []
