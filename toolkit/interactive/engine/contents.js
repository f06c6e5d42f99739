/** Living activities and where their progress is kept in, marks in the contents and a line on how far one is out. */
import { sign } from "./dom.js";

const COUNTED = new Set(["quiz", "sort", "scenario"]); // what is written in private is never counted

/** A function that shows the progress as it stands now. `words` are those of the page. */
export function showProgress(living, store, words) {
  const counted = living.filter(({ data }) => COUNTED.has(data.kind));
  const kept = ({ data }) => store.load({ module: data.module, item: data.id, version: data.version });
  const isDone = (each) => kept(each)?.done === true;
  const line = document.getElementById("progress");
  const onward = document.querySelector(".continue");
  const stoppedBefore = nextOf(counted, kept, isDone); // on arrival; what is done now needs no link to itself
  if (stoppedBefore) {
    const link = onward.querySelector("a");
    link.href = `#${stoppedBefore.section.id}`;
    link.textContent = words.continue.replace("{title}", () => stoppedBefore.data.title);
    onward.hidden = false;
  }

  return () => {
    const done = counted.filter(isDone).length;
    line.hidden = counted.length === 0;
    const text = done === counted.length ? words["all-done"] : words.progress;
    line.textContent = text.replace("{done}", done).replace("{total}", counted.length);
    for (const entry of document.querySelectorAll("[data-part]")) {
      const inside = counted.filter(({ section }) => section.dataset.within === entry.dataset.part);
      const whole = inside.length > 0 && inside.every(isDone);
      entry.querySelector(".state").replaceChildren(...(whole ? [sign("right"), ` ${words.done}`] : []));
    }
  };
}

/** The activity to go on with: the last one begun, or the first open one after it; none when nothing was begun. */
function nextOf(counted, kept, isDone) {
  const last = counted.findLastIndex((each) => kept(each) !== null);
  return last < 0 ? null : (counted.slice(last).find((each) => !isDone(each)) ?? counted.find((each) => !isDone(each)));
}
