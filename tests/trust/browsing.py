"""A page that was made from naughty texts in; everything in it that ran, was asked for or could be run, out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import visit
from tests.trust.naughty import RAN

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_USE = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  for (let round = 0; round < 4; round++)
    for (const each of document.querySelectorAll("button, summary, input, select, label, [tabindex]")) {
      each.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
      each.focus();
      each.click();
    }
}"""
"""Whatever can be pressed is pressed, so that what comes later is there too."""
_FOUND = """() => {
  const found = [];
  for (const each of document.querySelectorAll("*")) {
    for (const {name, value} of each.attributes) {
      if (/^on/i.test(name)) found.push(`${each.tagName} ${name}`);
      if (/^(src|href|action|data|srcdoc|formaction|xlink:href)$/i.test(name) && /^\\s*(javascript|vbscript|data:text)/i.test(value))
        found.push(`${each.tagName} ${name} ${value}`);
      if (/^(src|srcset|srcdoc|data|poster|background)$/i.test(name) && !/^(data:image\\/|#)/.test(value))
        found.push(`${each.tagName} ${name} ${value}`);
    }
    if (/^(IFRAME|OBJECT|EMBED|BASE|FRAME|APPLET|FORM|MATH)$/i.test(each.tagName)) found.push(each.tagName);
  }
  return found;
}"""
"""Elements and attributes that no page of ours holds: they could only have come out of a text."""
_TEXT = """() => {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) if (!/^(SCRIPT|STYLE)$/.test(walker.currentNode.parentElement.tagName)) text += walker.currentNode.data;
  return text;
}"""


def faults_and_text(browser: Browser, path: Path, address: str = "") -> tuple[list[str], list[str]]:
    """What is wrong with the page after everything in it was pressed; and its text before and after."""
    with visit(browser, path, address=address, offline=True) as seen:
        dialogs: list[str] = []
        seen.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        texts = [seen.page.evaluate(_TEXT)]
        found = seen.page.evaluate(_FOUND)
        seen.page.evaluate(_USE)
        seen.page.wait_for_timeout(50)
        texts.append(seen.page.evaluate(_TEXT))
        found += seen.page.evaluate(_FOUND)
        ran = seen.page.evaluate(f"() => 'window.{RAN}' in window || {RAN!r} in window")
        faults = [f"it holds {each}" for each in dict.fromkeys(found)]
        faults += ["a script ran"] * bool(ran)
        faults += [f"a dialog: {each}" for each in dialogs]
        faults += [f"asked for {each}" for each in seen.outside()]
        faults += [f"read {each}" for each in seen.files() if each != path.resolve().as_uri()]
        faults += [f"complained: {each}" for each in seen.complaints]
    return faults, texts
