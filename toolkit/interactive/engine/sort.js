/** Cards and piles in, one fieldset of radio buttons for each card out; one check tells about all of them. */
import { badge, button, el, uid } from "./dom.js";
import { rich, wordsOf } from "./text.js";

/** The view of a sort. */
export function sortView(data, context) {
  const { say, test } = context;
  const total = data.cards.length;
  const ids = { feedback: uid("feedback") };
  let state = { checked: false, done: false };
  const cards = data.cards.map((card) => cardOf(card, data, say, changed));
  const feedback = el("div", { id: ids.feedback, class: "tk-feedback", role: "status", "aria-live": "polite", "aria-atomic": "true" });
  const check = button(say("check"), "primary", checkAll, { "aria-describedby": ids.feedback });
  const again = button(say("try-again"), "secondary", tryAgain, { hidden: true });
  const progress = el("p", { class: "tk-progress" });
  const answers = () => cards.map((card) => card.read());

  function changed() {
    if (state.checked) uncheck();
    keep("answer");
  }

  function keep(type, more = {}) {
    context.save({ piles: answers(), ...state });
    context.emit({ type, answer: answers(), ...more });
    showProgress();
  }

  function showProgress() {
    progress.textContent = say("cards-placed", { count: answers().filter((pile) => pile >= 0).length, total });
  }

  function checkAll() {
    const open = answers().filter((pile) => pile < 0).length;
    if (open > 0) {
      feedback.className = "tk-feedback";
      feedback.replaceChildren(el("p", {}, open === 1 ? say("one-card-open") : say("cards-open", { count: open })));
      return;
    }
    state = { checked: true, done: true };
    showResult();
    keep("checked", { score: rightOnes() / total });
  }

  function rightOnes() {
    return answers().filter((pile, index) => pile === data.key[index]).length;
  }

  function showResult() {
    const count = rightOnes();
    const all = count === total;
    cards.forEach((card, index) => card.mark(data.key[index]));
    const words = all ? say("all-sorted") : say("some-sorted", { count, total });
    feedback.className = `tk-feedback ${all ? "tk-good" : "tk-think"}`;
    const verdict = badge(all ? "right" : "other", say(all ? "right" : "not-yet"));
    feedback.replaceChildren(el("p", { class: "tk-verdict" }, verdict), el("p", {}, words));
    again.hidden = false;
  }

  function uncheck() {
    state = { ...state, checked: false };
    for (const card of cards) card.mark(null);
    feedback.className = "tk-feedback";
    feedback.replaceChildren();
    again.hidden = true;
  }

  function tryAgain() {
    uncheck();
    for (const card of cards) card.write(-1);
    cards[0].focus();
    keep("answer");
  }

  function restore(saved) {
    const piles = Array.isArray(saved?.piles) ? saved.piles : [];
    cards.forEach((card, index) => card.write(piles[index]));
    uncheck();
    state = { checked: false, done: saved?.done === true };
    if (saved?.checked === true && !test && answers().every((pile) => pile >= 0)) {
      state.checked = true;
      showResult();
    }
    showProgress();
  }

  restore(context.load());
  const node = el(
    "div",
    { class: "tk-sort" },
    rich("div", { class: "tk-intro" }, data.intro),
    el("div", { class: "tk-cards" }, ...cards.map((card) => card.node)),
    test ? null : el("div", { class: "tk-actions" }, check, again),
    feedback,
    el("div", { class: "tk-foot" }, progress),
  );
  return { node, answers, restore };
}

function cardOf(card, data, say, changed) {
  const name = uid("pile");
  const about = uid("card");
  const inputs = data.categories.map((_, pile) => el("input", { type: "radio", name, value: pile, onchange: changed }));
  const piles = inputs.map((input, pile) =>
    el("label", { class: "tk-pile" }, input, rich("span", {}, data.categories[pile])),
  );
  const result = el("div", { id: about, class: "tk-result" });
  const read = () => inputs.findIndex((input) => input.checked);
  const node = el(
    "fieldset",
    { class: "tk-card", "aria-describedby": about },
    rich("legend", {}, card.text),
    el("div", { class: "tk-piles" }, ...piles),
    result,
  );

  return {
    node,
    read,
    focus: () => inputs[0].focus(),

    write(pile) {
      inputs.forEach((input, index) => {
        input.checked = index === pile;
      });
    },

    /** Shows whether the card lies where it belongs, and why it belongs there; null takes that away. */
    mark(belongs) {
      const right = belongs !== null && read() === belongs;
      node.classList.toggle("tk-marked-right", right);
      node.classList.toggle("tk-marked-other", belongs !== null && !right);
      const words = right ? say("in-pile") : belongs !== null && say("belongs-in", { pile: wordsOf(data.categories[belongs]) });
      const shown = [el("p", {}, badge(right ? "right" : "other", words)), rich("p", {}, card.reason)];
      result.replaceChildren(...(belongs === null ? [] : shown));
    },
  };
}
