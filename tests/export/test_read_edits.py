"""What a facilitator changes in a composed notebook is what every reader gets; odd notebooks are read all the same."""

from __future__ import annotations

import base64
import copy
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.curricula import SMALL
from tests.export.test_read import PIXEL
from toolkit.build import run_notebook
from toolkit.errors import UsageError
from toolkit.export import document as d
from toolkit.export.outline import to_outline
from toolkit.export.read import read
from toolkit.export.registry import formats
from toolkit.jupyter import HandoutExporter
from toolkit.load import load_curriculum
from toolkit.look.theme import DEFAULT
from toolkit.model import cells
from toolkit.model.session import Session


def outline(notebook, reader="participant") -> str:
    return to_outline(read(notebook, reader), DEFAULT).decode()


@pytest.fixture(scope="module")
def small():
    return load_curriculum(SMALL)


@pytest.fixture(scope="module")
def made(small):
    return run_notebook(small, Session(modules=("course/1",)))


@pytest.fixture
def notebook(made):
    return copy.deepcopy(made)


def cell_of(notebook, kind, nth=0):
    return [cell for cell in notebook.cells if cell.metadata.get(cells.KEY, {}).get("kind") == kind][nth]


def split(notebook, cell, first, second):
    """What JupyterLab's 'Split cell' does: two cells with the same metadata."""
    half = copy.deepcopy(cell)
    cell.source, half.source = first, second
    half["id"] = f"{cell['id']}-b"
    notebook.cells.insert(notebook.cells.index(cell) + 1, half)


def every_format(notebook) -> None:
    assert formats()
    for row in formats().values():
        document = read(notebook, row.reader)
        assert not row.suits(document) or row.exporter()(document, DEFAULT)


@pytest.mark.parametrize("kind", ["prose", "notice", "activity-title", "segment", "objectives", "cover", "key-points"])
def test_a_line_added_to_a_composed_cell_is_read(notebook, kind):
    cell = cell_of(notebook, kind)
    if kind == "cover":
        cell.source = cell.source.replace("\n\n> ", "\n\nA line of my own.\n\n> ", 1)
    elif kind == "objectives":
        cell.source += "\n1. A line of my own."
    else:
        cell.source += "\n\nA line of my own."
    assert "A line of my own." in outline(notebook)


def test_key_points_that_are_no_list_are_points_all_the_same(notebook):
    cell_of(notebook, "key-points").source = "## To take away\n\nOne thing.\n\nAnother thing."
    assert len(read(notebook, "participant").modules[0].key_points) == 2


def test_a_reworded_objective_keeps_its_id_and_is_no_longer_the_published_one(notebook):
    before = read(notebook, "participant").modules[0].objectives
    cell = cell_of(notebook, "objectives")
    cell.source = cell.source.replace(before[0].text, "Name two signs")
    after = read(notebook, "participant").modules[0].objectives
    assert after == (replace(before[0], text="Name two signs", proposed=True), *before[1:])


def test_an_objective_taken_out_is_gone_and_the_others_stay_as_they_were(notebook):
    before = read(notebook, "participant").modules[0].objectives
    cell = cell_of(notebook, "objectives")
    cell.source = "\n".join(line for line in cell.source.splitlines() if before[0].text not in line)
    assert read(notebook, "participant").modules[0].objectives == before[1:]


def test_a_split_cell_loses_nothing_and_opens_nothing_twice(notebook):
    segment = cell_of(notebook, "segment")
    ids = [s.id for s in read(notebook, "participant").modules[0].segments]
    split(notebook, segment, segment.source, "Behind the split.")
    points = cell_of(notebook, "key-points")
    head, _, tail = points.source.rpartition("\n- ")
    count = len(read(notebook, "participant").modules[0].key_points)
    split(notebook, points, head, f"- {tail}")
    module = read(notebook, "participant").modules[0]
    assert [s.id for s in module.segments] == ids
    assert "Behind the split." in outline(notebook)
    assert len(module.key_points) == count
    every_format(notebook)


