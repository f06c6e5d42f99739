"""Data of an activity in, a widget out that shows it in JupyterLab, Notebook 7, VS Code and other homes of ipywidgets.

Where no front end listens (papermill, nbconvert), nobody could see a widget: ``front_end_listens`` says so.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit.interactive.engine_source import engine_css, engine_module
from toolkit.model import cells

Answers = list[dict[str, Any]]

# Set by Jupyter servers for the kernels of open notebooks, and by VS Code for its own.
_FRONT_ENDS = ("JPY_SESSION_NAME", "VSCODE_PID", "VSCODE_CWD", "VSCODE_IPC_HOOK", "COLAB_RELEASE_TAG")

def front_end_listens() -> bool:
    """Whether this is a kernel whose outputs a person is looking at."""
    if cells.NOBODY in os.environ or not any(name in os.environ for name in _FRONT_ENDS):
        return False
    from IPython import get_ipython

    return getattr(get_ipython(), "kernel", None) is not None


def live_widget(data: dict[str, Any], fallback: Mapping[str, Any], hear: Callable[[dict[str, Any]], Answers]) -> Any:
    """A widget that shows ``data`` and answers its messages with ``hear``.

    ``fallback`` is the same thing for readers that know no widgets. Its media types travel with the
    widget, so that a notebook that is saved, printed or opened untrusted is still readable.
    """
    return _widget_class()(data, fallback, hear)


@cache
def _widget_class() -> type:
    import traitlets
    from anywidget import AnyWidget

    class ActivityWidget(AnyWidget):  # type: ignore[misc]  # anywidget ships no types that mypy may follow
        """One activity. Its state holds what the page is told and nothing that the learner did."""

        _esm = _file("loader.js")
        data = traitlets.Dict().tag(sync=True)
        carrier = traitlets.Unicode().tag(sync=True)

        def __init__(
            self, data: dict[str, Any], fallback: Mapping[str, Any], hear: Callable[[dict[str, Any]], Answers]
        ) -> None:
            super().__init__(data=data, carrier=_carrier().model_id, layout=_layout())
            self._fallback = fallback
            self._hear = hear
            self.on_msg(self._heard)

        def _heard(self, _widget: Any, message: Any, _buffers: Any) -> None:
            for answer in self._hear(message) if isinstance(message, dict) else ():
                self.send(answer)

        def _repr_mimebundle_(self, **_options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
            data, _ = super()._repr_mimebundle_() or ({}, {})
            # Tells toolkit/server.py that the view may go when the notebook is saved: it has a fallback.
            return {**data, **self._fallback}, {cells.KEY: {"live": True}}

    return ActivityWidget


@cache
def _layout() -> Any:
    """The layout model that every ipywidget must have; ours say nothing in it, so one does for all."""
    from ipywidgets import Layout

    return Layout()


@cache
def _carrier() -> Any:
    """The model that carries the engine, once for all activities: with a copy in each, opening a notebook is slow."""
    import traitlets
    from ipywidgets import Widget

    class EngineCarrier(Widget):  # type: ignore[misc]  # as above
        """Nothing to look at."""

        engine = traitlets.Unicode().tag(sync=True)
        look = traitlets.Unicode().tag(sync=True)

    return EngineCarrier(engine=engine_module(), look=engine_css() + _file("notebook.css"))


def _file(name: str) -> str:
    return (files("toolkit.widgets") / name).read_text(encoding="utf-8")
