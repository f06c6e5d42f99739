/** An anywidget model in, the same activity in a notebook out; the kernel hears of progress and is never waited for. */
import { mount } from "./engine.js";
import { createStore } from "./progress.js";

/** Called by anywidget for each view of the model. Traits: `data` (the activity) and `saved` (what the kernel keeps). */
export function render({ model, el: element }) {
  const store = createStore({ onChange: tell });
  const data = model.get("data");
  const place = { module: data.module, item: data.id, version: data.version };
  const saved = model.get("saved");
  if (store.load(place) === null && saved?.value && saved.version === data.version) store.save(place, saved.value);
  const handle = mount(element, data, { store, onEvent: tell });

  function tell(event) {
    try {
      model.send(event);
    } catch {
      // The kernel is gone. The browser keeps the answer, and `render` hands it over when one is back.
    }
  }

  // What was done without a kernel reaches it now. The record leaves out what the learner wrote in private.
  const kept = store.export().entries.find(({ module, item }) => module === data.module && item === data.id);
  if (kept) tell({ type: "saved", ...kept });
  return () => handle.destroy();
}
