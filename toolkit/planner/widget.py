"""What the planner shows first in, a widget out that goes on talking with the kernel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.interactive.engine_source import engine_css, engine_module
from toolkit.model import cells
from toolkit.planner.desk import Desk

_HERE = Path(__file__).parent


def planner_widget(desk: Desk, fallback: Mapping[str, Any]) -> Any:
    """A widget that shows ``desk``. ``fallback`` stands in its place in a notebook that is saved or printed."""
    return _widget_class()(desk, fallback)


@cache
def _widget_class() -> type:
    import traitlets
    from anywidget import AnyWidget

    class PlannerWidget(AnyWidget):  # type: ignore[misc]  # anywidget ships no types that mypy may follow
        """The planner. Its state holds what there is to choose from; what somebody writes travels in messages only."""

        _esm = engine_module("plan-widget", beside=_HERE / "page")
        _css = engine_css(home=False) + (_HERE / "planner.css").read_text(encoding="utf-8")
        data = traitlets.Dict().tag(sync=True)

        def __init__(self, desk: Desk, fallback: Mapping[str, Any]) -> None:
            super().__init__(data=desk.data())
            self._desk = desk
            self._fallback = fallback
            self.on_msg(self._heard)

        def _heard(self, _widget: Any, message: Any, _buffers: Any) -> None:
            if isinstance(message, dict):
                self._desk.hear(message, self.send)

        def _repr_mimebundle_(self, **_options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
            data, _ = super()._repr_mimebundle_() or ({}, {})
            # Tells toolkit/server.py that the view may go when the notebook is saved: it has a fallback.
            return {**data, **self._fallback}, {cells.KEY: {"live": True}}

    return PlannerWidget
