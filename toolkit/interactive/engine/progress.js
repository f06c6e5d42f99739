/**
 * What a learner did in, the same back after a reload: in the browser's storage where it may be used, else in memory.
 *
 * A store is an object with:
 *   load(place) -> value or null          place is {module, item, version}; another version counts as nothing
 *   save(place, value, {secret}) -> bool  false where the browser refuses to keep it; `secret` never leaves it
 *   forget(place?)                        one entry, or everything of ours, in every view that is open
 *   entry(place) -> entry or null         with its revision, and `seen`, the id of the record that has heard of it
 *   adopt(entry)                          takes what the record on this computer knows in place of its own
 *   export() -> {format, entries}         everything but what is secret
 */

const PREFIX = "facilitator-toolkit/1/";
const FORGOTTEN = "facilitator-toolkit-forgotten";

/**
 * A store in `storage`.
 *
 * `allowed` false keeps to memory until `allow(true)`, for pages that must ask first. `onChange` hears of every
 * entry that is not secret, so that it can be carried on to a kernel; it is never waited for. `onForgotten` hears
 * when everything was forgotten, here or in another view of this browser.
 */
export function createStore({ storage = browserStorage(), allowed = true, onChange = () => {}, onForgotten = () => {} } = {}) {
  const memory = new Map();
  let permitted = allowed;
  // Two notebooks side by side are one window, two tabs are two: each tells of it in its own way.
  const forgotten = () => {
    memory.clear();
    onForgotten();
  };
  const removed = ({ key, newValue }) => {
    if (key === null) forgotten();
    else if (newValue === null) memory.delete(key);
  };
  window.addEventListener(FORGOTTEN, forgotten);
  window.addEventListener("storage", removed);

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
      return JSON.parse(storage.getItem(name));
    } catch {
      return null;
    }
  }

  const read = (name) => memory.get(name) ?? kept(name);
  // Counts on from the higher of both: another view may have been ahead of this one.
  const revision = (name) => Math.max(count(memory.get(name)), count(kept(name)));

  function put(name, entry) {
    memory.set(name, entry);
    return permitted || entry.secret ? write(name, entry) : true;
  }

  return {
    load(place) {
      const entry = read(nameOf(place));
      return entry && entry.version === place.version ? (entry.value ?? null) : null;
    },

    save(place, value, { secret = false } = {}) {
      const name = nameOf(place);
      const entry = { ...place, revision: revision(name) + 1, value, secret, seen: read(name)?.seen };
      const written = put(name, entry);
      if (!secret) onChange({ type: "saved", ...told(entry) });
      return written;
    },

    entry(place) {
      const entry = read(nameOf(place));
      return entry && !entry.secret && count(entry) > 0 ? told(entry) : null;
    },

    adopt(entry) {
      const name = nameOf(entry);
      if (!read(name)?.secret) put(name, { ...told(entry), secret: false });
    },

    forget(place) {
      const names = place ? [nameOf(place)] : [...memory.keys(), ...namesIn(storage)];
      for (const name of names) {
        memory.delete(name);
        remove(storage, name);
      }
      if (!place) window.dispatchEvent(new CustomEvent(FORGOTTEN));
    },

    export() {
      const names = new Set([...memory.keys(), ...namesIn(storage)]);
      const entries = [...names].sort().map(read).filter((entry) => entry && !entry.secret);
      return {
        format: "facilitator-toolkit-record/1",
        entries: entries.filter((entry) => count(entry) > 0).map(told),
      };
    },

    /** Whether the page may keep things: yes carries over what was done so far, no takes it off the device. */
    allow(yes) {
      permitted = yes;
      for (const [name, entry] of memory) if (yes && !entry.secret) write(name, entry);
      if (!yes) for (const name of namesIn(storage)) keepInMemory(memory, storage, name);
    },

    /** Listens no more. */
    close() {
      window.removeEventListener(FORGOTTEN, forgotten);
      window.removeEventListener("storage", removed);
    },
  };
}

/** An entry as others may hear of it. */
function told({ module, item, version, revision, value, seen }) {
  return { module, item, version, revision, value, seen };
}

function count(entry) {
  return Number.isInteger(entry?.revision) ? entry.revision : 0;
}

/** The browser's storage, or null where touching it is refused. */
export function browserStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
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
  try {
    const entry = JSON.parse(storage.getItem(name));
    if (entry.secret) return; // kept by a tick of its own
    if (!memory.has(name)) memory.set(name, entry);
  } catch {
    // Not an entry that we could read again.
  }
  remove(storage, name);
}