@pytest.mark.parametrize("kind", ["cover", "segment", "activity", "contacts", "sources", "glossary", "objectives", "next-steps"])
def test_a_deleted_cell_stops_no_format(notebook, kind):
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get(cells.KEY, {}).get("kind") != kind]
    every_format(notebook)


def test_a_deleted_segment_is_no_line_of_the_schedule(notebook):
    gone = cell_of(notebook, "segment")
    name = gone.metadata[cells.KEY]["segment"]["id"]
    assert name in [row.segment for row in read(notebook, "facilitator").schedule]
    notebook.cells.remove(gone)
    assert name not in [row.segment for row in read(notebook, "facilitator").schedule]


@pytest.mark.parametrize("mark", [{"tags": ["facilitator"]}, {"slideshow": {"slide_type": "notes"}}])
def test_a_cell_marked_for_facilitators_reaches_no_participant(notebook, mark):
    prose = cell_of(notebook, "prose")
    prose.source = "Zebra in prose."
    prose.metadata.update(mark)
    output = new_output("stream", text="Zebra in an output.")
    notebook.cells.insert(-1, new_code_cell("print()", metadata=mark, outputs=[output]))
    assert "Zebra" not in outline(notebook, "participant")
    assert outline(notebook, "facilitator").count("Zebra") >= 2


@pytest.mark.parametrize("mark", [{"tags": ["facilitator"]}, {"slideshow": {"slide_type": "notes"}}])
def test_what_is_marked_for_facilitators_stays_off_the_wall(notebook, mark):
    shown = [cell for cell in notebook.cells if cell.metadata.get(cells.KEY, {}).get("kind") == "activity"]
    assert len(shown) > 2
    planned = [slide for part in read(notebook, "facilitator").modules[0].segments for slide in part.slides if slide.activity]
    assert planned
    for cell in shown:
        cell.metadata.update(mark)
    output = new_output("stream", text="Zebra in an output.")
    notebook.cells.insert(-1, new_code_cell("print()", metadata=mark, outputs=[output]))
    segments = read(notebook, "facilitator").modules[0].segments
    assert not [slide for part in segments for slide in part.slides if slide.activity]
    assert "Zebra" not in str([part.slides for part in segments])
    held = {block.id for part in segments for block in part.blocks if isinstance(block, d.Activity)}
    assert held >= {slide.activity for slide in planned}
    every_format(notebook)


def test_an_activity_whose_cell_failed_says_so(notebook):
    cell_of(notebook, "activity").outputs = [new_output("error", ename="NameError", evalue="show", traceback=[])]
    assert "ended with NameError" in outline(notebook)


def test_an_output_of_ours_that_was_changed_is_named(notebook):
    cell = cell_of(notebook, "activity")
    cell.outputs[0].data[cells.MIME] = {"kind": "quiz", "quiz": {}}
    with pytest.raises(UsageError, match=r"The cell|the cell '.+' shows was changed.*run the cell again"):
        read(notebook, "participant")


def test_next_steps_shown_in_a_notebook_of_ones_own_are_read(notebook):
    steps = cell_of(notebook, "next-steps")
    own = new_notebook(cells=[new_markdown_cell("# Mine"), new_code_cell(steps.source, outputs=steps.outputs)])
    assert read(own, "participant").modules[0].next_steps == read(notebook, "participant").modules[0].next_steps


