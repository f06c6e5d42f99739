"""The arithmetic and the tables of the benchmark. Nothing is timed here."""

from __future__ import annotations

import csv
import io
import math
import os
import sys

import pytest

from tests.bench.measuring import Done, FailedError, Look, run
from tests.bench.page import BEGIN, END, put_between
from tests.bench.place import ROOT
from tests.bench.report import HEAD, alternative, as_csv, as_markdown, table, targets
from tests.bench.rows import (
    ALL,
    CHECK,
    EDITED,
    HELP,
    SAME,
    START,
    TOTAL,
    UNCHANGED,
    Row,
    Standing,
    added,
    middle,
    standings,
)

ROWS = [
    Row("stock", "papermill", 40.0, 30.0, 300_000_000, 400_000_000, 2),
    Row("stock", TOTAL, 100.0, 90.0, 300_000_000, 500_000_000, 8),
    Row("warm", TOTAL, 40.0, 30.0, 200_000_000, 300_000_000, 8),
    Row("ours", HELP, 0.1, 0.1, 20_000_000, 20_000_000),
    Row("ours", CHECK, 2.0, 1.9, 90_000_000, 90_000_000),
    Row("ours", START, 1.0, 1.0, 90_000_000, 90_000_000),
    Row("ours", ALL, 5.0, 7.0, 350_000_000, 360_000_000, 60),
    Row("ours", UNCHANGED, 0.4, 0.4, 90_000_000, 90_000_000, 3),
    Row("ours", EDITED, 2.0, 3.0, 90_000_000, 90_000_000, 33, 2),
    Row("ours", SAME, 4.0, 5.0, 250_000_000, 260_000_000, 12),
    Row("floor", TOTAL, 3.0, 4.0),
    Row("floor", "handout", 1.0, 1.0),
    Row("floor", "guide", 2.0, 3.0),
]


def figures(rows: list[Row]) -> dict[str, Standing]:
    return {standing.what: standing for standing in standings(rows, 2)}


def test_steps_add_up_and_the_largest_memory_counts():
    whole = added("stock", TOTAL, [Row("stock", "html", 1.0, 2.0, 30, 50, 2), Row("stock", "slides", 3.0, 4.0, 20, 60, 1)])
    assert whole == Row("stock", TOTAL, 4.0, 6.0, 30, 60, 3)
    assert added("stock", TOTAL, []) == Row("stock", TOTAL, 0, 0, 0, 0, 0)


def test_several_runs_give_their_median_and_the_most_of_their_memory():
    runs = [Row("ours", HELP, wall, wall / 2, size, size) for wall, size in ((0.2, 10), (9.0, 12), (0.1, 11))]
    assert middle(runs) == Row("ours", HELP, 0.2, 0.1, 12, 12)
    with pytest.raises(ValueError, match="no runs"):
        middle([])


def test_ratios_say_how_many_times_our_time_the_others_take():
    found = figures(ROWS)
    assert found["stock / ours, all formats: wall"].value == pytest.approx(20)
    assert found["stock / ours, formats both make: wall"].value == pytest.approx(25)
    assert found["stock / ours, formats both make: CPU"].value == pytest.approx(18)
    assert found["warm / ours, formats both make: wall"].value == pytest.approx(10)


def test_our_cpu_is_compared_with_the_floor_less_one_start_up():
    found = figures(ROWS)["ours, all formats, less one start-up / floor: CPU"]
    assert found.value == pytest.approx(1.5)
    assert found.met


def test_the_floor_says_how_far_a_ratio_can_go():
    found = figures(ROWS)["stock / floor on 2 cores and one start-up, all formats: wall"]
    assert found.value == pytest.approx(100 / (4 / 2 + 1))
    assert found.met is None


def test_each_target_is_met_or_missed_and_what_has_none_is_neither():
    met = {what: standing.met for what, standing in figures(ROWS).items()}
    assert met["stock / ours, all formats: wall"] is False
    assert met["warm / ours, formats both make: wall"] is True
    assert met["stock / ours, formats both make: CPU"] is None
    assert met["facilitate check: wall"] is False
    assert met["export again, nothing changed: wall"] is True
    assert met["files touched when nothing changed"] is False
    assert met["files touched of kits without the edited module"] is False
    assert met["largest process of an export"] is True


def test_what_did_not_run_has_no_standing():
    assert standings([], 2) == []
    assert {standing.what for standing in standings([row for row in ROWS if row.step == HELP], 2)} == {"facilitate --help: wall"}
    assert not [what for what in figures([row for row in ROWS if row.route != "floor"]) if "floor" in what]


