"""The one check that every report passes, whichever door it comes by: all faults at once, each with its place."""

import math
from collections.abc import Container, Iterator, Mapping

from catalogue import Instrument, Question
from catalogue.rules import Rule
from store.faults import N_, Fault
from store.rules import rule_faults
from store.schema import ABSENCES, STAGES
from store.submission import Given, InitiativeGiven, Submission

Questions = Mapping[str, Question]
YES_NO = (0, 1)
# PostgreSQL's integer, in which persons are counted, ends here.
MOST_PERSONS = 2**31 - 1
NOTHING = Given()
UNANSWERED = {
    **dict.fromkeys(
        ("count", "amount", "percent", "marks"), N_("“{question}”: enter a number, or say why there is none.")
    ),
    "yes_no": N_("“{question}”: enter yes or no, or say why there is no answer."),
    "choice": N_("“{question}”: choose an answer, or say why there is none."),
}
UNREADABLE = {
    "count": N_("“{question}” is “{typed}”. Enter a whole number."),
    "yes_no": N_("“{question}” is “{typed}”. Enter yes or no."),
    "choice": N_("“{question}” is “{typed}”. Choose one of: {choices}."),
    **dict.fromkeys(("amount", "percent", "marks"), N_("“{question}” is “{typed}”. Enter a number.")),
}


def faults(
    submission: Submission, instrument: Instrument, topics: Container[str], rules: tuple[Rule, ...] = ()
) -> Iterator[Fault]:
    """Everything wrong with a report, in the order of asking; what is only unanswered is wrong once it is submitted.

    Of the rules, those that refuse; what the others find is said by `store.rules.doubts`.
    """
    questions = instrument.questions
    for id_, given in submission.answers.items():
        if id_ not in questions:
            yield Fault(
                given.place,
                N_("“{question}” is not asked in this report. Delete the line, or use the newest form."),
                {"question": id_},
            )
    for id_, question in questions.items():
        given = submission.answers.get(id_, NOTHING)
        if given.is_answer or given.text is not None:
            yield from _answer_faults(question, given, submission, questions)
        elif submission.submit:
            yield Fault(given.place, UNANSWERED[question.kind], {"question": question})
    yield from rule_faults(rules, submission, questions)
    for initiative in submission.initiatives or ():
        yield from _initiative_faults(initiative, topics)


def _answer_faults(question: Question, given: Given, submission: Submission, questions: Questions) -> Iterator[Fault]:
    if given.text is not None:
        yield _unreadable(question, given, given.text)
    elif (given.value is not None) + (given.choice is not None) + (given.absence is not None) > 1:
        yield Fault(
            given.place,
            N_("“{question}” has an answer and a reason for having none. Delete one of them."),
            {"question": question},
        )
    elif given.absence is not None:
        yield from _absence_faults(question, given)
    elif question.kind == "choice":
        if given.choice not in {choice.id for choice in question.choices}:
            yield _unreadable(question, given, given.value if given.choice is None else given.choice)
    elif given.value is None or not math.isfinite(given.value):
        yield _unreadable(question, given, given.choice if given.value is None else str(given.value))
    elif question.kind == "yes_no":
        if given.value not in YES_NO:
            yield _unreadable(question, given, given.value)
    else:
        yield from _number_faults(question, given, given.value)
        yield from _ceiling_faults(question, given, given.value, submission, questions)


def _unreadable(question: Question, given: Given, typed: object) -> Fault:
    values = {"question": question, "typed": typed, "choices": question.choices}
    if question.kind != "choice":
        del values["choices"]
    return Fault(given.place, UNREADABLE[question.kind], values)


def _absence_faults(question: Question, given: Given) -> Iterator[Fault]:
    if given.absence not in ABSENCES:
        yield _unreadable(question, given, given.absence)
    elif not given.reason.strip():
        yield Fault(given.place, N_("“{question}” has no answer. Enter the reason beside it."), {"question": question})


def _number_faults(question: Question, given: Given, value: float) -> Iterator[Fault]:
    shown = {"question": question, "value": value}
    if question.kind == "count" and value != int(value):
        yield Fault(given.place, N_("“{question}” is {value}. Enter a whole number."), shown)
    if value < question.min:
        yield Fault(
            given.place, N_("“{question}” is {value}. Enter {limit} or more."), {**shown, "limit": question.min}
        )
    if question.ceiling is not None and value > question.ceiling:
        yield Fault(
            given.place, N_("“{question}” is {value}. Enter {limit} or less."), {**shown, "limit": question.ceiling}
        )


def _ceiling_faults(
    question: Question, given: Given, value: float, submission: Submission, questions: Questions
) -> Iterator[Fault]:
    """A part is not larger than its whole, where the whole is given too."""
    ceiling = questions.get(question.at_most or "")
    whole = submission.answers.get(ceiling.id, NOTHING).value if ceiling else None
    if whole is not None and value > whole:
        yield Fault(
            given.place,
            N_("“{question}” is {value}. Enter {limit} or less, the figure given for “{whole}”."),
            {"question": question, "value": value, "limit": whole, "whole": ceiling},
        )


def _initiative_faults(given: InitiativeGiven, topics: Container[str]) -> Iterator[Fault]:
    place, shown = given.place, {"title": given.title}
    if not given.title.strip():
        yield Fault(place, N_("An initiative has no title. Enter one, or delete its line."))
    if given.topic is not None and given.topic not in topics:
        yield Fault(
            place,
            N_("Initiative “{title}”: the movement has no topic “{typed}”. Choose one from the list."),
            {**shown, "typed": given.topic},
        )
    if given.stage not in STAGES:
        yield Fault(
            place,
            N_("Initiative “{title}”: there is no stage “{typed}”. Choose one from the list."),
            {**shown, "typed": given.stage},
        )
    if given.beneficiaries is not None and not 0 <= given.beneficiaries <= MOST_PERSONS:
        yield Fault(
            place,
            N_("Initiative “{title}”: {value} people benefit. Enter a number from 0 to {limit}."),
            {**shown, "value": given.beneficiaries, "limit": MOST_PERSONS},
        )
    if given.cost is not None and not (math.isfinite(given.cost) and given.cost >= 0):
        yield Fault(
            place,
            N_("Initiative “{title}”: the cost is {value} million đồng. Enter 0 or more."),
            {**shown, "value": str(given.cost) if not math.isfinite(given.cost) else given.cost},
        )
