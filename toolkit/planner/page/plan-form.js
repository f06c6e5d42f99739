/** The fields of a session, in the order in which a workshop is planned: who, what, when, with whom, where, on what paper, in whose look. */
import { el } from "../../interactive/engine/dom.js";
import { contactList, dayList, pageChooser } from "./plan-lists.js";
import { lookFields } from "./plan-look.js";
import { moduleChooser } from "./plan-modules.js";

const SHOWN = new Set([
  "title", "modules", "pages", "audience", "vetted_by", "minutes", "start", "date", "days", "lunch", "place", "organization",
  "facilitators", "take_turns", "participants", "contacts", "paper", "look",
]);

/** {node, show(catalogue, colors), changed()}. A section more is a line more here. */
export function plannerForm(data, draft, fields, say, changed, live) {
  const { text, lines, tick, choice } = fields;
  const vetted = text(["vetted_by"], say("vetted-by"), { hint: say("vetted-how"), wide: true });
  const lunch = [text(["lunch", "at"], say("lunch-at"), { type: "time" }), text(["lunch", "minutes"], say("lunch-minutes"), { type: "number" })];
  const modules = moduleChooser(draft, fields, say, changed, live);
  const days = dayList(draft, fields, say, changed);
  const pages = pageChooser(draft, fields, say, changed);
  const contacts = contactList(fields, say);
  const look = lookFields(draft, fields, say, changed);
  const others = el("p", { class: "tk-caution" });
  const sizes = [
    { id: "letter", title: say("paper-letter") },
    { id: "a4", title: say("paper-a4") },
  ];
  const node = el(
    "div",
    { class: "tk-plan-form" },
    section(
      say("who"),
      choice(["audience"], say("audience"), data.audiences, "community").node,
      vetted.node,
      text(["participants"], say("participants"), { type: "number", hint: say("participants-how") }).node,
    ),
    section(say("modules"), modules.node),
    section(
      say("when"),
      text(["title"], say("title-field"), { hint: say("title-how"), wide: true }).node,
      text(["date"], say("date"), { type: "date" }).node,
      text(["start"], say("start"), { type: "time" }).node,
      text(["minutes"], say("minutes"), { type: "number", least: true, hint: say("minutes-how") }).node,
      tick(["lunch"], say("lunch"), { on: { at: "12:00", minutes: "45" }, hint: say("lunch-how") }).node,
      ...lunch.map((field) => field.node),
      days.node,
    ),
    section(
      say("leaders"),
      lines(["facilitators"], say("facilitators"), { hint: say("facilitators-how"), wide: true }).node,
      tick(["take_turns"], say("take-turns"), { hint: say("take-turns-how") }).node,
    ),
    section(
      say("where"),
      text(["place"], say("place"), { wide: true }).node,
      text(["organization"], say("organization"), { wide: true }).node,
    ),
    section(say("contacts"), contacts.node),
    section(say("print"), pages.node, choice(["paper"], say("paper"), sizes, "letter").node),
    section(say("look"), ...look.nodes),
    others,
  );

  function section(title, ...children) {
    return el("section", { class: "tk-plan-part" }, el("h2", {}, title), el("div", { class: "tk-plan-grid" }, ...children));
  }

  /** What follows from the draft alone: fields that are of use only beside others. */
  function follow() {
    const audience = data.audiences.find(({ id }) => id === draft.get(["audience"]));
    vetted.node.hidden = !audience?.vetted && !draft.get(["vetted_by"]);
    const withLunch = draft.get(["lunch"]) !== undefined;
    for (const field of lunch) field.node.hidden = !withLunch;
    if (withLunch) for (const field of lunch) field.show();
    look.follow();
    const more = Object.keys(draft.draft().tree).filter((key) => !SHOWN.has(key));
    others.textContent = more.length ? say("others", { keys: more.join(", ") }) : "";
    others.hidden = !more.length;
  }

  follow();
  return {
    node,
    changed: follow,
    show(catalogue, colors) {
      modules.show(catalogue);
      pages.show(catalogue);
      contacts.show(catalogue);
      look.show(catalogue, colors);
    },
  };
}
