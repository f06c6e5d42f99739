/** Steps to put in order in, a list out that buttons move (by keyboard or touch), with dragging as an extra. */
import { badge, button, el, uid } from "./dom.js";
import { keptInOrder } from "./scoring.js";
import { rich, wordsOf } from "./text.js";

/** The control of an ordering question. See question.js for what a control can do. */
export function orderingControl(question, { say }, changed) {
  const list = el("ol", { class: "tk-order" });
  const spoken = el("p", { class: "tk-unseen", "aria-live": "polite" });
  const rows = question.items.map((item, place) => row(item, place, say, move));
  const current = () => [...list.children].map((node) => rows.find((each) => each.node === node));
  list.append(...rows.map(({ node }) => node));
  ends();

  /** Moves the neighbour instead of the row itself, so that the button in use keeps its focus. */
  function move(moved, by) {
    const order = current();
    const from = order.indexOf(moved);
    const neighbour = order[from + by];
    if (!neighbour) return;
    if (by < 0) moved.node.after(neighbour.node);
    else moved.node.before(neighbour.node);
    ends();
    changed();
    spoken.textContent = say("moved", {
      text: wordsOf(moved.item.text), place: from + by + 1, count: order.length,
    });
  }

  function ends() {
    const order = current();
    order.forEach((each, place) => {
      each.up.setAttribute("aria-disabled", String(place === 0));
      each.down.setAttribute("aria-disabled", String(place === order.length - 1));
    });
  }

  for (const each of rows) dragging(each, current, move);

  return {
    node: el("div", {}, list, spoken),
    read: () => current().map(({ place }) => place),
    complete: () => true,
    needsButton: true,
    askFor: () => "",
    focus: () => current()[0].down.focus(),

    write(answer) {
      const wanted = answer.map((place) => rows[place]).filter(Boolean);
      const kept = new Set(wanted.length ? wanted : rows);
      list.replaceChildren(...[...kept, ...rows.filter((each) => !kept.has(each))].map(({ node }) => node));
      ends();
      spoken.textContent = "";
    },

    mark(on) {
      const kept = on ? keptInOrder(question.key, current().map(({ place }) => place)) : [];
      current().forEach((each) => {
        const right = kept.includes(each.place);
        each.node.classList.toggle("tk-marked-right", right);
        each.node.classList.toggle("tk-marked-other", on && !right);
        const word = right ? badge("right", say("in-order")) : badge("other", say("look-again"));
        each.mark.replaceChildren(...(on ? [word] : []));
      });
    },

    feedback: (right) => (right ? [rich("div", {}, question.feedback)] : [el("p", {}, say("order-look-again"))]),

    why() {
      const steps = question.key.map((place) => {
        const { text, reason } = question.items[place];
        return el("li", {}, rich("p", { class: "tk-reason-head" }, text), rich("p", {}, reason));
      });
      return [el("ol", { class: "tk-reasons tk-numbered" }, ...steps), rich("div", {}, question.feedback)];
    },
  };
}

function row(item, place, say, move) {
  const id = uid("step");
  const text = rich("span", { class: "tk-order-text", id }, item.text);
  const mark = el("span", { class: "tk-option-mark" });
  const handle = el("span", { class: "tk-handle", "aria-hidden": "true" });
  const made = { item, place, mark, handle };
  const named = (word, by) => {
    const own = uid("move");
    const attributes = { id: own, "aria-labelledby": `${own} ${id}` };
    return button(say(word), "quiet", () => move(made, by), attributes);
  };
  made.up = named("move-up", -1);
  made.down = named("move-down", 1);
  const moves = el("span", { class: "tk-moves" }, made.up, made.down);
  made.node = el("li", { class: "tk-order-row" }, handle, el("span", { class: "tk-order-body" }, text, mark), moves);
  return made;
}

/** Lets a pointer pull a row past its neighbours by the handle. */
function dragging(each, current, move) {
  const { handle, node } = each;
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    node.classList.add("tk-dragged");
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const order = current();
    const place = order.indexOf(each);
    const middle = (other) => {
      const box = other.node.getBoundingClientRect();
      return box.top + box.height / 2;
    };
    if (place > 0 && event.clientY < middle(order[place - 1])) move(each, -1);
    else if (place < order.length - 1 && event.clientY > middle(order[place + 1])) move(each, 1);
  });
  for (const end of ["lostpointercapture", "pointercancel"]) {
    handle.addEventListener(end, () => node.classList.remove("tk-dragged"));
  }
}
