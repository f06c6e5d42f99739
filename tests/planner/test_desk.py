"""What the kernel answers to the planner's page: what it sees, what it saves, what it makes, and what it says when it cannot."""

from __future__ import annotations

import errno
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.curricula import SMALL
from tests.logos import SVG, dots
from toolkit.cli import main
from toolkit.errors import OutputError
from toolkit.load import load_curriculum, load_session
from toolkit.planner import files
from toolkit.planner.desk import Desk
from toolkit.planner.making import below

READY = ("community-evening", "foster-parent-evening", "half-day-with-partners", "in-service", "staff-meeting")


class Page:
    """The page's side: says things and keeps what was answered."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.heard: list[dict] = []

    def __call__(self, kind: str, **more) -> dict:
        self.desk.hear({"type": kind, "number": "a-1", **more}, self.heard.append)
        return self.heard[-1]

    def make(self, draft: dict) -> dict:
        answer = self("make", draft=draft, root="")
        self.desk._making.wait()
        assert answer
        return self.heard[-1]


@pytest.fixture
def page(curriculum, tmp_path, monkeypatch) -> Page:
    monkeypatch.chdir(tmp_path)
    return Page(Desk(curriculum, tmp_path))


@pytest.fixture
def small(tmp_path, monkeypatch) -> Page:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, tmp_path / "curriculum")
    return Page(Desk(load_curriculum(tmp_path / "curriculum"), tmp_path))


def changed(draft: dict, **keys) -> dict:
    return {**draft, "tree": {**draft["tree"], **keys}}


def fields(answer: dict) -> list[str]:
    return [problem["field"] for problem in answer["problems"]]


@pytest.mark.parametrize("name", READY)
def test_every_ready_made_session_opens_and_is_saved_as_it_is(page, curriculum, name):
    opened = page("open", ready=name)
    assert opened["type"] == "opened"
    assert fields(opened) == (["modules"] if name == "in-service" else [])  # nobody has vetted anyone yet
    kept = page("save", draft=opened["draft"])
    assert kept["type"] == "kept"
    original = (curriculum.root / "sessions" / f"{name}.yaml").read_text(encoding="utf-8")
    assert original.endswith(Path(f"my-{name}.yaml").read_text(encoding="utf-8"))
    assert page("open", file=f"my-{name}.yaml")["draft"]["tree"] == opened["draft"]["tree"]


def test_a_file_comes_back_byte_for_byte_and_its_notes_survive_a_change(page, tmp_path):
    path = tmp_path / "evening.yaml"
    text = "# ours\nmodules: [intro/1]  # one\nminutes: 90\nrooms: [East, West]\n"
    path.write_text(text, encoding="utf-8")
    opened = page("open", file="evening.yaml")
    assert page("save", draft=opened["draft"])["type"] == "kept"
    assert path.read_text(encoding="utf-8") == text
    page("save", draft=changed(opened["draft"], minutes="100"))
    assert path.read_text(encoding="utf-8") == text.replace("90", "100")


def test_a_form_filled_in_is_the_file_that_the_command_line_reads(page, capsys):
    draft = page("open")["draft"]
    draft = changed(
        draft, modules=["intro/1", "intro/2"], title="Ours: an evening", date="2027-01-15", start="09:00", minutes="240",
        lunch={"at": "12:00", "minutes": "45"}, facilitators=["Ana Ruiz", "Bo Lee"], take_turns="true", participants="24", place="Room #4",
        organization="Library", contacts={"state-line": "555-0100"}, pages=["overview"], paper="a4",
    )  # fmt: skip
    seen = page("look", draft=draft)
    assert seen["problems"] == [] or fields(seen) == ["contacts/state-line"]
    draft["tree"].pop("contacts")
    kept = page("save", draft={**draft, "name": "ours"})
    assert kept["draft"]["file"] == "ours.yaml"
    session, _ = load_session(Path("ours.yaml"))
    assert (session.title, session.take_turns, session.paper, session.pages) == ("Ours: an evening", True, "a4", ("overview",))
    assert main(["plan", "ours.yaml"]) == 0
    printed = capsys.readouterr().out
    clocks = [row["clock"] for row in kept["plan"]["days"][0]["rows"]]
    assert (clocks[0], clocks[-1].split()[1]) == ("9:00 AM", "PM")
    told = re.findall(r"^ +(\d\d):(\d\d) ", printed, re.MULTILINE)[: len(clocks)]  # below the day stands what to cut
    assert [f"{int(hours) % 12 or 12}:{minutes}" for hours, minutes in told] == [clock.split()[0] for clock in clocks]
    assert "Lunch" in [row["title"] for row in kept["plan"]["days"][0]["rows"]]


@pytest.mark.parametrize(("keys", "field", "says"), [
    ({"minutes": "20"}, "minutes", "at least 30 minutes"),
    ({"minutes": "soon"}, "minutes", "not a whole number"),
    ({"participants": "0"}, "participants", "leave it empty"),
    ({"contacts": {"local-police": "x"}}, "contacts/local-police", "three digits"),
    ({"lunch": {"at": "03:00", "minutes": "45"}}, "lunch/at", "before the end"),
    ({"days": [{"date": "2027-01-02"}, {"date": "2027-01-01"}]}, "days/1/date", "in order"),
    ({"take_turns": "true"}, "take_turns", "two facilitators"),
    ({"modules": []}, "modules", "at least one module"),
    ({"modules": ["intro/1", "intro/99"]}, "modules", "Remove it"),
    ({"vetted_by": "Ann Example, office"}, "vetted_by", "audience Law enforcement"),
])  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_in_words_of_a_form(page, keys, field, says):
    answer = page("look", draft=changed(page("open", ready="community-evening")["draft"], **keys))
    assert fields(answer) == [field]
    text = answer["problems"][0]["text"]
    assert says in text
    assert not any(word in text for word in ("the line", "Set '", "yaml", "intro/1"))


def test_a_length_that_would_do_is_offered(page):
    draft = changed(page("open", ready="community-evening")["draft"], minutes="20")
    least = page("look", draft=draft)["problems"][0]["least"]
    assert page("look", draft=changed(draft, minutes=least))["problems"] == []


def test_restricted_modules_are_named_to_nobody_but_whom_somebody_vetted(page, curriculum):
    secret = [module.title for module in curriculum.listed_modules() if curriculum.access_of(module.id) == "restricted"]
    assert len(secret) == 3
    draft = page("open", ready="in-service")["draft"]
    told = json.dumps([page.desk.data(), *page.heard, page("look", draft=changed(draft, audience="community", vetted_by="Ann Example"))])
    assert not [title for title in secret if title in told]
    cleared = page("look", draft=changed(draft, vetted_by="Ann Example, training office"))
    assert all(title in json.dumps(cleared["catalogue"]) for title in secret)
    assert cleared["plan"]


def test_modules_that_some_may_not_see_are_left_out_aloud(page):
    opened = page("open", ready="half-day-with-partners")
    assert any("law-enforcement/3" in note for note in opened["plan"]["notes"])


def test_a_lunch_that_no_day_reaches_is_not_left_out_in_silence(page):
    draft = page("open", ready="staff-meeting")["draft"]
    draft["tree"].pop("minutes")
    seen = page("look", draft=changed(draft, lunch={"at": "15:00", "minutes": "45"}))
    assert seen["plan"]["notes"] == ["No day lasts until lunch, so there is none."]


def test_a_broken_file_is_named_with_its_line_and_left_alone(page, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text('modules: [intro/1]\ntitle: "never closed\n', encoding="utf-8")
    assert page("hello", draft={})["files"] == ["broken.yaml"]
    answer = page("open", file="broken.yaml")
    assert answer["type"] == "refused"
    assert answer["reason"].startswith("broken.yaml, line 2:")
    assert path.read_text(encoding="utf-8").endswith("never closed\n")


def test_a_file_that_somebody_else_changed_is_not_written_over_unasked(page, tmp_path):
    path = tmp_path / "evening.yaml"
    path.write_text("modules: [intro/1]\nminutes: 90\n", encoding="utf-8")
    mine = changed(page("open", file="evening.yaml")["draft"], minutes="100")
    theirs = "modules: [intro/1]\nminutes: 90\nplace: Library  # new\n"
    path.write_text(theirs, encoding="utf-8")
    answer = page("save", draft=mine)
    assert answer["type"] == "changed"
    assert path.read_text(encoding="utf-8") == theirs
    assert page("save", draft=mine, agreed=answer["stamp"])["type"] == "kept"
    assert path.read_text(encoding="utf-8") == theirs.replace("90", "100")


def test_a_new_file_takes_no_other_ones_place(page, tmp_path):
    (tmp_path / "taken.yaml").write_text("mine: true\n", encoding="utf-8")
    draft = page("open", ready="staff-meeting")["draft"]
    for name, says in (("taken", "already"), ("../up", "cannot be"), ("con", "cannot be"), ("", "cannot be")):
        answer = page("save", draft={**draft, "name": name})
        assert (answer["type"], says in answer["reason"]) == ("refused", True)
    assert (tmp_path / "taken.yaml").read_text(encoding="utf-8") == "mine: true\n"
    assert [path.name for path in tmp_path.parent.glob("up.*")] == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_full_disk_or_a_closed_folder_loses_nothing_and_says_so(page, tmp_path, monkeypatch, code):
    def refuse(path, _content):
        raise OutputError(path, "No way", code)

    path = tmp_path / "evening.yaml"
    path.write_text("modules: [intro/1]\n", encoding="utf-8")
    draft = changed(page("open", file="evening.yaml")["draft"], minutes="100")
    monkeypatch.setattr(files, "write_artifact", refuse)
    answer = page("save", draft=draft)
    assert answer["type"] == "refused"
    assert "what you typed is still here" in answer["reason"]
    assert "--out" not in answer["reason"]
    assert path.read_text(encoding="utf-8") == "modules: [intro/1]\n"


def test_rubbish_from_a_page_is_passed_over(page):
    assert page("look", draft={"tree": {"modules": [1, {"a": None}], "title": "\ud800x", "minutes": 5}, "file": 7})["type"] == "seen"
    heard = len(page.heard)
    for message in ({"type": "nonsense"}, {"type": ["look"]}, {}):
        page.desk.hear(message, page.heard.append)
    assert len(page.heard) == heard
    assert page("open", file="../../secrets.yaml")["type"] == "refused"
    assert page("open", ready="nothing")["type"] == "refused"


LOOK = {"logo": "logo.png", "logo_alt": "Springfield Library", "primary": "#0B4F5C", "accent": "#7A1F5C", "footer": "Springfield Library, 1 Main St."}


def test_a_look_is_filled_in_written_and_read_and_goes_without_a_trace(page, tmp_path):
    (tmp_path / "logo.png").write_bytes(dots())
    path = tmp_path / "evening.yaml"
    text = "# ours\nmodules: [intro/1]  # one\nminutes: 90\nrooms: [East, West]  # two\n"
    path.write_text(text, encoding="utf-8")
    draft = page("open", file="evening.yaml")["draft"]
    kept = page("save", draft=changed(draft, look=LOOK))
    assert (kept["type"], kept["problems"], kept["colors"]) == ("kept", [], {})
    written = path.read_text(encoding="utf-8")
    assert 'look:\n  logo: logo.png\n  logo_alt: Springfield Library\n  primary: "#0B4F5C"\n' in written
    assert [line for line in written.splitlines() if line in text.splitlines()] == text.splitlines()
    session, _ = load_session(path)
    assert (session.look.primary, session.look.footer) == (LOOK["primary"], LOOK["footer"])
    assert session.look.logo.startswith("data:image/png")
    assert page("save", draft=page("open", file="evening.yaml")["draft"])["type"] == "kept"
    assert path.read_text(encoding="utf-8") == written
    for nothing in ({}, dict.fromkeys(LOOK), None):
        path.write_text(written, encoding="utf-8")
        page("save", draft=changed(page("open", file="evening.yaml")["draft"], look=nothing))
        assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("keys", "field", "says"), [
    ({"primary": "teal"}, "look/primary", "'teal' is not a color. Write # and six digits from 0 to F"),
    ({"accent": "#FFFFFF"}, "look/accent", "#FFFFFF is white, or nearly so"),
    ({"footer": "x" * 81}, "look/footer", "Shorten it"),
    ({"footer": "Approved by the FBI"}, "look/footer", "nor approved it"),
    ({"logo": "gone.png", "logo_alt": "Library"}, "look/logo", "there is no file 'gone.png'"),
    ({"logo": "../up.png", "logo_alt": "Library"}, "look/logo", "outside the folder"),
    ({"logo": "broken.png", "logo_alt": "Library"}, "look/logo", "damaged"),
    ({"logo": "logo.png"}, "look/logo_alt", "The logo has no words"),
    ({"logo": "logo.png", "logo_alt": "logo.png"}, "look/logo_alt", "tells nobody"),
    ({"logo_alt": "Library"}, "look/logo_alt", "Choose a logo, or leave it empty."),
])  # fmt: skip
def test_what_is_wrong_with_a_look_is_said_at_its_field(page, tmp_path, keys, field, says):
    (tmp_path / "logo.png").write_bytes(dots())
    (tmp_path.parent / "up.png").write_bytes(dots())
    (tmp_path / "broken.png").write_bytes(dots()[:500])
    answer = page("look", draft=changed(page("open", ready="community-evening")["draft"], look=keys))
    assert fields(answer) == [field]
    text = answer["problems"][0]["text"]
    assert says.lower() in text.lower()
    assert not any(word in text for word in ("the line", "logo_alt", "logo:", "quotation marks"))
    assert answer["colors"] == {}


def test_a_pale_color_is_used_darker_and_the_page_is_told_which_one(page):
    draft = page("open", ready="community-evening")["draft"]
    seen = page("look", draft=changed(draft, look={"primary": "#ffcc00", "accent": "#7A1F5C"}))
    assert seen["problems"] == []
    assert list(seen["colors"]) == ["primary"]
    told = seen["colors"]["primary"]
    assert told["text"].startswith("#FFCC00 is too pale for text on white")
    assert f"{told['used']} is used there instead." in told["text"]
    both = page("look", draft=changed(draft, look={"primary": "#FFCC00", "accent": "#ffcc00"}))
    assert list(both["colors"]) == ["primary", "accent"]


def test_pictures_beside_the_file_are_offered_as_a_logo(page, tmp_path):
    for name, data in (("b.SVG", SVG), ("a.png", dots()), (".hidden.png", dots()), ("notes.txt", b"")):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder.png").mkdir()
    assert page("open")["catalogue"]["pictures"] == ["a.png", "b.SVG"]


def test_the_name_of_a_picture_is_printed_nowhere_so_it_may_be_in_any_script(page, tmp_path):
    (tmp_path / "標誌.png").write_bytes(dots())
    draft = page("open", ready="community-evening")["draft"]
    assert page("look", draft=changed(draft, look={"logo": "標誌.png", "logo_alt": "Springfield Library"}))["problems"] == []


def test_a_character_that_no_font_has_is_said_at_its_field(page):
    draft = page("open", ready="community-evening")["draft"]
    assert fields(page("look", draft=changed(draft, look={"footer": "Library \u0e01\u0e02"}))) == ["look/footer"]
    assert fields(page("look", draft=changed(draft, place="Room \u0e01"))) == ["place"]


def test_a_kit_is_made_step_by_step_and_its_links_lead_below_the_server(small, tmp_path):
    draft = changed(small("open")["draft"], modules=["course/1"])
    made = small.make(small("save", draft=draft)["draft"])
    assert made["type"] == "made", made
    steps = [told for told in small.heard if told["type"] == "making"]
    assert [told["done"] for told in steps] == sorted(told["done"] for told in steps)
    assert steps[-1]["done"] == steps[-1]["total"]
    assert made["files"][0]["path"] == "index.html"
    assert all((tmp_path / made["folder"] / file["path"]).is_file() for file in made["files"])
    assert made["folder"] == "exports/my-workshop"
    assert below(tmp_path, str(tmp_path.parent)) == tmp_path.name
    assert below(tmp_path, str(tmp_path)) == ""
    assert below(tmp_path, str(tmp_path / "elsewhere")) is None


def test_a_kit_that_is_stopped_says_so_and_leaves_whole_files(small, tmp_path):
    draft = small("save", draft=changed(small("open")["draft"], modules=["course/1"]))["draft"]

    def stop_early(message):
        small.heard.append(message)
        if message["type"] == "making" and message["done"] == 2:
            small.desk.hear({"type": "stop"}, small.heard.append)

    small.desk.hear({"type": "make", "draft": draft, "root": ""}, stop_early)
    small.desk._making.wait()
    assert small.heard[-1] == {"type": "unmade", "reason": "Stopped. The files made so far are whole; the rest is as it was."}
    assert not list(tmp_path.rglob("index.html"))
    assert not list(tmp_path.rglob("*.part"))
