/**
 * The learner's home: role, where to go on, courses, certificate, record. Data and a link to the kernel in, the view out.
 *
 * What it shows is drawn at once from what came with it. The kernel is asked how things stand when the page appears,
 * and again whenever the learner comes back to it. Where no answer comes, the page says what works all the same.
 */
import { el } from "./dom.js";
import { save } from "./download.js";
import { certificateForm } from "./home-certificate.js";
import { catalogue } from "./home-courses.js";
import { notebookLink, serverRoot } from "./home-links.js";
import { placeOf, whenSeenAgain } from "./home-page.js";
import { recordSection } from "./home-record.js";
import { roleChooser } from "./home-role.js";
import { waitFor } from "./link.js";

const LEVEL = 3; // headings; the home stands below a heading of the notebook, not inside of an activity
const ANSWERED_BY = { certificate: "certificate", record: "record", forget: "forgotten" };
const NEXT = { continue: "home-continue", start: "home-start", next: "home-next" };

/** The view of a home. */
export function homeView(data, context) {
  const { say, store, link } = context;
  const forms = new Map(); // by course: what somebody is typing outlives new data
  const notice = el("p", { class: "tk-caution tk-home-notice", role: "status" });
  const live = el("p", { class: "tk-unseen", role: "status" });
  const onward = el("div", { class: "tk-home-next" });
  const courses = el("div", {});
  const roles = roleChooser(data.roles, LEVEL, say, chooseRole);
  const record = recordSection(LEVEL, say, { download: () => ask({ type: "record" }, record), forget });
  const node = el("div", { class: "tk-home" }, notice, onward, roles.node, courses, record.node, live);
  const waiting = link && waitFor(link, silent);
  let unsaid = context.load(); // {role} that the record has not heard of, else null
  let state = { folder: "", ...data, ...unsaid };
  let asking = null; // {what, refused(reason), silent()}: who waits for an answer

  // -- what the kernel says ---------------------------------------------------------------

  const HEARD = {
    home({ data: news, record: id, gone = [] }) {
      state = { ...state, ...news, ...unsaid };
      for (const place of gone) store.forget(place);
      if (id) seenBy(id);
      if (unsaid && unsaid.role === news.role) {
        unsaid = null;
        context.forget(); // the record has it now, and is the one place to forget it
      } else if (unsaid) {
        send({ type: "role", role: unsaid.role });
      }
      show();
    },
    certificate({ course, file, base64 }) {
      save(file, Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)), "application/pdf");
      forms.get(course)?.ready(file);
    },
    record({ file, text }) {
      save(file, text, "application/json");
      record.told(say("home-downloaded", { file }));
    },
    forgotten() {
      record.told(say("home-forgotten"));
      hello();
    },
    refused({ what, reason }) {
      if (asking?.what === what) asking.refused(reason);
      else notice.textContent = say("home-refused", { reason });
      if (what === "forget") hello(); // what was asked for may have been done in part
    },
  };

  link?.on((message) => {
    if (!(message.type in HEARD)) return;
    waiting.heard();
    if (message.type !== "refused") notice.textContent = "";
    HEARD[message.type](message);
    if (asking && (ANSWERED_BY[asking.what] === message.type || message.what === asking.what)) asking = null;
  });

  function silent() {
    notice.textContent = say("home-silent");
    asking?.silent();
    asking = null;
  }

  // -- what the learner does --------------------------------------------------------------

  function send(message) {
    if (waiting) waiting.send(message);
    else silent();
  }

  function ask(message, { refused, silent: unanswered }) {
    asking = { what: message.type, refused, silent: unanswered };
    send(message);
  }

  function hello() {
    send({ type: "hello", root: serverRoot(), entries: store.export().entries.filter(({ module }) => module) });
  }

  function chooseRole(role) {
    state = { ...state, role };
    unsaid = { role };
    context.save(unsaid);
    show();
    const title = data.roles.find(({ id }) => id === role)?.title;
    live.textContent = title ? say("home-role-shown", { role: title }) : say("home-role-shown-all");
    send({ type: "role", role });
  }

  function forget() {
    // The record is asked first: forgetting here makes every view greet it anew, this one too.
    const half = (reason = "") => record.told([say("home-forget-half"), reason].join(" ").trim());
    ask({ type: "forget" }, { refused: half, silent: () => half() });
    state = { ...state, role: null };
    unsaid = null;
    forms.clear();
    store.forget(); // here at once, whether or not the kernel answers
    show();
  }

  /** Marks what the record has taken over, so that it goes from this browser too once it is forgotten elsewhere. */
  function seenBy(id) {
    for (const entry of store.export().entries) if (entry.module && entry.seen !== id) store.adopt({ ...entry, seen: id });
  }

  // -- what is shown ----------------------------------------------------------------------

  function show() {
    const back = placeOf(node);
    roles.show(state.role);
    onward.replaceChildren(...nextStep());
    courses.replaceChildren(
      catalogue({ ...state, roles: data.roles, level: LEVEL, say, extra: (course) => formOf(course).node }),
    );
    back();
  }

  function nextStep() {
    const { next, folder } = state;
    if (!next) return everythingDone() ? [el("p", { class: "tk-panel" }, say("home-all-done"))] : [];
    const attributes = { class: "tk-button tk-primary", "data-keep": "next" };
    return [
      el(
        "section",
        { class: "tk-panel" },
        el(`h${LEVEL}`, {}, say(NEXT[next.why])),
        next.item ? el("p", {}, say("home-stopped-at", { item: next.item })) : null,
        el("p", { class: "tk-home-go" }, notebookLink(next.path, folder, attributes, say("home-open", { title: next.title }))),
      ),
    ];
  }

  function everythingDone() {
    return state.courses.length > 0 && state.courses.every(({ finished }) => finished);
  }

  function formOf(course) {
    if (!forms.has(course.id)) {
      const form = certificateForm(course, LEVEL + 2, say, (name) => ask({ type: "certificate", course: course.id, name }, form));
      forms.set(course.id, form);
    }
    return forms.get(course.id);
  }

  show();
  hello();
  const close = whenSeenAgain(node, hello);
  return { node, restore: hello, close };
}
