/** Element names, attributes and children in, DOM nodes out; whatever can take focus keeps notebook shortcuts away. */

const SUPPRESS = "data-lm-suppress-shortcuts";
const FOCUSABLE = new Set(["a", "button", "input", "select", "textarea", "summary"]);
const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  right: ["M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z", "M7.5 12.4l3.1 3.1 6-6.6"],
  other: ["M6.5 6.5l11 11M17.5 6.5l-11 11"],
  safer: ["M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19z", "M7.5 12.4l3.1 3.1 6-6.6"],
  mixed: ["M12 2.2l9.8 9.8-9.8 9.8L2.2 12z", "M7.5 12h9"],
  riskier: ["M12 3l10 18H2z", "M12 9.5v5.5M12 17.4v.6"],
};
// Several copies of this program may run in one notebook, so a counter alone would repeat ids.
const COPY = Math.random().toString(36).slice(2, 8);
let made = 0;

/** An id that no other element of the page has. */
export function uid(kind) {
  made += 1;
  return `tk-${kind}-${COPY}-${made}`;
}

/** An element. Attributes that are false, null or undefined are left out; `onclick` and the like take functions. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  if (FOCUSABLE.has(tag) || "tabindex" in attributes) {
    // Lumino takes keys before they bubble, and looks at the focused element itself, never at its ancestors.
    node.setAttribute(SUPPRESS, "true");
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** A button that never submits a form around it. */
export function button(text, kind, onclick, attributes = {}) {
  return el("button", { type: "button", class: `tk-button tk-${kind}`, onclick, ...attributes }, text);
}

/** A small drawn sign. It says nothing to a screen reader: words stand beside it. */
export function sign(shape) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  svg.setAttribute("class", "tk-sign");
  for (const line of SHAPES[shape]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}

/** A sign with its words, in the colour of `kind`. */
export function badge(kind, text) {
  return el("span", { class: `tk-badge tk-is-${kind}` }, sign(kind), el("span", {}, text));
}

/** A heading that can be given focus when the view below it changes. */
export function heading(level, text, attributes = {}) {
  return el(`h${level}`, { tabindex: "-1", ...attributes }, text);
}

/** Keeps plain keys from whatever holds the activity; keys with Ctrl, Alt or Cmd, Tab and Escape go on. */
export function keepKeys(node) {
  node.addEventListener("keydown", (event) => {
    const onward = event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab" || event.key === "Escape";
    if (!onward) event.stopPropagation();
  });
}

/**
 * Lets Ctrl+S and Cmd+S in `node` save the notebook: without it the browser would offer to save its page.
 *
 * The window hears of a key before Lumino does. Other shortcuts stay out: Ctrl+Enter would run the cell and take away
 * what is being written. The result ends it.
 */
export function letSaveThrough(node) {
  const hear = (event) => {
    const { target } = event;
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || !node.contains(target)) return;
    if (!target.hasAttribute(SUPPRESS)) return;
    target.removeAttribute(SUPPRESS);
    setTimeout(() => target.setAttribute(SUPPRESS, "true"));
  };
  window.addEventListener("keydown", hear, { capture: true });
  return () => window.removeEventListener("keydown", hear, { capture: true });
}
