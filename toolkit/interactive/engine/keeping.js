/** The learner's word in, progress kept in this browser or not out. Nothing of the page is kept before a yes. */
import { save } from "./download.js";
import { browserStorage } from "./progress.js";

const ANSWER = "facilitator-toolkit/study/keep";

/** Whether the learner said yes on an earlier visit. */
export function mayKeep() {
  try {
    return browserStorage().getItem(ANSWER) === "yes";
  } catch {
    return false; // no storage, or switched off
  }
}

/** Brings the question in `panel` to life: yes, no, a copy of the record, and forgetting. */
export function askToKeep(panel, store, words) {
  const radio = (value) => panel.querySelector(`input[value="${value}"]`);
  const told = panel.querySelector('[role="status"]');
  const tell = (name) => {
    told.textContent = words[name];
  };

  function choose(yes) {
    const kept = yes && remember() && store.allow(true);
    if (!kept) forgetAnswer();
    if (!kept) store.allow(false);
    radio(kept ? "yes" : "no").checked = true;
    return kept;
  }

  radio("yes").addEventListener("change", () => tell(choose(true) ? "kept" : "cannot-keep"));
  radio("no").addEventListener("change", () => {
    choose(false);
    tell("stopped-keeping");
  });
  panel.querySelector('[data-do="download"]').addEventListener("click", () => save("my-record.json", JSON.stringify(store.export(), null, 2), "application/json"));
  panel.querySelector('[data-do="forget"]').addEventListener("click", () => {
    choose(false);
    store.forget();
    tell("forgotten");
  });
  // Another tab with one of our pages may be told no, or to forget: that counts here as well.
  window.addEventListener("storage", ({ key }) => {
    if ((key !== ANSWER && key !== null) || mayKeep() === radio("yes").checked) return;
    store.allow(mayKeep());
    radio(mayKeep() ? "yes" : "no").checked = true;
    tell(mayKeep() ? "kept" : "stopped-keeping");
  });
  radio(mayKeep() ? "yes" : "no").checked = true;
  tell(mayKeep() ? "kept" : "not-kept");
  panel.hidden = false;
}

function remember() {
  try {
    browserStorage().setItem(ANSWER, "yes");
    return true;
  } catch {
    return false;
  }
}

function forgetAnswer() {
  try {
    browserStorage().removeItem(ANSWER);
  } catch {
    // Nothing was kept where nothing can be removed.
  }
}