def test_two_modules_with_the_same_ids_inside_do_not_get_in_each_others_way(small):
    one = small.modules["course/1"]
    renamed = [one.segments[0].model_copy(update={"id": f"{one.segments[0].id}-2"}), *one.segments[1:]]
    both = replace(small, modules={
        "course/1": one.model_copy(update={"segments": (one.segments[0], *renamed)}),
        "course/2": one.model_copy(update={"id": "course/2"}),
    })
    notebook = run_notebook(both, Session(modules=("course/1", "course/2")))
    nbformat.validate(notebook)
    names = [cell["id"] for cell in notebook.cells]
    assert len(set(names)) == len(names)
    first, second = read(notebook, "facilitator").modules
    assert [s.id for s in second.segments] == [s.id for s in one.segments]
    assert len(first.segments) == len(second.segments) + 1
    every_format(notebook)


@pytest.mark.parametrize(("source", "expected"), [
    ("organization = 12", "12"),
    ("place = 4.5", "4.5"),
    ("facilitators = ['Ann', 7]", "7"),
    ("contacts = '{\"state-line\": \"555-0100\"}'", ""),
    ("contacts = {'state-line': 211}", ""),
    ("organization: str = 'Library'", "Library"),
    ("odd = {[]: 1}\norganization = 'Library'", "Library"),
])
def test_parameters_as_papermill_and_people_write_them_are_understood(source, expected):
    notebook = new_notebook(cells=[new_code_cell(source, metadata={"tags": ["parameters"]})])
    assert expected in outline(notebook)
    assert cells.notebook_parameters(notebook).contacts.keys() <= {"state-line"}


def test_a_parameter_that_cannot_be_used_is_named():
    notebook = new_notebook(cells=[new_code_cell("paper = 'a3'", metadata={"tags": ["parameters"]})])
    with pytest.raises(UsageError, match="paper cannot be 'a3'; write 'letter' or 'a4'"):
        read(notebook, "participant")


def shown(output) -> object:
    return new_notebook(cells=[new_markdown_cell("# T\n\n## A"), new_code_cell("x", outputs=[output])])


@pytest.mark.parametrize(("output", "expected"), [
    (new_output("stream", text="a\tb"), "a       b"),
    (new_output("stream", text="10%\r20%\r\nbell\x07"), "20%\nbell"),
    (new_output("stream", text="\x1b[1;31mred\x1b[0m \x1b[?25l"), "red"),
    (new_output("stream", text="line\n" * 500), "\n".join(["line"] * 200 + ["…"])),
    (new_output("stream", text="x" * 5000), "x" * 2000 + "…"),
    (new_output("display_data", data={"text/plain": ["a\n", "b"]}), "a\nb"),
])
def test_printed_text_reads_as_a_terminal_shows_it_and_is_cut_where_it_is_data(output, expected):
    block = read(shown(output), "participant").modules[0].segments[0].blocks[0]
    assert block == d.CodeBlock(expected)


@pytest.mark.parametrize("output", [
    new_output("display_data", data={"image/png": "abc"}),
    new_output("display_data", data={"text/html": "<table><tr><td><table></table></td></tr></table>"}),
    new_output("display_data", data={"text/plain": ""}),
    new_output("stream", text="tab\t, bell\x07"),
])
def test_a_damaged_output_stops_no_format(output):
    every_format(shown(output))


@pytest.mark.parametrize("source", ["- \n- ", "#\n\n##\n\ntext", "a\tb\n\n```\nx\ty\n```", "bell\x07", "<br>"])
def test_odd_markdown_stops_no_format(source):
    every_format(new_notebook(cells=[new_markdown_cell(source)]))


def test_a_line_break_in_html_keeps_words_apart():
    assert "one two" in outline(new_notebook(cells=[new_markdown_cell("# T\n\none<br>two")]))


@pytest.mark.parametrize("address", ["my%20door.png", "<my door.png>"])
def test_a_picture_attached_under_a_name_with_a_space_is_found(address):
    target = f"<attachment:{address[1:]}" if address.startswith("<") else f"attachment:{address}"
    cell = new_markdown_cell(f"![A door]({target})", attachments={"my door.png": {"image/png": PIXEL}})
    (segment,) = read(new_notebook(cells=[cell]), "participant").modules[0].segments
    assert segment.blocks == (d.Figure(base64.b64decode(PIXEL), "image/png", "A door"),)


