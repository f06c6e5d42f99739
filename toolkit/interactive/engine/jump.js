/** An activity in a notebook in; a press on a citation then arrives at the notebook's list of sources, focus included. */

/** Follows links to places in the notebook. JupyterLab guesses the height of cells it has not shown, so one jump may miss. */
export function followJumps(element) {
  element.addEventListener("click", (event) => {
    const name = event.target.closest?.('a[href^="#"]')?.getAttribute("href").slice(1);
    const notebook = element.closest(".jp-Notebook") ?? element.ownerDocument;
    const wanted = name && CSS.escape(name);
    const target = name && notebook.querySelector(`#${wanted}, [data-jupyter-id="${wanted}"]`);
    if (!target) return;
    event.preventDefault();
    target.setAttribute("tabindex", "-1");
    target.setAttribute("data-lm-suppress-shortcuts", "true");
    const arrive = () => {
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    };
    arrive();
    requestAnimationFrame(() => requestAnimationFrame(arrive));
  });
}
