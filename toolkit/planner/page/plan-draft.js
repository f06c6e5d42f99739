/**
 * What somebody is writing: values by path in, one tree that a session file can hold out.
 *
 * The draft is kept in this browser tab until it is saved or the tab is closed, so a kernel that stops costs nothing
 * and no name outlives the tab. A browser that keeps nothing is no error: the form still holds it all.
 */
const KEY = "facilitator-planner-draft";
const EMPTY = { tree: { audience: "community" }, base: {}, name: "my-workshop", file: "", stamp: "", like: "" };

/** {get, set, draft, take, isChanged, keep, kept, dropped}. */
export function createDraft() {
  let draft = structuredClone(EMPTY);

  function get(path) {
    return path.reduce((value, part) => (value && typeof value === "object" ? value[part] : undefined), draft.tree);
  }

  /** Puts `value` at `path`; nothing, an empty text or an empty list but that of pages, takes the key away. */
  function set(path, value) {
    const gone = value === undefined || value === "" || (Array.isArray(value) && !value.length && path[0] !== "pages");
    const around = path.slice(0, -1);
    let block = draft.tree;
    for (const part of around) {
      if (!block[part] || typeof block[part] !== "object") block[part] = {}; // a file may hold a text where a block belongs
      block = block[part];
    }
    if (gone) delete block[path.at(-1)];
    else block[path.at(-1)] = value;
    if (around.length === 1 && !Object.keys(block).length) delete draft.tree[around[0]];
    keep();
  }

  function keep() {
    try {
      if (isChanged()) sessionStorage.setItem(KEY, JSON.stringify(draft));
      else sessionStorage.removeItem(KEY);
    } catch {
      // The tab keeps nothing. What is on the page is still there.
    }
  }

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(KEY));
    } catch {
      return null;
    }
  }

  /** Whether the draft says anything that its file does not; one that nobody has touched loses nothing. */
  function isChanged() {
    const base = draft.file || draft.like ? draft.base : EMPTY.tree;
    return written(draft.tree) !== written(base);
  }

  return {
    get,
    set,
    isChanged,
    keep,
    kept,
    draft: () => draft,
    take(other) {
      draft = { ...structuredClone(EMPTY), ...other };
      keep();
    },
    rename(name) {
      draft.name = name;
      keep();
    },
  };
}

/** JSON in which the order of keys says nothing. */
export function written(value) {
  const sorted = (_key, each) =>
    each && typeof each === "object" && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort()) : each;
  return JSON.stringify(value, sorted);
}
