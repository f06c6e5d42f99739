/** The quick exit in, a page that is gone at once out: an empty one takes its place, also in the list that Back goes through. */

const PRESSES = 3;
const WITHIN = 2000; // milliseconds

/** Leaves by a press on `link`, or by Escape three times in a row from anywhere in the page; `about` then says so. */
export function quickExit(link, about) {
  let pressed = [];
  document.getElementById(link.getAttribute("aria-describedby")).textContent = about;
  link.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      pressed = [];
      return;
    }
    if (event.repeat) return;
    pressed = [...pressed, event.timeStamp].filter((time) => event.timeStamp - time < WITHIN);
    if (pressed.length >= PRESSES) leave(event);
  });
}

function leave(event) {
  event.preventDefault();
  document.documentElement.replaceChildren(); // at once: the browser may take a moment for what follows
  window.location.replace("about:blank");
}
