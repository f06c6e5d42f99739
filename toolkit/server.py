"""A notebook that JupyterLab is about to save in, the same without views of widgets that will be gone when it is opened again.

A saved view whose kernel has ended shows 'Error displaying widget: model not found' in place of
the question. Without it the notebook falls back to the readable page that stands beside it, as
in a notebook that was never alive. Jupyter servers load this by itself where the toolkit is installed.
"""

from __future__ import annotations

from typing import Any

KEY = "toolkit"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "toolkit.server"}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.contents_manager.register_pre_save_hook(leave_readable_page)


def leave_readable_page(model: dict[str, Any], **_more: Any) -> None:
    """Drops, from the notebook in ``model``, each view of ours; the readable page beside it stays.

    Jupyter's hook: ``model`` is what the contents service was asked to save, and is changed in place.
    Other people's widgets are left alone.
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    for cell in content.get("cells", ()):
        for output in cell.get("outputs", ()):
            ours = output.get("metadata", {}).get(KEY, {})
            if isinstance(ours, dict) and ours.get("live"):
                output["data"].pop(WIDGET_VIEW, None)
                del output["metadata"][KEY]
    _leave_no_state(content.get("metadata", {}))


def _leave_no_state(metadata: dict[str, Any]) -> None:
    """Drops the state of our widgets, which JupyterLab saves when asked to: without a view nothing can use it."""
    state = metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    for name in [name for name, model in state.items() if _is_ours(model.get("state", {}))]:
        del state[name]
    if "widgets" in metadata and not state:
        del metadata["widgets"]


def _is_ours(state: dict[str, Any]) -> bool:
    return str(state.get("_anywidget_id", "")).startswith("toolkit.") or {"engine", "look"} <= set(state)
