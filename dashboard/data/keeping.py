"""Answers of functions, kept for whoever asks the same: found by equality, and made once however many ask at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def kept(most: int) -> Callable[[F], F]:
    """Keep that many answers of a function, those asked for last; they are shared and never changed.

    Streamlit's own caches write each argument out and hash it, which takes longer than most of what pages ask.
    """

    def keeping(function: F) -> F:
        shelf = _Shelf(most)

        @wraps(function)
        def answered(*given: Hashable, **named: Hashable) -> Any:  # noqa: ANN401 - whatever the function gives
            return shelf.answer((given, *sorted(named.items())), lambda: function(*given, **named))

        return cast("F", answered)

    return keeping


class _Shelf:
    def __init__(self, most: int) -> None:
        self.most = most
        self.answers: OrderedDict[Hashable, Any] = OrderedDict()
        self.making: dict[Hashable, threading.RLock] = {}
        self.lock = threading.Lock()

    def answer(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - as in kept
        with self.lock:
            if key in self.answers:
                self.answers.move_to_end(key)
                return self.answers[key]
            turn = self.making.setdefault(key, threading.RLock())
        with turn:
            with self.lock:
                if key in self.answers:
                    return self.answers[key]
            try:
                answer = make()
                with self.lock:
                    self.answers[key] = answer
                    while len(self.answers) > self.most:
                        self.answers.popitem(last=False)
            finally:
                with self.lock:
                    self.making.pop(key, None)
            return answer
