/** An anywidget model in, the same activity in a notebook out; the kernel hears of progress and is never waited for. */
import { comeAlive } from "./arrive.js";
import { letSaveThrough } from "./dom.js";
import { mount } from "./engine.js";
import { homeView } from "./home.js";
import { followJumps } from "./jump.js";
import { keepInStep, linkTo } from "./link.js";
import { createStore } from "./progress.js";

/** Called by anywidget for each view of the model, whose trait `data` is the activity. */
export function render({ model, el: element }) {
  const data = model.get("data");
  const place = { module: data.module, item: data.id, version: data.version };
  const link = linkTo(model);
  let step = null;
  const store = createStore({ onChange: (message) => step?.changed(message) });
  const handle = mount(element, data, { store, link, views: { home: homeView } });
  if (data.module) step = keepInStep({ store, link, place, handle });
  followJumps(element);
  const value = store.load(place);
  comeAlive(element, Boolean(data.module && value && !value.done));
  const keepSaving = letSaveThrough(element);

  return () => {
    keepSaving();
    link.close();
    store.close();
    handle.destroy();
  };
}
