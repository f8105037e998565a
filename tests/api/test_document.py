"""Whatever is sent, by the OpenAPI document or against it, is answered in words and never with a failure."""

import warnings

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.api.conftest import interface_over
from tests.store.world import World

OPERATIONS = [
    ("/rounds", "GET"),
    ("/figures", "GET"),
    ("/figures/{name}.{form}", "GET"),
    ("/decks/{round_}.pptx", "GET"),
    ("/databooks/{round_}.xlsx", "GET"),
    ("/documents", "GET"),
    ("/documents/{name}", "GET"),
    ("/reports/{round_}/{unit}/scorecard.pdf", "GET"),
    ("/reports/{round_}/{unit}/documents/{name}", "GET"),
    ("/results/{round_}", "GET"),
    ("/results/{round_}/table.csv", "GET"),
    ("/reviews/{round_}", "GET"),
    ("/reports/{round_}/{unit}/answers.csv", "GET"),
    ("/reports/{round_}/{unit}", "GET"),
    ("/reports/{round_}/{unit}", "PUT"),
    ("/reports/{round_}/{unit}/answers", "PATCH"),
    ("/reports/{round_}/{unit}/answers/{question}", "PUT"),
    ("/reports/{round_}/{unit}/check", "GET"),
    ("/reports/{round_}/{unit}/submission", "POST"),
    ("/reports/{round_}/{unit}/form", "GET"),
    ("/reports/{round_}/{unit}/beside", "GET"),
    ("/reports/{round_}/{unit}/points", "GET"),
    ("/reports/{round_}/{unit}/receipts/{code}/pdf", "GET"),
    ("/reports/{round_}/{unit}/answers/{question}/history", "GET"),
    ("/reports/{round_}/{unit}/initiatives/{key}", "PUT"),
    ("/reports/{round_}/{unit}/initiatives/{key}/history", "GET"),
    ("/reports/{round_}/{unit}/initiatives/{key}/{version}", "DELETE"),
    ("/reports/{round_}/{unit}/evidence/{piece}", "DELETE"),
    ("/reports/{round_}/{unit}/files/", "POST"),
    ("/reports/{round_}/{unit}/files/{digest}", "GET"),
    ("/reports/{round_}/{unit}/evidence", "GET"),
    ("/reports/{round_}/{unit}/evidence", "POST"),
]
EXAMPLES = 8


@pytest.fixture(scope="module")
def interface(shared_engine, small_catalogue):
    """One for all operations: each meets what the others have left."""
    world = World(shared_engine, small_catalogue)
    world.units("a")
    world.rounds("2026-Q1")
    return interface_over(world)


@pytest.fixture(scope="module")
def document(interface):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import schemathesis
    return schemathesis.openapi.from_asgi("/openapi.json", interface.client.app)


def test_the_document_names_every_operation(document):
    found = {(path, method.upper()) for path, item in document.raw_schema["paths"].items() for method in item}

    assert found == set(OPERATIONS)


@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: part)
def test_nothing_sent_makes_it_fail(document, interface, path, method):
    from schemathesis import GenerationMode

    as_described = document[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE)
    otherwise = document[path][method].as_strategy(generation_mode=GenerationMode.NEGATIVE)
    # Half of the cases are about the report that there is, so that they come past the door.
    places = st.sampled_from([{"round_": "2026-Q1", "unit": "a", "question": "learners", "digest": "0" * 64}, {}])
    calm = [HealthCheck.too_slow, HealthCheck.filter_too_much]

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=calm, phases=[Phase.generate], database=None)
    @given(case=as_described | otherwise, known=places)
    def ask(case, known):
        for name in case.path_parameters or {}:
            case.path_parameters[name] = known.get(name, case.path_parameters[name])
        response = case.call(headers={"authorization": f"Bearer {interface.known}"})
        assert response.status_code < 500, response.text

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ask()
