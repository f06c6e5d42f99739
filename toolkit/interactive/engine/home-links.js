/**
 * Where a notebook stands in, a link that opens it out: in JupyterLab as a tab beside this one, elsewhere as a page.
 *
 * JupyterLab listens for links that name a command, so nothing is loaded anew and nothing unsaved is lost. The
 * address in `href` is for every other host, and for people who open links in a tab of their own choice.
 */
import { el } from "./dom.js";

/** What the Jupyter page says of itself; null outside of Jupyter. */
export function pageSettings() {
  try {
    return JSON.parse(document.getElementById("jupyter-config-data").textContent);
  } catch {
    return null;
  }
}

/** The server's own folder, as the page knows it; empty where it does not say. */
export function serverRoot() {
  const root = pageSettings()?.serverRoot;
  return typeof root === "string" ? root : "";
}

/** A link to the notebook at `path`, which stands below `folder` of the server. */
export function notebookLink(path, folder, attributes, text) {
  const page = pageSettings();
  const whole = folder ? `${folder}/${path}` : path;
  const command = page && {
    "data-commandlinker-command": "docmanager:open",
    "data-commandlinker-args": JSON.stringify({ path: whole }),
  };
  return el("a", { href: page ? address(page, whole) : escaped(path), ...command, ...attributes }, text);
}

function address({ baseUrl = "/", notebookPage }, path) {
  const base = baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`;
  return `${base}${notebookPage ? "notebooks" : "lab/tree"}/${escaped(path)}`;
}

function escaped(path) {
  return path.split("/").map(encodeURIComponent).join("/");
}
