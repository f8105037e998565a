import threading

import pytest

from dashboard.data.keeping import kept


def test_an_answer_is_made_once_for_the_same_question_however_it_is_put():
    made = []

    @kept(10)
    def answer(of, *, by=""):
        made.append((of, by))
        return [of, by]

    first = answer("a", by="b")

    assert answer("a", by="b") is first
    assert answer("a") == ["a", ""]  # not the same question
    assert made == [("a", "b"), ("a", "")]


def test_those_who_ask_at_once_wait_for_one_answer():
    made, here = [], threading.Barrier(5)

    @kept(10)
    def answer(of):
        made.append(of)
        return object()

    def ask(heard):
        here.wait()
        heard.append(answer("a"))

    heard = []
    askers = [threading.Thread(target=ask, args=(heard,)) for _ in range(5)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert made == ["a"]
    assert len({id(each) for each in heard}) == 1


def test_what_was_asked_for_longest_ago_is_made_anew():
    made = []

    @kept(2)
    def answer(of):
        made.append(of)

    for of in ("a", "b", "a", "c", "a", "b"):
        answer(of)

    assert made == ["a", "b", "c", "b"]


def test_a_failure_is_not_kept():
    fails = [True]

    @kept(2)
    def answer(of):
        if fails:
            raise ValueError(fails.pop())
        return of

    with pytest.raises(ValueError, match="True"):
        answer("a")
    assert answer("a") == "a"
