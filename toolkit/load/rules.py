"""The rules that a file must keep before its content can be looked at."""

from __future__ import annotations

from dataclasses import replace

from toolkit.errors import Problem
from toolkit.model.rule import Rule

_AS_TYPED = "Text must arrive exactly as it was typed, or be refused."
_ONE_MEANING = "A file must mean the same to every reader and every tool."

RULES: dict[str, Rule] = {
    rule.id: replace(rule, may_be_allowed=False)  # what cannot be read cannot be let off
    for rule in (
        Rule(
            id="file-can-be-read",
            says="A file can be opened and is an ordinary file.",
            why="A file that is skipped in silence is content that goes missing.",
        ),
        Rule(id="file-is-small", says="A file is at most 20 MB.", why="Ten thousand questions take 12 MB; more is a mistake."),
        Rule(id="file-is-utf-8", says="A file is saved as UTF-8 without a byte-order mark.", why=_AS_TYPED),
        Rule(
            id="file-has-plain-characters",
            says="A file holds no control characters and no odd line breaks.",
            why="They are invisible in an editor and break the files made from them.",
        ),
        Rule(id="file-is-yaml", says="A file follows the rules of YAML.", why=_ONE_MEANING),
        Rule(id="file-is-not-empty", says="A file holds something.", why="An empty file is usually a failed save."),
        Rule(
            id="file-is-one-document",
            says="A file holds one YAML document.",
            why="What stands after a second '---' would be lost.",
        ),
        Rule(id="file-is-not-deep", says="Blocks are nested at most 40 deep.", why="The format needs 10."),
        Rule(id="key-is-text", says="A key is one plain word.", why=_ONE_MEANING),
        Rule(
            id="key-is-written-once",
            says="No key is written twice in one block.",
            why="Most YAML readers keep the last one and lose the others in silence.",
        ),
        Rule(
            id="value-is-written-out",
            says="There are no anchors (&), aliases (*) or merge keys (<<).",
            why="A reader must see every value where it stands, and an alias can multiply without limit.",
        ),
        Rule(id="value-has-no-tag", says="There are no tags (!).", why=_AS_TYPED),
        Rule(
            id="text-is-not-cut",
            says="After unquoted text, a note has two blanks before its '#' and one after it; one blank before it is "
            "enough after a number, an id or another single word without capitals.",
            why="YAML drops everything from ' #' on in silence: 'Room #4' would print as 'Room'.",
        ),
        Rule(
            id="value-is-present",
            says="Every key has a value.",
            why="An empty value may be forgotten or meant; the file must say which.",
        ),
        Rule(
            id="key-is-known", says="Every key is one of the format.", why="A misspelt key would be ignored in silence."
        ),
        Rule(id="key-is-present", says="Every required key is there.", why="What is made from it would have a gap."),
        Rule(
            id="kind-is-known",
            says="Every 'kind' is one that is allowed in its place.",
            why="The kind decides which keys belong to a block.",
        ),
        Rule(
            id="value-has-right-shape",
            says="A value is text, a list or a block, as its key expects.",
            why="Otherwise its meaning would be guessed.",
        ),
        Rule(id="value-is-allowed", says="A value is one of the words that its key allows.", why=_ONE_MEANING),
        Rule(
            id="list-has-right-length",
            says="A list has as many items as its key expects.",
            why="A question needs enough answers, and a slide must stay readable.",
        ),
        Rule(
            id="text-is-safe",
            says="Text holds no character that shows one thing and means another.",
            why="Control characters and hidden direction marks break or falsify the files made from text.",
        ),
        Rule(
            id="text-can-be-printed",
            says="Text holds only characters that the fonts of the printed files can show.",
            why="Printing would leave a hole, so those files would not be made at all.",
        ),
        Rule(id="text-is-not-blank", says="Text holds more than spaces.", why="It would print as a gap."),
        Rule(
            id="id-is-well-formed",
            says="An id is written in its pattern.",
            why="Ids become file names and anchors on every operating system.",
        ),
        Rule(id="number-is-whole", says="A count is written in plain digits.", why=_AS_TYPED),
        Rule(id="flag-is-true-or-false", says="A flag is written true or false.", why=_ONE_MEANING),
        Rule(id="date-is-year-month-day", says="A date is written year-month-day, a year in four digits.", why=_ONE_MEANING),
        Rule(id="time-is-24-hour", says="A time is written hours:minutes on a 24-hour clock.", why=_ONE_MEANING),
        Rule(
            id="moment-is-weekday-and-time",
            says="A moment in a story is written as prose writes it: weekday, hour, minutes, a.m. or p.m.",
            why="Clocks are counted from it, and readers see it.",
        ),
        Rule(
            id="color-is-six-digits",
            says="A color is # and six digits from 0 to F, in quotation marks.",
            why="That is how a style guide names it, and no color can be meant by less.",
        ),
        Rule(
            id="session-module-is-listed-once",
            says="A session names each module once.",
            why="The same cards and questions would stand twice in one workbook.",
        ),
        Rule(id="value-is-valid", says="A value keeps the limits of its key.", why=_ONE_MEANING),
        Rule(
            id="file-stays-inside",
            says="No file of the curriculum is a link that leads outside its folder.",
            why="A kit must hold nothing but the curriculum.",
        ),
        Rule(
            id="file-name-is-unique",
            says="No two file names differ only in case or accents' encoding.",
            why="Some operating systems keep only one of them.",
        ),
        Rule(
            id="file-has-a-place",
            says="Every YAML file stands where the format expects one.",
            why="A file in the wrong place would be ignored in silence.",
        ),
        Rule(id="register-exists", says="Every register has its file.", why="Content cites the registers by id."),
        Rule(
            id="module-has-file",
            says="Every module of the catalogue has a file, and every file is in the catalogue.",
            why="What is offered must exist, and what exists must be offered.",
        ),
        Rule(
            id="id-agrees-with-path",
            says="The id of a module, page or diagram agrees with its folder and file name.",
            why="People find a module by its file, programs by its id.",
        ),
        Rule(
            id="entry-is-unique",
            says="No two entries of a register or of the catalogue share an id.",
            why="A reference must lead to one thing.",
        ),
        Rule(
            id="session-module-is-known",
            says="A session names modules of the curriculum.",
            why="A kit is made from them.",
        ),
        Rule(
            id="session-page-is-known",
            says="A session names reference pages of the curriculum.",
            why="They are handed out with it.",
        ),
        Rule(
            id="session-contact-is-known",
            says="A session fills in contacts of the register.",
            why="A number under a misspelt id would never be printed.",
        ),
        Rule(
            id="session-contact-is-local",
            says="A session fills in only contacts that the register marks 'local: true'.",
            why="National numbers are checked once, in the register; no workshop may print another one in their place.",
        ),
        Rule(
            id="session-contact-is-a-number",
            says="A session's contact is 3 to 40 characters with a number of three digits or more, or a web address, "
            "and holds no '<' or '>'.",
            why="It is printed on the page that people turn to when a child needs help.",
        ),
        Rule(
            id="session-audience-is-known",
            says="A session names an audience of the catalogue.",
            why="The audience chooses what goes into the kit.",
        ),
        Rule(
            id="session-readers-are-vetted",
            says="A session with restricted modules alone, or with 'vetted_by', is for the audience law-enforcement and "
            "says who confirmed that every participant is a vetted public-safety professional.",
            why="Restricted material reaches nobody else, and whoever opens it answers for it by name.",
            may_be_allowed=False,
        ),
        Rule(
            id="session-has-time",
            says="A session's minutes, and those of each of its days, are 1 to 1440 and hold at least the shortest version of its "
            "modules.",
            why="The safety frame is never cut, so what does not fit cannot be planned.",
        ),
        Rule(
            id="session-has-participants",
            says="A session expects at least 1 participant.",
            why="A workshop for nobody is a slip of the pen.",
        ),
        Rule(
            id="session-days-are-in-order",
            says="A session has at most 14 days, whose dates rise; the first agrees with the session's own 'date'.",
            why="The modules are laid over the days in this order.",
        ),
        Rule(
            id="session-lunch-fits",
            says="A session's lunch lasts 15 to 180 minutes and falls into the hours of a day whose start is known.",
            why="It is laid by the clock; at another time there would be none, in silence.",
        ),
        Rule(
            id="session-part-is-known",
            says="'parts' gives segments of the session's modules to its facilitators, each segment to one; taking turns needs two "
            "facilitators in a room.",
            why="A segment that nobody prepared is noticed when everybody waits.",
        ),
        Rule(
            id="session-rooms-differ",
            says="A session's rooms are 2 to 12, have different names, are no more than its participants, and go without 'parts'.",
            why="One facilitator cannot lead in two rooms at once, and an empty room needs no materials.",
        ),
        Rule(
            id="session-text-fits-cover",
            says="A session's title, organization, place and 'vetted_by' have at most 120 characters, a facilitator's or a room's name 80, "
            "and there are at most 12 facilitators.",
            why="Covers and title slides cannot hold more.",
        ),
        Rule(
            id="session-logo-is-a-picture",
            says="A session's logo is a whole PNG, JPEG or SVG picture beside the session file or below its folder, 5 MB at most (an SVG "
            "200 KB), loads nothing from elsewhere, and can be seen on white.",
            why="It is put into every file of the kit, and must look the same on every machine.",
        ),
        Rule(
            id="session-logo-is-described",
            says="A session's logo has 'logo_alt' in 120 characters, which says in words what the logo says.",
            why="Readers who do not see the logo hear these words in its place.",
        ),
        Rule(
            id="session-color-can-be-read",
            says="A session's colors have enough color in them to be made dark enough for text.",
            why="Text in a color that is nearly white could not be read, and darker it would be a mere gray.",
        ),
        Rule(
            id="session-look-claims-nothing",
            says="A session's 'footer' and 'logo_alt' name no endorsement, and do not make the material look like one of the National Center "
            "for Missing & Exploited Children.",
            why="The curriculum is independent: readers must not take it for an official course.",
        ),
    )
}


def problem(rule: str, file: str, at: tuple[int, int], *, what: str, mend: str) -> Problem:
    """The breach of the rule called ``rule`` at line and column ``at`` of ``file``."""
    return RULES[rule].broken(file, at, what, mend)
