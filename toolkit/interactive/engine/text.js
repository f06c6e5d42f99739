/**
 * Safe HTML from Python in, nodes in the page out: the one place where text becomes elements.
 *
 * The string is parsed in a document of its own, where nothing runs and nothing loads. From there only the
 * elements named below are built anew, with no attribute but those named. Whatever else it held shows as
 * its text. So even a string that Python did not write cannot bring in a script, a style or a picture.
 */
import { el } from "./dom.js";

const ALLOWED = new Set([
  "p", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "br", "hr", "sup", "a",
  "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
]);
const SAFE_ADDRESS = /^(https:\/\/|mailto:|tel:|#)/i;

/** Fills `node` with the safe HTML `html`, and gives `node` back. */
export function fill(node, html) {
  const parsed = new DOMParser().parseFromString(`<body>${html ?? ""}`, "text/html");
  node.replaceChildren(...copies(parsed.body));
  return node;
}

/** An element filled with safe HTML. */
export function rich(tag, attributes, html) {
  return fill(el(tag, attributes), html);
}

/** The words of safe HTML, for names that cannot hold elements. */
export function wordsOf(html) {
  return new DOMParser().parseFromString(`<body>${html ?? ""}`, "text/html").body.textContent.trim();
}

function copies(parent) {
  const found = [];
  for (const child of parent.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) found.push(document.createTextNode(child.data));
    else if (child.nodeType === Node.ELEMENT_NODE) found.push(...copy(child));
  }
  return found;
}

function copy(source) {
  const tag = source.localName;
  if (!ALLOWED.has(tag)) return copies(source);
  if (tag === "a") return link(source);
  return [el(tag, tag === "ol" ? { start: number(source.getAttribute("start")) } : {}, ...copies(source))];
}

function link(source) {
  const href = source.getAttribute("href") ?? "";
  if (!SAFE_ADDRESS.test(href)) return copies(source);
  const outside = /^https:/i.test(href);
  const attributes = {
    href,
    class: source.getAttribute("class") === "tk-cite" && "tk-cite",
    "aria-label": source.getAttribute("aria-label"),
    // A notebook's page must not be left by a click: what is not saved would be lost.
    target: outside && "_blank",
    rel: outside && "noopener noreferrer",
  };
  return [el("a", attributes, ...copies(source))];
}

function number(text) {
  return /^\d{1,4}$/.test(text ?? "") ? text : null;
}
