/** A question with options in, radio buttons or checkboxes out: one best answer, several, or true and false. */
import { badge, el, uid } from "./dom.js";
import { rich } from "./text.js";

/** The control of a choice question. See question.js for what a control can do. */
export function choicesControl(question, { say }, changed) {
  const several = question.kind === "several-choices";
  const name = uid("choice");
  const rows = question.options.map((option) => row(option, several ? "checkbox" : "radio", name, changed));
  const chosen = () => rows.filter(({ input }) => input.checked).map(({ option }) => option.value);
  const fits = (option) => question.key.includes(option.value);
  const verdict = (option) => {
    const words = several ? ["mark-fits", "mark-not"] : ["mark-right", "mark-other"];
    return fits(option) ? badge("right", say(words[0])) : badge("other", say(words[1]));
  };

  return {
    node: el("div", { class: "tk-options" }, ...rows.map(({ label }) => label)),
    read: chosen,
    complete: () => chosen().length > 0,
    askFor: () => say("choose-first"),
    focus: () => rows[0].input.focus(),

    write(answer) {
      for (const { input, option } of rows) input.checked = answer.includes(option.value);
    },

    mark(on) {
      for (const { input, label, option, place } of rows) {
        const shown = on && input.checked;
        label.classList.toggle("tk-marked-right", shown && fits(option));
        label.classList.toggle("tk-marked-other", shown && !fits(option));
        place.replaceChildren(...(shown ? [verdict(option)] : []));
      }
    },

    feedback() {
      const taken = rows.filter(({ input }) => input.checked).map(({ option }) => option);
      if (!several) return taken.map((option) => rich("div", {}, option.feedback));
      const missed = question.key.length - taken.filter(fits).length;
      const more = missed > 0 && el("p", {}, missed === 1 ? say("one-more-fits") : say("more-fit", { count: missed }));
      return [reasons(taken, verdict), ...(more ? [more] : [])];
    },

    why: () => [reasons(question.options, verdict)],
  };
}

function row(option, type, name, changed) {
  const input = el("input", { type, name, value: option.value, onchange: changed });
  const place = el("span", { class: "tk-option-mark" });
  const label = el("label", { class: "tk-option" }, input, rich("span", { class: "tk-option-text" }, option.text), place);
  return { option, input, label, place };
}

function reasons(options, verdict) {
  const items = options.map((option) =>
    el(
      "li",
      {},
      el("p", { class: "tk-reason-head" }, verdict(option), " ", rich("span", {}, option.text)),
      rich("div", {}, option.feedback),
    ),
  );
  return el("ul", { class: "tk-reasons" }, ...items);
}
