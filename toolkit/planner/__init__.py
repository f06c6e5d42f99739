"""The planner of a notebook: a form for one session file, with the day that it makes beside it, for people who do not program.

It is a widget of our own HTML rather than stock controls of ipywidgets, for three reasons.

- A label of ipywidgets is a text beside a control; nothing can be tied to a field that tells what is wrong with it
  (aria-describedby, aria-invalid), nothing groups radio buttons under a question, and nothing is said politely when
  the plan changes.
- JupyterLab takes plain keys in command mode from every control without ``data-lm-suppress-shortcuts``, and an ``x``
  then deletes the planner's cell. Stock controls cannot carry it; toolkit/interactive/engine/dom.js puts it everywhere.
- A form that the browser draws keeps what was typed when the kernel dies. Stock controls hold it in the kernel.

The page (``page/``) holds the draft and asks; the kernel (``desk.py``) checks, plans, saves and makes, by the same
functions as the command line, and forgets. So nothing about a person is anywhere but in the session file, and in the
browser's tab until that is closed.
"""

from __future__ import annotations

from pathlib import Path


def planner() -> None:
    """Show the planner, or, where nobody could use it, how to do without."""
    from IPython.display import display

    from toolkit.load import find_curriculum, load_curriculum
    from toolkit.messages import messages
    from toolkit.model.session import Parameters
    from toolkit.planner.desk import Desk
    from toolkit.planner.widget import planner_widget
    from toolkit.widgets.bundle import readable
    from toolkit.widgets.live import front_end_listens

    desk = Desk(load_curriculum(find_curriculum(Path.cwd())), Path.cwd())
    words = messages(Parameters().language)
    ready = "\n".join(f"- **{each['title']}** (`{each['name']}`)" for each in desk.data()["ready"])
    fallback = readable(f"{words('planner.not-alive')}\n\n{ready}\n")
    if front_end_listens():
        display(planner_widget(desk, fallback))
    else:
        display(fallback, raw=True)
