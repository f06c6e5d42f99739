"""A catalogue and the id of a new module in; what its author changes by hand to list it, out.

A program that rewrites a YAML file loses the notes in it, so the catalogue stays the author's.
"""

from __future__ import annotations

from toolkit.model.curriculum import Course, Curriculum, Marks

_UNTIL = "Until then the check says that the catalogue does not name it (module-has-file)."


def how_to_list(found: Curriculum, module_id: str) -> str:
    """The exact change to the catalogue, in words that show it."""
    if module_id in found.course_of:
        return "The catalogue names it already."
    course = module_id.partition("/")[0]
    for number, known in enumerate(found.catalogue.courses):
        if known.id == course:
            return _one_line(found.marks["catalogue"], number, known, module_id)
    return _new_course(found, course, module_id)


def _one_line(marks: Marks, number: int, course: Course, module_id: str) -> str:
    """The line that changes, or that is added, after the course's last module."""
    last = len(course.modules) - 1
    line, column = marks.at(("courses", number, "modules", last))
    written = marks.source[line - 1]
    before = written[: column - 1]
    if before.strip() == "-":
        return f"To list it, add this line below line {line} of {marks.file}:\n\n{before}{module_id}\n\n{_UNTIL}"
    end = written.index(course.modules[last], column - 1) + len(course.modules[last])
    end += written[end : end + 1] in ("'", '"')
    changed = f"{written[:end]}, {module_id}{written[end:]}"
    return f"To list it, change line {line} of {marks.file}\n\n{written}\n\nto\n\n{changed}\n\n{_UNTIL}"


def _new_course(found: Curriculum, course: str, module_id: str) -> str:
    """The block of a course that is not there yet, indented like its neighbours."""
    marks = found.marks["catalogue"]
    _, column = marks.at(("courses", 0))
    dash = " " * (column - 3)
    block = (
        f"{dash}- id: {course}\n"
        f'{dash}  title: "Write here: the title of the course"\n'
        f"{dash}  summary: |\n"
        f"{dash}    Write here: what it is about, in two or three sentences.\n"
        f"{dash}  modules: [{module_id}]"
    )
    known = ", ".join(one.id for one in found.catalogue.courses)
    return (
        f"The catalogue has no course '{course}' yet; its courses are: {known}.\n"
        f"To add it, put this at the end of the courses in {marks.file}:\n\n{block}\n\n{_UNTIL}"
    )
