/** A quiz in, its questions out, with what was answered so far; a test hands its answers in and learns nothing. */
import { button, el } from "./dom.js";
import { createQuestion } from "./question.js";
import { rich } from "./text.js";

/** The view of a quiz, in practice or as a test. */
export function quizView(data, context) {
  const { say, test } = context;
  const total = data.questions.length;
  const progress = el("p", { class: "tk-progress", role: test && "status" });
  const message = el("p", { class: "tk-message", role: "status" });
  const restart = button(say("quiz-again"), "secondary", startAgain, { hidden: true });
  const handIn = button(say("hand-in"), "primary", submit);
  const questions = data.questions.map((question, index) =>
    createQuestion(question, { number: index + 1, total }, context, changed),
  );
  const answers = () => Object.fromEntries(questions.map((each) => [each.id, each.state().answer]));
  const open = () => questions.filter((each) => !each.state().answered).length;
  let warned = false;
  let done = false; // stays true when a learner starts again: what was finished once counts as finished

  function changed(question, event) {
    context.emit({ ...event, question: question.id });
    warned = false;
    save();
    showProgress();
  }

  function save() {
    done = done || (!test && open() === 0);
    context.save({ questions: Object.fromEntries(questions.map((each) => [each.id, each.state()])), done });
  }

  function showProgress() {
    const left = open();
    progress.textContent = say("answered", { count: total - left, total });
    if (test) return;
    restart.hidden = left === total;
    message.textContent = left === 0 ? say("all-answered") : "";
  }

  function startAgain() {
    for (const each of questions) each.restore(null);
    save();
    showProgress();
    questions[0].focus();
  }

  function submit() {
    if (done) return;
    const left = open();
    if (left > 0 && !warned) {
      warned = true;
      message.textContent = left === 1 ? say("one-open") : say("some-open", { count: left });
      return;
    }
    done = true;
    save();
    lock(true);
    context.emit({ type: "submit", answers: answers() });
  }

  function lock(on) {
    for (const each of questions) each.lock(on);
    handIn.setAttribute("aria-disabled", String(on));
    message.textContent = on ? say("handed-in") : "";
  }

  function restore(saved) {
    for (const each of questions) each.restore(saved?.questions?.[each.id]);
    done = saved?.done === true;
    if (test) lock(done);
    showProgress();
  }

  restore(context.load());
  const node = el(
    "div",
    { class: "tk-quiz" },
    rich("div", { class: "tk-intro" }, data.intro),
    ...questions.map((each) => each.node),
    el("div", { class: "tk-foot" }, progress, test ? handIn : restart, message),
  );
  return { node, answers, restore };
}
