/* Presents the slides with reveal.js, and shows the notes in a window of their own. Without it they read as one page. */
(() => {
  "use strict";

  const root = document.documentElement;
  const words = JSON.parse(document.getElementById("words").dataset.words);
  const help = document.getElementById("help");
  const tools = document.querySelector(".tools");
  const query = new URLSearchParams(location.search);
  const wide = matchMedia("(min-width: 700px) and (min-height: 340px)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  /* Pages: a view that is made to be printed, with or without notes. A window too narrow for a slide shows them to read. */
  function showPages(withNotes) {
    if (matchMedia("(min-width: 1280px)").matches) root.classList.add("pages");
    if (!withNotes) return;
    root.classList.add("with-notes");
    for (const notes of document.querySelectorAll("aside.notes")) notes.hidden = notes.childElementCount === 0;
  }

  /* Reading: one page. An address that the deck wrote (#/slide) works here too. */
  function showReading() {
    const name = decodeURIComponent(location.hash.replace(/^#\/?/, ""));
    const target = name && document.getElementById(name);
    if (target) target.scrollIntoView();
  }

  /* Presenting. */
  let deck;

  function go(anchor) {
    const slide = document.getElementById(anchor);
    if (!slide) return;
    const at = deck.getIndices(slide);
    deck.slide(at.h, at.v);
  }

  /* The straight run: scenes are reached by their links or the down arrow, never by going on. */
  const onward = () => deck.right();
  const back = () => deck.left();

  function choose(letter) {
    const link = deck.getCurrentSlide().querySelector(`a[data-choice="${letter}"]`);
    if (link) go(link.hash.slice(1));
    return Boolean(link);
  }

  const keys = {
    32: (event) => (onFocusedControl(event) ? event.target.click() : event.shiftKey ? back() : onward()),
    33: back,
    34: onward,
    65: () => choose("a"),
    66: () => choose("b") || deck.togglePause(),
    67: () => choose("c"),
    68: () => choose("d"),
    72: null,
    74: null,
    75: null,
    76: () => turnScheme(),
    78: null,
    80: null,
    83: () => speaker.open(),
    112: () => help.showModal(),
    191: null,
  };

  function onFocusedControl(event) {
    return event.target instanceof HTMLElement && event.target.matches("a[href], button");
  }

  /* Light or dark, whatever the system asks for: a bright room and a dim one want different slides. */
  function turnScheme() {
    const dark = root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.scheme = dark ? "light" : "dark";
  }

  function present() {
    root.classList.add("presenting");
    const stage = document.querySelector(".deck");
    stage.classList.add("reveal");
    deck = new Reveal(stage, {
      width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 6, center: false,
      controls: false, progress: false, slideNumber: false, jumpToSlide: false, help: false, overview: true,
      hash: true, history: true, fragments: false, showNotes: false, scrollActivationWidth: 0, view: null,
      transition: still.matches ? "none" : "fade", transitionSpeed: "fast", backgroundTransition: "none",
      autoAnimate: false, preloadIframes: false, previewLinks: false, postMessage: false, postMessageEvents: false,
      keyboardCondition: () => !help.open,
      keyboard: keys,
    });
    deck.on("slidechanged", arrived);
    deck.on("overviewshown", rest);
    deck.on("overviewhidden", rest);
    deck.initialize().then(() => {
      stage.removeAttribute("role");
      arrived();
      tools.hidden = false;
    });
  }

  function arrived() {
    const shown = deck.getCurrentSlide();
    root.dataset.layout = shown.dataset.layout;
    for (const stack of document.querySelectorAll(".stack")) stack.removeAttribute("data-previous-indexv");
    rest();
    if (!tools.contains(document.activeElement)) {
      shown.tabIndex = -1;
      shown.focus({ preventScroll: true });
    }
    speaker.show();
  }

  /* Only the slide that is shown can be reached with Tab. In the overview all of them can be clicked, and arrow keys choose one;
     what stands on them rests, as the links there are as small as their text. */
  function rest() {
    const small = deck.isOverview();
    for (const slide of document.querySelectorAll("section.slide")) {
      slide.inert = !small && slide !== deck.getCurrentSlide();
      slide.querySelector(".face").inert = small;
    }
  }

  /* The speaker window: plain elements, no script and no address of its own. */
  const speaker = {
    view: null,
    began: 0,
    parts: {},

    open() {
      if (this.view && !this.view.closed) return this.view.focus();
      this.view = window.open("", "", "width=1180,height=760");
      if (!this.view) {
        help.querySelector(".blocked").hidden = false;
        return help.showModal();
      }
      this.began = Date.now();
      this.build(this.view.document);
      this.show();
    },

    build(page) {
      page.documentElement.lang = root.lang;
      page.title = `${say("speaker")}: ${document.title}`;
      for (const style of document.querySelectorAll("style")) page.head.append(page.importNode(style, true));
      const make = (tag, name, ...inside) => {
        const node = page.createElement(tag);
        if (name) node.className = name;
        node.append(...inside);
        return node;
      };
      const clock = make("dd");
      const elapsed = make("dd");
      const plan = make("span");
      const pace = make("span", "pace");
      const restart = make("button", "", say("speaker-restart"));
      restart.type = "button";
      restart.addEventListener("click", () => { this.began = Date.now(); this.tick(); });
      const print = make("a", "", say("print-notes"));
      print.href = `${location.href.split(/[?#]/)[0]}?notes`;
      print.target = "_blank";
      const now = make("div", "now");
      const next = make("p", "next");
      const title = make("h2");
      const said = make("section", "said");
      said.setAttribute("aria-label", say("notes"));
      said.setAttribute("aria-live", "polite");
      said.tabIndex = 0;
      now.setAttribute("aria-hidden", "true");
      page.body.className = "speaker";
      page.body.append(
        make("header", "", make("h1", "", document.title), make("dl", "",
          make("div", "", make("dt", "", say("speaker-clock")), clock),
          make("div", "", make("dt", "", say("speaker-elapsed")), elapsed)),
        make("p", "plan", plan, pace), restart, print),
        make("main", "split", make("div", "", now, next), make("div", "", title, said)),
      );
      this.parts = { clock, elapsed, plan, pace, now, next, title, said };
      page.addEventListener("keydown", (event) => this.key(event));
      this.view.setInterval(() => this.tick(), 1000);
    },

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.matches?.("button") && [" ", "Enter"].includes(event.key)) return;
      const moves = {
        ArrowRight: onward, PageDown: onward, " ": onward, ArrowLeft: back, PageUp: back,
        ArrowDown: () => deck.down(), ArrowUp: () => deck.up(),
        a: () => choose("a"), b: () => choose("b") || deck.togglePause(), c: () => choose("c"), d: () => choose("d"),
        l: () => turnScheme(),
      };
      if (!moves[event.key]) return;
      event.preventDefault();
      moves[event.key]();
    },

    show() {
      if (!this.view || this.view.closed) return;
      const slide = deck.getCurrentSlide();
      const { now, next, title, said } = this.parts;
      const page = this.view.document;
      const copy = page.createElement("div");
      copy.className = slide.className;
      copy.inert = true;
      copy.append(page.importNode(slide.querySelector(".face"), true));
      for (const link of copy.querySelectorAll("a")) link.removeAttribute("href");
      now.replaceChildren(copy);
      title.textContent = heading(slide);
      const following = upcoming(slide);
      const label = page.createElement("b");
      label.textContent = following ? say("speaker-next") : "";
      next.replaceChildren(label, following || say("speaker-end"));
      const notes = page.importNode(slide.querySelector("aside.notes"), true);
      notes.hidden = false;
      said.replaceChildren(notes.childElementCount ? notes : say("speaker-no-notes"));
      said.scrollTop = 0;
      this.tick();
    },

    tick() {
      if (!this.view || this.view.closed) return;
      const { clock, elapsed, plan, pace } = this.parts;
      const today = new Date();
      const spent = Math.floor((Date.now() - this.began) / 1000);
      clock.textContent = today.toLocaleTimeString(root.lang, { hour: "numeric", minute: "2-digit" });
      elapsed.textContent = `${Math.floor(spent / 60)}:${two(spent % 60)}`;
      const { clock: planned, minutes } = deck.getCurrentSlide().dataset;
      plan.textContent = planned ? say("speaker-plan", { clock: planned, minutes: minutes || 0 }) : say("speaker-plan-none");
      const off = planned ? minutesOff(planned, Number(minutes || 0), today, spent) : null;
      pace.classList.toggle("behind", off > 0);
      if (off === null || Math.abs(off) > 60) pace.textContent = "";
      else if (off === 0) pace.textContent = say("speaker-on-time");
      else pace.textContent = say(off > 0 ? "speaker-behind" : "speaker-ahead", { minutes: Math.abs(off) });
    },
  };

  const two = (number) => String(number).padStart(2, "0");

  /* Minutes behind plan (above 0), ahead of it (below 0), or 0 inside the segment's own time. '6:40 PM' and '18:40'
     are times of day; '+0:40' counts from the moment the speaker window was opened. */
  function minutesOff(planned, length, today, spent) {
    const [, plus, hours, minutes, half] = planned.match(/^(\+?)(\d+):(\d\d)(?:\s*([AP])M)?$/i) || [];
    if (hours === undefined) return null;
    const hour = half ? (Number(hours) % 12) + (half.toUpperCase() === "P" ? 12 : 0) : Number(hours);
    const start = hour * 60 + Number(minutes);
    const now = plus ? Math.floor(spent / 60) : today.getHours() * 60 + today.getMinutes();
    if (now < start) return now - start;
    return Math.max(0, now - start - length);
  }

  const heading = (slide) => slide.querySelector("h1, h2").textContent;

  function upcoming(slide) {
    const column = slide.closest(".stack") || slide;
    const next = column.nextElementSibling;
    const face = next && (next.matches(".stack") ? next.firstElementChild : next);
    return face ? heading(face) : "";
  }

  const actions = {
    previous: back,
    next: onward,
    overview: () => deck.toggleOverview(),
    speaker: () => speaker.open(),
    help: () => help.showModal(),
    close: () => help.close(),
  };

  document.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]");
    if (tool) return actions[tool.dataset.tool]();
    const link = event.target.closest('a[href^="#"]');
    if (link && deck && !deck.isOverview()) {
      event.preventDefault();
      go(link.hash.slice(1));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && deck && !help.open) help.showModal();
  });

  let resting;
  document.addEventListener("pointermove", () => {
    root.classList.add("pointing");
    clearTimeout(resting);
    resting = setTimeout(() => root.classList.remove("pointing"), 2500);
  });

  if (query.has("notes")) showPages(true);
  else if (query.has("print-pdf")) showPages(false);
  else if (wide.matches) present();
  else showReading();
  wide.addEventListener("change", () => {
    if (!query.has("notes") && !query.has("print-pdf")) location.reload();
  });
})();
