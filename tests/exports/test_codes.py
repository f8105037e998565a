"""The code on a file leads back to what the figure shows."""

import re


def exported(thidua, tmp_path, *more):
    assert thidua("export", "levels", "--format", "csv", *more).exit_code == 0
    (file,) = tmp_path.glob("*.csv")
    return file.stem.rpartition("_")[2], file


def test_a_code_tells_round_data_catalogue_method_and_who_took_it(thidua, tmp_path):
    code, file = exported(thidua, tmp_path, "--round", "2026-Q2")

    lines = thidua("figure", code.lower().replace("-", ""), "--language", "en").output.splitlines()

    assert lines[0] == "The figure shows the round 2026-Q2."
    assert re.fullmatch(
        rf"Edition {code[:6].lower()}\w{{6}}; data version \d+, catalogue \w{{16}}, method 1\.", lines[1]
    )
    assert lines[2].startswith("Its results were provisional and are not kept; a file with them first left ")
    assert [line.startswith(f"{file.name}: taken by ") for line in lines[3:]] == [True]


def test_the_file_itself_bears_its_code(thidua, tmp_path):
    code, file = exported(thidua, tmp_path)

    assert code in file.read_text("utf-8-sig")


def test_a_code_with_a_slip_and_one_of_another_store_are_told_apart(thidua):
    slip = thidua("figure", "D93076-9D2B0D-E", "--language", "en")
    foreign = thidua("figure", "D93076-9D2B0D-D", "--language", "en")

    assert slip.output == (
        "“D93076-9D2B0D-E” is no code of a figure. Such a code looks like D93076-51C2AF-7; compare it sign by sign.\n"
    )
    assert foreign.output == "No file with the code D93076-9D2B0D-D has left this store.\n"
    assert (slip.exit_code, foreign.exit_code) == (1, 1)
