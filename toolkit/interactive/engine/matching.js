/** Things to join in, one native list box for each left-hand item out; the right-hand side stands lettered above. */
import { badge, el, uid } from "./dom.js";
import { rich } from "./text.js";

const LETTERS = "ABCDEFGHIJKLMNOP";

/** The control of a matching question. See question.js for what a control can do. */
export function matchingControl(question, { say }, changed) {
  const partners = el("ol", { class: "tk-partners" }, ...question.right.map((text) => el("li", {}, text)));
  const rows = question.left.map((text, index) => row(text, index, question.right, say, changed));
  const right = (index) => Number(rows[index].select.value) === question.key[index];

  return {
    node: el("div", {}, partners, el("ul", { class: "tk-matches" }, ...rows.map(({ node }) => node))),
    read: () => rows.map(({ select }) => Number(select.value)),
    complete: () => rows.every(({ select }) => select.value !== "-1"),
    askFor: () => say("match-first"),
    focus: () => rows[0].select.focus(),

    write(answer) {
      rows.forEach(({ select }, index) => {
        const place = answer[index];
        select.value = Number.isInteger(place) && place in question.right ? String(place) : "-1";
      });
    },

    mark(on) {
      rows.forEach(({ node, result }, index) => {
        node.classList.toggle("tk-marked-right", on && right(index));
        node.classList.toggle("tk-marked-other", on && !right(index));
        const shown = right(index)
          ? [badge("right", say("mark-right")), rich("span", {}, question.feedback[index])]
          : [badge("other", say("look-again"))];
        result.replaceChildren(...(on ? shown : []));
      });
    },

    feedback(allRight) {
      const count = rows.filter((_, index) => right(index)).length;
      const key = allRight ? "all-matched" : "some-matched";
      return [el("p", {}, say(key, { count, total: rows.length }))];
    },

    why() {
      const pairs = question.left.map((text, index) => {
        const place = question.key[index];
        const partner = `${LETTERS[place]}. ${question.right[place]}`;
        return el(
          "li",
          {},
          el("p", { class: "tk-reason-head" }, rich("span", {}, text), " ", el("span", { class: "tk-partner" }, partner)),
          rich("p", {}, question.feedback[index]),
        );
      });
      return [el("ul", { class: "tk-reasons" }, ...pairs)];
    },
  };
}

function row(text, index, right, say, changed) {
  const id = uid("match");
  const about = uid("match-result");
  const options = right.map((partner, place) => el("option", { value: place }, `${LETTERS[place]}. ${partner}`));
  const none = el("option", { value: -1 }, say("choose-partner"));
  const select = el("select", { id, "aria-describedby": about, onchange: changed }, none, ...options);
  const label = el("label", { for: id }, el("b", { class: "tk-number" }, `${index + 1}. `), rich("span", {}, text));
  const result = el("p", { id: about, class: "tk-result" });
  return { select, result, node: el("li", { class: "tk-match" }, label, select, result) };
}
