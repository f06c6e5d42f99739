/** Links inside the page in, the same without a trace out: the list that Back goes through never holds the page twice. */
import { el } from "./dom.js";

/**
 * Follows links to places in the page without a new entry in the browser's history: after a quick exit, Back must not
 * lead here. So that a reader finds back from a source all the same, the source gets a link to where they came from.
 */
export function leaveNoTrace(words) {
  const back = el("a", { class: "back" }, words["back-to-text"]);
  let origin = null;
  let section = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link === back) {
      goTo(origin) || goTo(headingOf(section));
      back.remove();
      return;
    }
    window.location.replace(link.hash);
    const place = document.getElementById(link.hash.slice(1));
    if (!place?.closest(".sources")) return;
    back.href = link.hash;
    origin = link;
    section = link.closest("section");
    place.append(" ", back);
  });
}

function goTo(node) {
  node?.focus();
  if (!node || document.activeElement !== node) return false;
  node.scrollIntoView({ block: "center" });
  return true;
}

/** Where to go for a link that is no longer there, since it stood in feedback that was written anew. */
function headingOf(section) {
  const heading = section?.querySelector("h1, h2, h3, h4, h5, h6");
  heading?.setAttribute("tabindex", "-1");
  return heading;
}