def test_a_route_that_took_no_time_has_no_ratio_and_meets_nothing():
    found = figures([Row("stock", TOTAL, 1.0, 1.0), Row("ours", ALL, 0.0, 0.0)])["stock / ours, all formats: wall"]
    assert math.isnan(found.value)
    assert found.met is False


def test_a_step_of_a_process_takes_what_was_added_between_its_two_moments():
    looks = [Look(1.0, 0.5, 10, 10), Look(2.0, 1.5, 40, 90), Look(3.0, 2.0, 30, 50), Look(4.0, 9.0, 99, 99)]
    done = Done(9.0, 9.0, 99, 99, "", looks)
    assert done.between(1.5, 3.0) == (1.5, 40, 90)
    assert done.between(5.0, 6.0) == (0.0, 0, 0)


def test_a_command_that_fails_is_named_with_its_last_words(tmp_path):
    call = [sys.executable, "-S", "-c", "import sys; print('told'); sys.exit('no such module')"]
    with pytest.raises(FailedError, match="ended with 1:\nno such module"):
        run(call, os.environ, tmp_path)
    assert run(call, os.environ, tmp_path, fine=(1,)).output == "told\n"


BURNING = """
import os, time
if os.fork() == 0:  # a server that nobody waits for
    for _ in range(8):
        if os.fork() == 0:  # a child that lives shorter than the pause between two looks
            end = time.process_time() + 0.04
            while time.process_time() < end: pass
            os._exit(0)
        os.wait()
    time.sleep(2)
time.sleep(SECONDS)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell what children took")
def test_what_short_lived_children_of_a_server_took_counts(tmp_path):
    done = run([sys.executable, "-S", "-c", BURNING.replace("SECONDS", "1.5")], os.environ, tmp_path)
    assert done.cpu >= 0.3


def test_the_table_has_a_line_for_each_row_and_numbers_end_below_each_other():
    lines = table(ROWS).splitlines()
    assert len(lines) == len(ROWS) + 1
    assert lines[0].split("  ")[0] == "route"
    assert {line.index(".") for line in lines[1:]} == {lines[1].index(".")}
    assert lines[1].split() == ["stock", "papermill", "40.00", "30.00", "300", "400", "2"]


def test_a_missed_target_is_plain_to_see():
    lines = {line.split("  ")[0]: line for line in targets(standings(ROWS, 2)).splitlines()}
    assert lines["facilitate check: wall"].split("wall")[1].split() == ["2.00", "s", "at", "most", "1.5", "s", "MISSED"]
    assert lines["facilitate --help: wall"].endswith(" met")


def test_the_csv_holds_every_value_once_with_its_unit():
    told = list(csv.DictReader(io.StringIO(as_csv(ROWS, standings(ROWS, 2)))))
    keys = [(line["route"], line["step"], line["quantity"]) for line in told]
    assert len(keys) == len(set(keys)) == len(ROWS) * 5 + len(standings(ROWS, 2))
    wall = next(line for line in told if line["route"] == "stock" and line["step"] == TOTAL and line["quantity"] == "wall")
    assert (wall["value"], wall["unit"]) == ("100.0", "s")


def test_the_sentence_beside_the_picture_names_every_bar():
    told = alternative(ROWS)
    assert told.count(";") == 5
    assert "facilitate, all formats 5.0 s, CPU 7.0 s" in told


def test_what_was_measured_replaces_what_stood_between_the_marks_and_nothing_else():
    old = f"# Speed\n\n{BEGIN}\n\nold\n\n{END}\n\nMore.\n"
    new = put_between(old, "new")
    assert new == old.replace("old", "new")
    with pytest.raises(ValueError, match="lost a mark"):
        put_between("# Speed\n", "new")


def test_the_page_of_the_docs_shows_a_run_as_it_is_written_today():
    text = (ROOT / "docs" / "speed.md").read_text(encoding="utf-8")
    assert put_between(text, "new").endswith(text.partition(END)[2])
    assert f"| {' | '.join(HEAD)} |" in text


def test_the_measured_part_tells_the_machine_the_rows_and_the_standings():
    told = as_markdown(ROWS, standings(ROWS, 2), {"Cores": "2"}, ["webpdf is left out."], ["intro/1"])
    assert told.startswith("Modules: `intro/1`. webpdf is left out.\n\n- Cores: 2\n")
    assert "| facilitate check: wall | 2.00 s | at most 1.5 s | MISSED |" in told
    assert "Targets missed: stock / ours, all formats: wall; files touched when nothing changed; facilitate check: wall; files touched of kits without the edited module." in told
    assert "the dearest: guide 3.0, handout 1.0." in told
    assert told.count("\n| ") == len(ROWS) - 2 + len(standings(ROWS, 2)) + 4
