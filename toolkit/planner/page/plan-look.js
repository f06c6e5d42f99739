/** The look of the organization that hosts a workshop: two colors, a line at the foot, a logo and the words that stand for it. */
import { el, uid } from "../../interactive/engine/dom.js";

const COLOR = /^#[0-9A-Fa-f]{6}$/;

/** {nodes, follow(), show(catalogue, colors)}. `changed` has the kernel look again, so that a picture put there meanwhile is offered. */
export function lookFields(draft, fields, say, changed) {
  const colors = [color("primary", say("look-primary"), say("look-primary-how")), color("accent", say("look-accent"), say("look-accent-how"))];
  const footer = fields.text(["look", "footer"], say("look-footer"), { hint: say("look-footer-how"), wide: true });
  const logo = fields.pick(["look", "logo"], say("look-logo"), say("look-no-logo"), { hint: say("look-logo-how"), wide: true });
  const alt = fields.text(["look", "logo_alt"], say("look-alt"), { hint: say("look-alt-how"), wide: true });
  logo.input.addEventListener("focus", () => changed(["look", "logo"]));
  alt.input.setAttribute("aria-required", "true");

  /** A field for a color, a patch of it beside, and a note below, said politely, when text needs a darker one. */
  function color(key, name, hint) {
    const { node, input } = fields.text(["look", key], name, { hint });
    const patch = el("span", { class: "tk-plan-swatch", "aria-hidden": "true" });
    const used = el("span", { class: "tk-plan-swatch", "aria-hidden": "true" });
    const note = el("p", { class: "tk-plan-note", id: uid("note"), role: "status" });
    const row = el("div", { class: "tk-plan-color" });
    input.replaceWith(row);
    row.append(patch, input);
    node.append(note);
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby")} ${note.id}`);
    input.setAttribute("spellcheck", "false");
    return {
      node,
      follow() {
        const value = draft.get(["look", key]);
        const isColor = typeof value === "string" && COLOR.test(value);
        patch.style.backgroundColor = isColor ? value : "";
        patch.classList.toggle("tk-plan-none", !isColor);
      },
      show(news) {
        const told = news?.[key];
        if (note.textContent === (told?.text ?? "")) return;
        if (told) used.style.backgroundColor = told.used;
        note.replaceChildren(...(told ? [used, told.text] : []));
      },
    };
  }

  return {
    nodes: [el("p", { class: "tk-plan-hint tk-plan-wide" }, say("look-how")), ...colors.map(({ node }) => node), footer.node, logo.node, alt.node],
    /** Words for a logo are asked for once there is one. */
    follow() {
      for (const each of colors) each.follow();
      alt.node.hidden = !draft.get(["look", "logo"]) && !draft.get(["look", "logo_alt"]);
    },
    show({ pictures }, news) {
      logo.offer(pictures);
      for (const each of colors) each.show(news);
    },
  };
}
