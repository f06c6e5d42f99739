/** A page in; for tests that go through it by keyboard: what can be reached in it, and what somebody sees of where they are. */
(() => {
  "use strict";

  const PRESSES = new Set(["click", "dblclick", "mousedown", "mouseup", "touchstart", "touchend"]); // dragging has buttons of its own
  const USED = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], video[controls]";
  const pressed = new Set();
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...more) {
    if (PRESSES.has(type) && this instanceof Element) pressed.add(this);
    return listen.call(this, type, ...more);
  };

  const inside = () => document.querySelector("dialog:modal") ?? document;
  const shown = (e) => e.getClientRects().length > 0 && e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]");
  const usable = (e) =>
    (e.matches(USED) ? true : e.tabIndex >= 0 && e.matches("[tabindex], [contenteditable]")) && !e.matches(":disabled") && shown(e);
  const words = (e) => (e.getAttribute("aria-label") || e.innerText || e.value || e.alt || "").trim().replace(/\s+/g, " ").slice(0, 50);
  const tell = (e) => {
    const label = e.closest("label");
    const [id, classes] = [e.id && ` #${e.id}`, e.getAttribute("class") && ` .${e.getAttribute("class").trim().replace(/\s+/g, ".")}`];
    return `<${e.tagName.toLowerCase()}${id || ""}${classes || ""}> “${words(e) || (label ? words(label) : "")}”`;
  };

  /* Colours, as [red, green, blue, opacity]. */
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  function colour(text) {
    if (!known.has(text)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = "#000";
      pen.fillStyle = text;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(text, [r, g, b, a / 255]);
    }
    return known.get(text);
  }
  const over = ([r, g, b, a], [r2, g2, b2]) => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];
  const luminance = (parts) => {
    const [r, g, b] = parts.slice(0, 3).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  /** What an element's text stands on; null on a picture or a gradient. */
  function ground(e) {
    const layers = [];
    for (let each = e; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.backgroundImage !== "none") return null;
      const shade = colour(style.backgroundColor);
      if (shade[3] > 0) layers.push(shade);
      if (shade[3] === 1) break;
    }
    return layers.reverse().reduce((below, above) => over(above, below), colour("canvas"));
  }

  /* The look of an element, of what stands around it and of its label, which often shows its focus. */
  const LOOK = ["outlineStyle", "outlineWidth", "outlineColor", "borderTopColor", "borderTopWidth", "borderBottomWidth", "backgroundColor",
    "boxShadow", "textDecorationLine", "textDecorationThickness"];
  const around = (e) => [...new Set([e, e.closest("label"), e.parentElement].filter(Boolean))];
  const look = (e) => around(e).map((each) => Object.fromEntries(LOOK.map((name) => [name, getComputedStyle(each)[name]])));

  let stops = [];
  const before = new WeakMap();

  const boxes = (e) => [e, e.matches("input") && e.closest("label")].filter(Boolean).map((each) => each.getBoundingClientRect());
  function target(e) {
    const all = boxes(e);
    const [left, top] = [Math.min(...all.map((box) => box.left)), Math.min(...all.map((box) => box.top))];
    const [right, bottom] = [Math.max(...all.map((box) => box.right)), Math.max(...all.map((box) => box.bottom))];
    return { left, top, right, bottom, width: right - left, height: bottom - top, x: (left + right) / 2, y: (top + bottom) / 2 };
  }
  const BLOCKS = "p, li, dd, dt, td, th, figcaption, blockquote, div, legend";
  const inLine = (e) => getComputedStyle(e).display.startsWith("inline") && e.closest(BLOCKS)?.innerText.trim() !== e.innerText.trim();
  const SMALLEST = 24;
  /** Targets smaller than 24 by 24 pixels, unless they stand in a line of text or far enough from all others (WCAG 2.5.8). */
  function small() {
    const all = stops.filter((e) => !e.closest("svg")).map((e) => [e, target(e)]);
    const little = ([e, box]) => Math.min(box.width, box.height) < SMALLEST - 0.01 && !inLine(e);
    return all.filter(little).filter(([e, box]) =>
      all.some(([other, its]) => {
        if (other === e || other.contains(e) || e.contains(other)) return false;
        const away = Math.hypot(Math.max(its.left - box.x, 0, box.x - its.right), Math.max(its.top - box.y, 0, box.y - its.bottom));
        return away < SMALLEST / 2 || (little([other, its]) && Math.hypot(its.x - box.x, its.y - box.y) < SMALLEST);
      }),
    ).map(([e, box]) => `${tell(e)} is ${Math.round(box.width)} by ${Math.round(box.height)} px`);
  }

  const group = (e) => (e.matches("input[type=radio]") && e.name ? `radio ${e.name}` : "");
  const anchored = (e) => {
    for (let each = e; each; each = each.parentElement) if (["fixed", "sticky"].includes(getComputedStyle(each).position)) return true;
    return false;
  };

  window.walk = {
    /** Goes to the top, and tells every stop: its number, what it is, its place on the page. */
    begin() {
      const free = inside() === document;
      if (free) {
        window.scrollTo(0, 0);
        document.body.tabIndex = -1;
        document.body.focus({ preventScroll: true });
        document.body.removeAttribute("tabindex");
      } else document.activeElement.blur();
      stops = [...inside().querySelectorAll("*")].filter(usable);
      stops.forEach((e, number) => {
        e.dataset.walk = number;
        before.set(e, look(e));
      });
      return stops.map((e) => {
        const [first] = e.getClientRects();
        return {
          said: tell(e), group: group(e), first: e.tabIndex > 0, anchored: anchored(e), left: first.left + scrollX, right: first.right + scrollX,
          top: first.top + scrollY, bottom: first.bottom + scrollY,
        };
      });
    },

    /** The stop that has the focus, how it shows, and whether anything of it can be seen; null when the focus has left the page. */
    here() {
      const e = document.activeElement;
      if (!e || e === document.body || e === document.documentElement) return null;
      const scrolls = e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth;
      return { number: stops.indexOf(e), said: tell(e), shows: shows(e), seen: seen(e), scrolls };
    },

    /** What can be pressed with a mouse and is neither a stop nor in one, nor holds links or buttons, for which it may listen. */
    mouseOnly(byArrows) {
      const handled = (e) => pressed.has(e) || [...PRESSES].some((name) => typeof e[`on${name}`] === "function");
      const pointed = (e) => getComputedStyle(e).cursor === "pointer" && !(e.parentElement && getComputedStyle(e.parentElement).cursor === "pointer");
      const reached = (e) => stops.some((stop) => stop.contains(e)) || e.querySelector(USED) || stops.includes(e.closest("label")?.control);
      const meant = (e) => (handled(e) || pointed(e)) && shown(e) && !e.matches(":disabled") && !(byArrows && e.closest(byArrows));
      return [...inside().querySelectorAll("body *")].filter((e) => meant(e) && !reached(e)).map(tell);
    },

    small,

    /** The contrast of an element's text by our own reckoning, and the least that it needs; null where nobody can tell. */
    contrastOf(selector) {
      const e = document.querySelector(selector);
      const behind = e && ground(e);
      if (!behind) return null;
      const style = getComputedStyle(e);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      return { ratio: contrast(over(colour(style.color), behind), behind), least: large ? 3 : 4.5 };
    },

    /** How much wider the page is than the window. */
    tooWide: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,

    /** The number of the stop in focus, or -1. */
    at: () => stops.indexOf(document.activeElement),

    /** Presses every button that is there, and tells which change a text without a word of it to those who listen. */
    async press() {
      const silent = [];
      let heard = 0;
      for (const button of [...inside().querySelectorAll("button")].filter(usable)) {
        if (!button.isConnected || !usable(button) || button.getAttribute("aria-disabled") === "true") continue;
        const live = [...document.querySelectorAll("[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]")];
        const [focus, open, name, said] = [document.activeElement, button.getAttribute("aria-expanded"), words(button), tell(button)];
        button.focus();
        const texts = [];
        const watch = new MutationObserver((changes) => {
          for (const { target: place, addedNodes } of changes) {
            const added = [...addedNodes].map((node) => node.textContent).join("") || (place.nodeType === Node.TEXT_NODE ? place.data : "");
            if (added.trim()) texts.push(place.nodeType === Node.TEXT_NODE ? place.parentElement : place);
          }
        });
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });
        button.click();
        await new Promise((done) => setTimeout(done));
        watch.disconnect();
        const changed = texts.filter((place) => place?.isConnected && shown(place) && !button.contains(place));
        const told = changed.some((place) => live.some((region) => region.isConnected && region.contains(place)));
        const moved = document.activeElement !== button && document.activeElement !== document.body && document.activeElement !== focus;
        const folded = button.getAttribute("aria-expanded") !== open;
        heard += told || moved || folded;
        if (changed.length && !(told || moved || folded || (button.isConnected && words(button) !== name))) silent.push(said);
        if (document.querySelector("dialog:modal")) document.querySelector("dialog:modal").close();
      }
      return { silent, heard };
    },
  };

  function shows(e) {
    const was = before.get(e);
    if (!was) return { visible: true, ratio: null };
    const is = look(e);
    const same = ({ old, now }) => JSON.stringify(old) === JSON.stringify(now);
    const found = around(e).map((each, place) => ({ each, old: was[place], now: is[place] })).filter((each) => !same(each));
    const ratios = found.map(({ each, old, now }) => {
      if (now.outlineStyle !== "none" && parseFloat(now.outlineWidth) > 0) {
        const behind = ground(each.parentElement);
        return now.outlineStyle === "auto" || !behind ? 21 : contrast(over(colour(now.outlineColor), behind), behind);
      }
      const painted = (shade) => over(colour(shade), [255, 255, 255]);
      if (now.backgroundColor !== old.backgroundColor) return contrast(painted(now.backgroundColor), painted(old.backgroundColor));
      if (now.borderTopColor !== old.borderTopColor && parseFloat(now.borderTopWidth)) return contrast(colour(now.borderTopColor), colour(old.borderTopColor));
      const changed = now.boxShadow !== old.boxShadow || now.textDecorationLine !== old.textDecorationLine || now.borderBottomWidth !== old.borderBottomWidth;
      return changed || now.textDecorationThickness !== old.textDecorationThickness ? 21 : 0;
    });
    return { visible: ratios.length > 0 && Math.max(...ratios) > 1, ratio: ratios.length ? Math.max(...ratios) : null };
  }

  /** How many of nine points of an element can be seen: in the window, and behind nothing. */
  function seen(e) {
    let count = 0;
    for (const box of boxes(e))
      for (const x of [0.1, 0.5, 0.9])
        for (const y of [0.1, 0.5, 0.9]) {
          const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
          if (hit && (e.contains(hit) || hit.contains(e) || (hit.closest("label")?.control === e))) count += 1;
        }
    return count;
  }
})();
