/**
 * What there is to choose from and a link to the kernel in, the planner out.
 *
 * The page holds the draft. The kernel is told of each change and answers with what it sees in it; an answer that a
 * later change has overtaken is passed over. Where no answer comes, the form goes on working and says so.
 */
import { el, keepKeys } from "../../interactive/engine/dom.js";
import { serverRoot } from "../../interactive/engine/home-links.js";
import { waitFor } from "../../interactive/engine/link.js";
import { actions } from "./plan-actions.js";
import { createDraft, written } from "./plan-draft.js";
import { createFields } from "./plan-fields.js";
import { plannerForm } from "./plan-form.js";
import { opener } from "./plan-open.js";
import { planShown } from "./plan-shown.js";

const PAUSE = 250; // milliseconds without a change until the kernel is asked; fast enough to feel at once
const COPY = Math.random().toString(36).slice(2, 8);

/** {node, start(), close()}. */
export function plannerPage(data, link) {
  const say = (key, values = {}) => (data.words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
  const draft = createDraft();
  const live = el("p", { class: "tk-unseen", role: "status" });
  const trouble = el("p", { class: "tk-plan-told tk-plan-trouble", role: "status" });
  const fields = createFields(draft, say, changed);
  const form = plannerForm(data, draft, fields, say, changed, speak);
  const day = planShown(say, fields.focus, fields.has);
  const bottom = actions(draft, say, { save, make, undo, stop: () => send({ type: "stop" }), changed: () => bottom.show() });
  const begin = opener(data, say, (choice) => askFirst(() => send({ type: "open", ...choice })));
  const node = el(
    "div",
    { class: "tk tk-planner", role: "group", "aria-label": say("title") },
    begin.node,
    trouble,
    el("div", { class: "tk-plan-columns" }, form.node, day.node),
    bottom.node,
    live,
  );
  const waiting = waitFor(link, () => {
    trouble.textContent = say("silent");
    if (!bottom.isMaking()) bottom.over();
  });
  let number = 0;
  let asked = ""; // the last question about the draft; answers to others are too old
  let timer = null;
  let problems = [];
  let makeNext = false;
  let spoken = "";
  keepKeys(node);
  node.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    save();
  });

  // -- what the kernel says ---------------------------------------------------------------

  const HEARD = {
    here(message) {
      begin.files(message.files);
      take(message);
    },
    seen: take,
    opened(message) {
      draft.take(message.draft);
      begin.files(message.files);
      begin.told("");
      everything();
      take(message);
      bottom.tell("");
      speak(say("opened", { name: message.draft.file || message.draft.name }));
    },
    kept(message) {
      const typed = written(draft.draft().tree) !== sent ? draft.draft().tree : null; // somebody went on typing
      draft.take({ ...message.draft, tree: typed ?? message.draft.tree });
      begin.files(message.files);
      everything();
      take(message);
      const errors = message.problems.filter(({ severity }) => severity === "error").length;
      bottom.tell(say(errors ? "saved-with" : "saved", { file: message.draft.file, count: errors }), false);
      if (makeNext && !errors) send({ type: "make", draft: draft.draft(), root: serverRoot() });
      makeNext = false;
    },
    changed({ reason, stamp }) {
      makeNext = false;
      bottom.ask(say("changed-title"), reason, [
        ["put-mine", () => save(stamp)],
        ["open-theirs", () => send({ type: "open", file: draft.draft().file })],
      ]);
    },
    refused({ reason, to }) {
      makeNext = false;
      if (to === "open") begin.told(reason);
      else bottom.tell(reason, true);
    },
    making: bottom.making,
    made: bottom.made,
    unmade: bottom.unmade,
  };
  let sent = "";

  link.on((message) => {
    const answers = message.number?.startsWith?.(COPY);
    if (message.number && !answers) return; // said to another view of the same planner
    if (answers) waiting.heard();
    if (answers) trouble.textContent = "";
    if (message.type in HEARD) HEARD[message.type](message);
  });

  function take(message) {
    if (message.number !== asked && message.type === "seen") return;
    form.show(message.catalogue, message.colors);
    problems = message.problems;
    fields.mark(problems);
    day.show(message);
    bottom.show();
    const news = message.plan && !problems.length ? message.plan.sum : say("to-mend", { count: problems.length });
    if (news !== spoken) speak(news);
    spoken = news;
  }

  // -- what somebody does -----------------------------------------------------------------

  function send(message) {
    number += 1;
    const whole = { draft: draft.draft(), ...message, number: `${COPY}-${number}` };
    if (message.type === "stop" || message.type === "make") link.send(whole); // they have no answer of their own
    else waiting.send(whole);
    return whole.number;
  }

  function changed() {
    form.changed();
    bottom.show();
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }

  function look() {
    asked = send({ type: "look" });
  }

  function save(agreed = "") {
    clearTimeout(timer);
    sent = written(draft.draft().tree);
    send({ type: "save", agreed: typeof agreed === "string" ? agreed : "" });
  }

  function make() {
    if (bottom.isMaking()) return;
    if (problems.some(({ severity }) => severity === "error")) {
      bottom.tell(say("mend-first"), true);
      day.toProblems();
      return;
    }
    makeNext = true;
    save();
  }

  function undo() {
    if (!draft.isChanged()) return;
    const { file, like } = draft.draft();
    bottom.ask(say("undo-title"), say("undo-what"), [["undo-yes", () => send({ type: "open", file, ready: file ? "" : like })]]);
  }

  function askFirst(act) {
    if (!draft.isChanged()) act();
    else bottom.ask(say("leave-title"), say("leave-what"), [["leave-yes", act]]);
  }

  function everything() {
    fields.show();
    form.changed();
    bottom.show();
  }

  function speak(text) {
    live.textContent = text;
  }

  return {
    node,
    start() {
      const kept = draft.kept();
      if (kept?.tree) {
        draft.take(kept);
        bottom.tell(say("draft-back"));
      }
      everything();
      asked = send({ type: "hello" });
    },
    close() {
      clearTimeout(timer);
    },
  };
}