def test_old_notebooks_and_texts_kept_line_by_line_are_read():
    old = nbformat.from_dict({"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"metadata": {}, "cells": [
        {"cell_type": "heading", "level": 1, "source": "Mine", "metadata": {}},
        {"cell_type": "code", "language": "python", "input": ["x"], "metadata": {}, "collapsed": False, "prompt_number": 1,
         "outputs": [{"output_type": "stream", "stream": "stdout", "text": ["a\n", "b"]}]},
    ]}]})
    first = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [
        {"cell_type": "markdown", "source": ["# Mine\n", "\n", "text"], "metadata": {}},
        {"cell_type": "code", "source": ["x"], "metadata": {}, "execution_count": None,
         "outputs": [{"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]}]},
    ]})
    for notebook in (old, first):
        document = read(notebook, "participant")
        assert document.title == "Mine"
        assert d.CodeBlock("a\nb") in document.modules[0].segments[0].blocks


@pytest.mark.parametrize("spoil", [
    lambda notebook: cell_of(notebook, "segment").metadata[cells.KEY]["segment"].update(number="first"), lambda notebook: cell_of(notebook, "segment").metadata[cells.KEY].pop("segment"),
    lambda notebook: cell_of(notebook, "glossary").metadata[cells.KEY].update(terms=5), lambda notebook: notebook.metadata[cells.KEY].update(schedule=[1]),
])  # fmt: skip
@pytest.mark.parametrize("reader", ["participant", "facilitator", "learner"])
def test_metadata_that_somebody_changed_are_refused_with_a_sentence(notebook, spoil, reader):
    spoil(notebook)
    with pytest.raises(UsageError, match=r"metadata tell of it was changed.*Make the notebook again"):
        read(notebook, reader)


@pytest.mark.parametrize("spoil", [
    lambda notebook: notebook.cells[0].pop("source"), lambda notebook: notebook.cells[1].update(metadata=[]), lambda notebook: notebook.update(cells=[3]),
    lambda notebook: cell_of(notebook, "segment").metadata.update(tags=5),
])  # fmt: skip
def test_what_is_no_notebook_is_refused_with_a_sentence(notebook, spoil):
    spoil(notebook)
    with pytest.raises(UsageError, match=r"The notebook is damaged.*Make the notebook again"):
        read(notebook, "participant")


def test_a_fault_of_our_own_keeps_its_traceback(monkeypatch):
    monkeypatch.setattr("toolkit.export.read.notebook.own_text", lambda *_, **__: 1 + "x")
    with pytest.raises(TypeError, match="unsupported operand"):
        read(new_notebook(cells=[new_markdown_cell("Text")]), "participant")


@pytest.mark.parametrize("reader", ["participant", "learner"])
@pytest.mark.parametrize("kept", [["text/markdown", "text/html", "text/plain"], ["text/plain"], ["text/html"]])
def test_an_activity_of_which_a_tool_left_only_text_is_refused_as_that_holds_the_answers(notebook, reader, kept):
    (output,) = cell_of(notebook, "activity").outputs
    output.data = {media: output.data[media] for media in kept}
    with pytest.raises(UsageError, match=r"has lost our part of it.*run the cell again"):
        read(notebook, reader)


def test_what_a_persons_own_code_shows_beside_an_activity_is_no_loss(notebook):
    cell = cell_of(notebook, "activity")
    cell.source += "\nprint('more')"
    cell.outputs.append(new_output("display_data", data={"text/plain": "more"}))
    assert read(notebook, "participant")


def test_an_exporter_of_jupyter_refuses_what_is_no_notebook_with_a_sentence(notebook):
    cell_of(notebook, "activity").source = 5
    with pytest.raises(UsageError, match="The notebook is damaged"):
        HandoutExporter().from_notebook_node(notebook)
