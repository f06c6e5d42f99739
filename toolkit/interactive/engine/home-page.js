/** A view in; what outlives its new content out: the focus, what is unfolded, and the moment when somebody looks again. */

/** Remembers where the focus is and what is unfolded in `node`; call the result when the content has been replaced. */
export function placeOf(node) {
  const focused = node.getRootNode().activeElement;
  const keep = node.contains(focused) ? focused.dataset.keep : null;
  const folds = new Set([...node.querySelectorAll("details[open]")].map(({ dataset }) => dataset.fold));
  return () => {
    for (const fold of node.querySelectorAll("details")) fold.open = folds.has(fold.dataset.fold);
    if (!keep || node.contains(node.getRootNode().activeElement)) return;
    const again = [...node.querySelectorAll("[data-keep]")].find(({ dataset }) => dataset.keep === keep);
    again?.focus({ preventScroll: true });
  };
}

/** Calls `back` whenever `node` comes into sight after it was out of it: another tab was open, or the page scrolled. */
export function whenSeenAgain(node, back) {
  let away = false;
  new IntersectionObserver((seen) => {
    const here = seen.at(-1).isIntersecting;
    if (here && away) back();
    away = !here;
  }).observe(node);
}

let saved = null;

/** Hands `content` to the browser as a download. Nothing leaves this computer. */
export function save(file, content, type) {
  if (saved) URL.revokeObjectURL(saved); // the one before; some browsers still read the one at hand
  saved = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = saved;
  link.download = file;
  link.click();
}
