/**
 * Activities that have just come alive in; the reader back at the beginning, or at what they had begun, out.
 *
 * Run All Cells leaves JupyterLab at the end of the notebook, on a list of sources. Whoever has pressed a key or
 * scrolled since is left where they are.
 */
const SETTLED = 500; // milliseconds without another activity: the run is over
const LOOKS = 5; // at whether JupyterLab has gone to the end, as it does once the last cell is done
const HANDS = ["pointerdown", "wheel", "keydown", "focusin"];
const arrivals = new WeakMap(); // by notebook

/** Tells that `element` has come alive, once it stands in a notebook; `begun` says whether its activity was begun and is not finished. */
export function comeAlive(element, begun, tries = 40) {
  setTimeout(() => {
    const notebook = element.closest(".jp-Notebook");
    if (!notebook && tries > 0) comeAlive(element, begun, tries - 1); // JupyterLab puts it in its place a little later
    if (!notebook) return;
    if (!arrivals.has(notebook)) arrivals.set(notebook, arrivalAt(notebook));
    arrivals.get(notebook).add(element, begun);
  }, 25);
}

function arrivalAt(notebook) {
  let [timer, begun, looks] = [null, [], 0];

  // JupyterLab moves the focus by itself; into an activity only the reader moves it.
  const stay = ({ type, target }) => (type !== "focusin" || target.closest?.(".tk")) && stop();

  function add(element, isBegun) {
    if (timer === null) HANDS.forEach((name) => window.addEventListener(name, stay, { capture: true }));
    clearTimeout(timer);
    timer = setTimeout(arrive, SETTLED);
    looks = 0;
    if (isBegun) begun.push(element);
  }

  function stop() {
    HANDS.forEach((name) => window.removeEventListener(name, stay, { capture: true }));
    clearTimeout(timer);
    [timer, begun] = [null, []];
  }

  function arrive() {
    const cells = [...notebook.querySelectorAll(".jp-Cell")];
    const atEnd = cells.length > 1 && notebook.querySelector(".jp-Cell.jp-mod-active") === cells.at(-1);
    looks += 1;
    if (!atEnd && looks < LOOKS) timer = setTimeout(arrive, SETTLED);
    const [first] = begun;
    if (atEnd || looks === LOOKS) stop();
    if (!atEnd) return; // run cell by cell, the reader is where they want to be
    const target = first?.querySelector(".tk") ?? notebook.querySelector(".jp-MarkdownOutput h1");
    if (!target) return;
    if (!first) target.style.outline = "none"; // a title under the eyes of the reader needs no ring around it
    target.setAttribute("tabindex", "-1");
    target.setAttribute("data-lm-suppress-shortcuts", "true");
    target.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
    requestAnimationFrame(() => requestAnimationFrame(() => target.scrollIntoView({ block: "start" })));
  }

  return { add };
}
