/**
 * A kernel's model in, a link out; a store and a link in, both kept in step.
 *
 * The browser's copy comes first and is never waited for. What the record on this computer answers is one of:
 *   {type: "kept", record}            it has what we have
 *   {type: "newer", record, entry}    it has more: the learner went on in another browser
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
      if ((store.entry(place)?.revision ?? 0) >= entry.revision) return; // the learner went on meanwhile
      store.adopt({ ...entry, seen: record });
      handle.restore(store.load(place));
    },
    forgotten() {
      handle.forget();
    },
    refused({ reason }) {
      handle.notice("record-refused", { reason });
    },
  };

  waiting.send({ type: "hello", ...place, entry: store.entry(place) });
  return { changed: (message) => waiting.send(message) };
}
