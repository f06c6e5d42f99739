/**
 * What a learner did in, the same back after a reload: in the browser's storage where it may be used, else in memory.
 *
 * A store is any object with these four, so one that a kernel backs can stand in its place:
 *   load(place) -> value or null          place is {module, item, version}; another version counts as nothing
 *   save(place, value, {secret}) -> bool  false where the browser refuses to keep it; `secret` never leaves it
 *   forget(place?)                        one entry, or everything of ours
 *   export() -> {format, entries}         everything but what is secret
 */

const PREFIX = "facilitator-toolkit/1/";

/**
 * A store in `storage`.
 *
 * `allowed` false keeps to memory until `allow(true)`, for pages that must ask first. `onChange` hears of every
 * entry that is not secret, so that it can be carried on to a kernel; it is never waited for.
 */
export function createStore({ storage = browserStorage(), allowed = true, onChange = () => {} } = {}) {
  const memory = new Map();
  let permitted = allowed;

  function write(name, entry) {
    try {
      storage.setItem(name, JSON.stringify(entry));
      return true;
    } catch {
      return false; // no storage, storage switched off, or full: memory still holds it
    }
  }

  function read(name) {
    if (memory.has(name)) return memory.get(name);
    try {
      return JSON.parse(storage.getItem(name));
    } catch {
      return null;
    }
  }

  return {
    load(place) {
      const entry = read(nameOf(place));
      return entry && entry.version === place.version ? (entry.value ?? null) : null;
    },

    save(place, value, { secret = false } = {}) {
      const entry = { ...place, value, secret };
      memory.set(nameOf(place), entry);
      if (!secret) onChange({ type: "saved", ...place, value });
      return permitted || secret ? write(nameOf(place), entry) : true;
    },

    forget(place) {
      const names = place ? [nameOf(place)] : [...memory.keys(), ...namesIn(storage)];
      for (const name of names) {
        memory.delete(name);
        remove(storage, name);
      }
      onChange({ type: "forgotten", ...place });
    },

    export() {
      const names = new Set([...memory.keys(), ...namesIn(storage)]);
      const entries = [...names].sort().map(read).filter((entry) => entry && !entry.secret);
      return {
        format: "facilitator-toolkit-record/1",
        entries: entries.map(({ module, item, version, value }) => ({ module, item, version, value })),
      };
    },

    /** Whether the page may keep things: yes carries over what was done so far, no takes it off the device. */
    allow(yes) {
      permitted = yes;
      for (const [name, entry] of memory) if (yes && !entry.secret) write(name, entry);
      if (!yes) for (const name of namesIn(storage)) keepInMemory(memory, storage, name);
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
