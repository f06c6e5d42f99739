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

/** Calls `back` whenever `node` comes into sight after it was out of it: another tab was open, or the page scrolled. The result ends it. */
export function whenSeenAgain(node, back) {
  let [inView, away] = [true, false];
  const look = () => {
    const here = inView && !document.hidden;
    if (here && away) back();
    away = !here;
  };
  const watcher = new IntersectionObserver((seen) => {
    inView = seen.at(-1).isIntersecting;
    look();
  });
  watcher.observe(node);
  document.addEventListener("visibilitychange", look);
  return () => {
    watcher.disconnect();
    document.removeEventListener("visibilitychange", look);
  };
}
