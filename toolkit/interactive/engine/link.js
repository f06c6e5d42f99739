/**
 * A kernel's model in, a link out; a store and a link in, both kept in step.
 *
 * The browser's copy comes first and is never waited for. What the record on this computer answers is one of:
 *   {type: "kept", record}            it has what we have
 *   {type: "newer", record, entry}    it has more, or something else: the learner went on in another browser
 *   {type: "forgotten", record}       what we have was forgotten on purpose, so it goes here too
 *   {type: "refused", reason}         the disk refuses
 */

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
 * Sends `message` and calls `silent` when nothing has come back after a while. `heard()` is to be called with the
 * first answer.
 */
export function waitFor(link, silent) {
  let timer = null;
  const over = () => {
    timer = null; // the next message is waited for anew
    silent();
  };
  return {
    send(message) {
      link.send(message);
      timer ??= setTimeout(over, PATIENCE);
    },
    heard() {
      clearTimeout(timer);
      timer = null;
    },
  };
}

/** Keeps one activity's entry and the record in step. `handle` is what mount gave; the result is to be told of changes. */
export function keepInStep({ store, link, place, handle }) {
  const waiting = waitFor(link, () => handle.notice("kernel-silent"));

  link.on((message) => {
    if (!(message.type in ANSWERS)) return;
    waiting.heard();
    ANSWERS[message.type](message);
  });

  const ANSWERS = {
    kept({ record }) {
      handle.notice(null);
      const entry = store.entry(place);
      if (entry) store.adopt({ ...entry, seen: record });
    },
    newer({ record, entry }) {
      handle.notice(null);
      const mine = store.entry(place);
      if (mine && mine.revision > entry.revision) return;
      store.adopt({ ...entry, seen: record });
      // What was answered here while the record was still being asked is not lost to what it says.
      if (touched && mine?.version === entry.version) store.save(place, together(entry.value, mine.value));
      handle.restore(store.load(place));
    },
    forgotten() {
      handle.forget();
    },
    refused({ reason }) {
      handle.notice("record-refused", { reason });
    },
  };

  let touched = false;

  waiting.send({ type: "hello", ...place, entry: store.entry(place) });
  return {
    changed(message) {
      touched = true;
      waiting.send(message);
    },
  };
}

/** What the record has, with what was answered here in its place; a story goes on where it is being read. */
function together(theirs, mine) {
  const done = Boolean(mine.done || theirs.done);
  if (!mine.questions || !theirs.questions) return { ...mine, done };
  const answered = Object.entries(mine.questions).filter(([, state]) => state.answered || state.answer?.length > 0);
  return { ...theirs, questions: { ...theirs.questions, ...Object.fromEntries(answered) }, done };
}
