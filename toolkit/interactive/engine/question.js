/**
 * One question in, a fieldset out: prompt, control, and in practice its feedback, another try and the reasons.
 *
 * A control (choices.js, ordering.js, matching.js) is an object with: node; read() -> answer; write(answer), also
 * rubbish; complete(); askFor() -> what is missing, in words; focus(); mark(on); feedback(right) and why() -> nodes.
 */
import { choicesControl } from "./choices.js";
import { badge, button, el, uid } from "./dom.js";
import { matchingControl } from "./matching.js";
import { orderingControl } from "./ordering.js";
import { score } from "./scoring.js";
import { fill, rich } from "./text.js";

const CONTROLS = {
  "single-choice": choicesControl,
  "several-choices": choicesControl,
  "true-false": choicesControl,
  ordering: orderingControl,
  matching: matchingControl,
};

const NOT_RIGHT = { "single-choice": "not-best", "true-false": "not-quite" };

/** A question of a quiz. `changed(question, event)` hears of every answer. */
export function createQuestion(question, numbers, context, changed) {
  const { say, test } = context;
  const ids = { hint: uid("hint"), feedback: uid("feedback"), why: uid("why") };
  let state = { answer: [], checked: false, answered: false };
  const control = CONTROLS[question.kind](question, context, answerChanged);
  // In the page and empty before the first answer: only then is a change of its text announced.
  const feedback = el("div", { id: ids.feedback, class: "tk-feedback", role: "status", "aria-live": "polite", "aria-atomic": "true" });
  const reasons = el("div", { id: ids.why, class: "tk-why", hidden: true });
  const check = button(test ? say("use-order") : say("check"), "primary", () => (test ? settle() : checkAnswer()));
  const again = button(say("try-again"), "secondary", tryAgain, { hidden: true });
  const why = button(say("show-why"), "secondary", () => showWhy(reasons.hidden), {
    hidden: true, "aria-expanded": "false", "aria-controls": ids.why,
  });
  const node = el(
    "fieldset",
    { class: "tk-question", "aria-describedby": `${ids.hint} ${ids.feedback}` },
    legend(question, numbers, say),
    question.more ? rich("div", { class: "tk-more" }, question.more) : null,
    el("p", { class: "tk-hint", id: ids.hint }, say(`kind-${question.kind}`)),
    control.node,
    test && !control.needsButton ? null : el("div", { class: "tk-actions" }, check, again, why),
    feedback,
    reasons,
  );

  function answerChanged() {
    if (state.checked) uncheck();
    const answered = test && !control.needsButton ? control.complete() : state.answered && !test;
    state = { ...state, answer: control.read(), answered };
    changed(question, { type: "answer", answer: state.answer });
  }

  function settle() {
    state = { ...state, answer: control.read(), answered: true };
    changed(question, { type: "answer", answer: state.answer });
  }

  function checkAnswer() {
    if (!control.complete()) {
      fill(feedback, "").append(el("p", {}, control.askFor()));
      return;
    }
    const answer = control.read();
    state = { answer, checked: true, answered: true };
    showResult();
    changed(question, { type: "checked", answer, score: score(question, answer) });
  }

  function showResult() {
    const right = score(question, state.answer) === 1;
    const verdict = right ? badge("right", say("right")) : badge("other", say(NOT_RIGHT[question.kind] ?? "not-yet"));
    control.mark(true);
    feedback.className = `tk-feedback ${right ? "tk-good" : "tk-think"}`;
    feedback.replaceChildren(el("p", { class: "tk-verdict" }, verdict), ...control.feedback(right));
    again.hidden = right;
    why.hidden = false;
  }

  function uncheck() {
    state = { ...state, checked: false };
    control.mark(false);
    feedback.className = "tk-feedback";
    feedback.replaceChildren();
    showWhy(false);
    again.hidden = why.hidden = true;
  }

  function tryAgain() {
    uncheck();
    if (question.options) control.write([]);
    state = { ...state, answer: control.read() };
    control.focus();
    changed(question, { type: "answer", answer: state.answer });
  }

  function showWhy(yes) {
    reasons.hidden = !yes;
    reasons.replaceChildren(...(yes ? control.why() : []));
    why.setAttribute("aria-expanded", String(yes));
    why.textContent = say(yes ? "hide-why" : "show-why");
  }

  return {
    node,
    id: question.id,
    state: () => state,
    focus: () => control.focus(),

    restore(saved) {
      const answer = Array.isArray(saved?.answer) ? saved.answer.filter(Number.isInteger) : [];
      control.write(answer);
      state = { answer, checked: Boolean(saved?.checked) && !test && control.complete(), answered: Boolean(saved?.answered) };
      if (state.checked) showResult();
      else if (!test) uncheck();
    },

    lock(on) {
      node.disabled = on;
    },
  };
}

function legend(question, { number, total }, say) {
  const prompt = rich("span", { class: "tk-prompt" }, question.prompt);
  return el("legend", {}, el("span", { class: "tk-kicker" }, say("question", { number, total })), " ", prompt);
}
