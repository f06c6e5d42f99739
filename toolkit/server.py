"""A notebook that JupyterLab is about to save in, the same without views of widgets that will be gone when it is opened again.

A saved view whose kernel has ended shows 'Error displaying widget: model not found' in place of
the question. Without it the notebook falls back to the readable page that stands beside it, as
in a notebook that was never alive. Jupyter servers load this by itself where the toolkit is installed.
"""

from __future__ import annotations

from typing import Any

KEY = "toolkit"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


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
    cells = content.get("cells") if model.get("type") == "notebook" and isinstance(content, dict) else None
    for cell in cells or ():
        for output in cell.get("outputs", ()):
            ours = output.get("metadata", {}).get(KEY, {})
            if isinstance(ours, dict) and ours.get("live"):
                output["data"].pop(WIDGET_VIEW, None)
                del output["metadata"][KEY]
