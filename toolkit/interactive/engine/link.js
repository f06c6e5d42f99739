/**
 * A kernel's model in, a link out; a store and a link in, both kept in step.
 *
 * The browser's copy comes first and is never waited for. What the record on this computer answers is one of:
 *   {type: "kept", record}            it has what we have
 *   {type: "newer", record, entry}    it has more, or something else: the learner went on in another browser
 *   {type: "forgotten", record}       what we have was forgotten on purpose, so it goes here too
 *   {type: "refused", reason}         the disk refuses
 */
import { same, together } from "./together.js";

const PATIENCE = 3000; // milliseconds until a kernel that does not answer is told of; a busy one may still answer later

/** {send(message), on(listener), close()} over a widget model. Sending into nothing is no error. */
export function linkTo(model) {
  const listeners = [];
  const hear = (message) => listeners.forEach((listener) => listener(message));
  model.on("msg:custom", hear);
  return {
    send(message) {
      try {
        model.send(message);
      } catch {
        // The kernel is gone. Whoever waits for an answer says so.
      }
    },
    on: (listener) => listeners.push(listener),
    close: () => model.off("msg:custom", hear),
  };
}

/**
 * Sends messages, each of which has one answer, and calls `silent` when one stays without for a while.
 *
 * `heard()` is to be called with each answer.
 */
export function waitFor(link, silent) {
  let open = 0;
  let timer = null;

  function arm() {
    clearTimeout(timer);
    timer = open > 0 ? setTimeout(gone, PATIENCE) : null;
  }

  function gone() {
    timer = null;
    silent();
  }

  return {
    send(message) {
      open += 1;
      link.send(message);
      if (timer === null) arm();
    },
    heard() {
      open = Math.max(0, open - 1);
      arm();
    },
  };
}

/** Keeps one activity's entry and the record in step. `handle` is what mount gave; the result is to be told of changes. */
export function keepInStep({ store, link, place, handle }) {
  const waiting = waitFor(link, () => handle.notice("kernel-silent"));
  let touched = false;
  let merging = false;

  link.on((message) => {
    if (!(message.type in ANSWERS)) return;
    waiting.heard();
    store.belongTo(message.record);
    ANSWERS[message.type](message);
  });

  const ANSWERS = {
    kept({ record }) {
      handle.notice(null);
      const entry = store.entry(place);
      if (entry && entry.seen !== record) store.adopt({ ...entry, seen: record });
    },
    newer({ record, entry }) {
      handle.notice(null);
      const mine = store.entry(place);
      if (mine && mine.revision > entry.revision) return; // said before the record heard of it
      const ours = mine?.version === place.version ? mine.value : null;
      const theirs = entry.version === place.version ? entry.value : null;
      const both = ours && theirs ? together(theirs, ours, { touched }) : (theirs ?? ours);
      store.adopt({ ...entry, seen: record });
      merging = true;
      if (both && !same(both, theirs)) store.save(place, both); // above what either had
      merging = false;
      if (!same(both, ours)) handle.restore(both);
    },
    forgotten() {
      handle.forget();
    },
    refused({ reason }) {
      handle.notice("record-refused", { reason });
    },
  };

  // Private notes stay here, but are forgotten with the record that they were written beside.
  waiting.send({ type: "hello", ...place, entry: store.entry(place), seen: store.seen(place) });
  return {
    changed(message) {
      touched ||= !merging;
      waiting.send(message);
    },
  };
}
