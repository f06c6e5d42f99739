/**
 * What a learner did in, the same back after a reload: in the browser's storage where it may be used, else in memory.
 *
 * A store is an object with:
 *   load(place) -> value or null          place is {module, item, version}; another version counts as nothing
 *   save(place, value, {secret}) -> bool  false where the browser refuses to keep it; `secret` never leaves it
 *   forget(place?)                        one entry, or everything of ours, in every view that is open
 *   entry(place) -> entry or null         with its revision, and `seen`, the id of the record that it belongs to
 *   seen(place) -> id or ""               of the record it belongs to, also for what is secret
 *   adopt(entry)                          takes what the record on this computer knows in place of its own
 *   belongTo(id)                          what is saved from now on belongs to that record
 *   watch(place or null, listener)        hears when an entry, or any, was changed or forgotten by another view or tab
 *   export() -> {format, entries}         everything but what is secret
 */

const PREFIX = "facilitator-toolkit/1/";
// Two notebooks side by side are one window, two tabs are two: an event tells the first, a key set for a moment the second.
const CHANGED = "facilitator-toolkit-changed";
const FORGOTTEN = "facilitator-toolkit-forgotten";

/**
 * A store in `storage`.
 *
 * `allowed` false keeps to memory until `allow(true)`, for pages that must ask first. `onChange` hears of every
 * entry that is not secret, so that it can be carried on to a kernel; it is never waited for.
 */
export function createStore({ storage = browserStorage(), allowed = true, onChange = () => {} } = {}) {
  const memory = new Map();
  const watchers = new Set();
  const me = {};
  let permitted = allowed;
  let record;

  // -- what other views and tabs do --------------------------------------------------------

  function heard(name, entry) {
    if (name === null) {
      memory.clear();
      record = undefined; // what is done from now on belongs to no record that was forgotten
    } else if (entry === null) memory.delete(name);
    else if (count(entry) > count(memory.get(name))) memory.set(name, entry);
    else return;
    for (const { wanted, listener } of watchers) if (wanted === null || name === null || wanted === name) listener();
  }

  const inThisWindow = ({ detail }) => detail.from !== me && heard(detail.name, detail.entry);
  const inAnotherTab = ({ key, newValue }) => {
    if (key === null || (key === FORGOTTEN && newValue !== null)) heard(null, null);
    else if (key.startsWith(PREFIX)) heard(key, parsed(newValue));
  };
  const tell = (name, entry) => window.dispatchEvent(new CustomEvent(CHANGED, { detail: { from: me, name, entry } }));
  window.addEventListener(CHANGED, inThisWindow);
  window.addEventListener("storage", inAnotherTab);

  // -- what this one does ------------------------------------------------------------------

  function write(name, entry) {
    try {
      storage.setItem(name, JSON.stringify(entry));
      return true;
    } catch {
      return false; // no storage, storage switched off, or full: memory still holds it
    }
  }

  function kept(name) {
    try {
      return parsed(storage.getItem(name));
    } catch {
      return null;
    }
  }

  /** The later of the two copies: another view may have gone on in storage, or storage may have refused ours. */
  function read(name) {
    const [mine, stored] = [memory.get(name) ?? null, kept(name)];
    return mine && count(mine) >= count(stored) ? mine : stored;
  }

  function put(name, entry) {
    memory.set(name, entry);
    const written = permitted || entry.secret ? write(name, entry) : true;
    tell(name, entry);
    return written;
  }

  return {
    load(place) {
      const entry = read(nameOf(place));
      return entry && entry.version === place.version ? (entry.value ?? null) : null;
    },

    save(place, value, { secret = false } = {}) {
      const name = nameOf(place);
      const before = read(name);
      const entry = { ...place, revision: count(before) + 1, value, secret, seen: before?.seen ?? record };
      const written = put(name, entry);
      if (!secret) onChange({ type: "saved", ...told(entry) });
      return written;
    },

    entry(place) {
      const entry = read(nameOf(place));
      return entry && !entry.secret && count(entry) > 0 ? told(entry) : null;
    },

    seen: (place) => read(nameOf(place))?.seen ?? "",

    adopt(entry) {
      const name = nameOf(entry);
      if (!read(name)?.secret) put(name, { ...told(entry), secret: false });
    },

    belongTo(id) {
      record = id || undefined;
    },

    watch(place, listener) {
      const watcher = { wanted: place && nameOf(place), listener };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },

    forget(place) {
      const names = place ? [nameOf(place)] : [...memory.keys(), ...namesIn(storage)];
      for (const name of names) {
        memory.delete(name);
        remove(storage, name);
      }
      if (place) {
        tell(nameOf(place), null);
        return;
      }
      write(FORGOTTEN, true);
      remove(storage, FORGOTTEN);
      tell(null, null);
      heard(null, null);
    },

    export() {
      const names = new Set([...memory.keys(), ...namesIn(storage)]);
      const entries = [...names].sort().map(read).filter((entry) => entry && !entry.secret);
      return {
        format: "facilitator-toolkit-record/1",
        entries: entries.filter((entry) => count(entry) > 0).map(told),
      };
    },

    /**
     * Whether the page may keep things: yes carries over what was done so far, no takes it off the device. False
     * where the browser does not take it all.
     */
    allow(yes) {
      permitted = yes;
      if (!yes) namesIn(storage).forEach((name) => keepInMemory(memory, storage, name));
      return !yes || [...memory].filter(([, entry]) => !entry.secret).every(([name, entry]) => write(name, entry));
    },

    /** Listens no more. */
    close() {
      window.removeEventListener(CHANGED, inThisWindow);
      window.removeEventListener("storage", inAnotherTab);
    },
  };
}

/** The browser's storage, or null where touching it is refused. */
export function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** An entry as others may hear of it. */
function told({ module, item, version, revision, value, seen }) {
  return { module, item, version, revision, value, seen };
}

function count(entry) {
  return Number.isInteger(entry?.revision) ? entry.revision : 0;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not an entry that we could read again
  }
}

function nameOf({ module, item }) {
  return `${PREFIX}${encodeURIComponent(module)}/${encodeURIComponent(item)}`;
}

function namesIn(storage) {
  try {
    return Object.keys(storage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function remove(storage, name) {
  try {
    storage.removeItem(name);
  } catch {
    // Nothing was kept where nothing can be removed.
  }
}

function keepInMemory(memory, storage, name) {
  const entry = parsed(storage.getItem(name));
  if (entry?.secret) return; // kept by a tick of its own
  if (entry && !memory.has(name)) memory.set(name, entry);
  remove(storage, name);
}
