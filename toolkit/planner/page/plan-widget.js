/** An anywidget model in, the planner in a notebook out. */
import { linkTo } from "../../interactive/engine/link.js";
import { plannerPage } from "./plan-page.js";

/** Called by anywidget for each view of the model, whose trait `data` is what there is to choose from. */
export function render({ model, el: element }) {
  const link = linkTo(model);
  const page = plannerPage(model.get("data"), link);
  element.replaceChildren(page.node);
  page.start();
  return () => {
    page.close();
    link.close();
    page.node.remove();
  };
}
