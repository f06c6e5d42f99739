/** Contacts in, a button that opens whom to call out; the list is in the page, one key away, and asks nothing. */
import { button, el, uid } from "./dom.js";

/** {opener, node, list(), close()}: the button, the panel that it opens, and a list for any other place. */
export function supportPanel(contacts, say) {
  const id = uid("support");
  const attributes = { id, class: "tk-panel tk-support tk-contacts", role: "group", "aria-label": say("support"), hidden: true };
  // Where the list must scroll, a keyboard needs something in it to hold on to.
  if (!contacts.some(({ web }) => web)) attributes.tabindex = "0";
  const node = el("div", attributes, list());
  const opener = button(say("support"), "quiet", () => set(node.hidden), { "aria-expanded": "false", "aria-controls": id });
  opener.hidden = contacts.length === 0;

  function set(open) {
    node.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  }

  function list() {
    return el("ul", { class: "tk-contact-list" }, ...contacts.map((contact) => entry(contact, say)));
  }

  return { opener, node, list, close: () => set(false) };
}

function entry({ need, name, reach, web }, say) {
  const address = web && el("a", { href: `https://${web}`, target: "_blank", rel: "noopener noreferrer" }, web);
  return el(
    "li",
    {},
    el("span", { class: "tk-need" }, say(`need-${need}`)),
    el("strong", {}, name),
    reach ? el("span", { class: "tk-reach" }, reach) : null,
    address || null,
  );
}
