/** A widget model in, its living view out. The engine is one for all: it is taken, once, from the model that carries it. */
const engines = (globalThis[Symbol.for("facilitator-toolkit-engines")] ??= new Map());
const LOOK = "facilitator-toolkit-look";

export async function render({ model, el }) {
  const carrier = model.get("carrier");
  if (!engines.has(carrier)) engines.set(carrier, load(model, carrier).catch((error) => giveUp(carrier, error)));
  return (await engines.get(carrier)).render({ model, el });
}

/** What failed once may work when the next activity asks. */
function giveUp(carrier, error) {
  engines.delete(carrier);
  throw error;
}

async function load(model, carrier) {
  const engine = await model.widget_manager.get_model(carrier);
  // One style for the page: a copy for each activity would make the browser work out every style anew, each time.
  const look = document.getElementById(LOOK) ?? document.head.appendChild(document.createElement("style"));
  look.id = LOOK;
  look.textContent = engine.get("look");
  const address = URL.createObjectURL(new Blob([engine.get("engine")], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

export default { render };
