/**
 * Questions and answers in, scores out: pure functions that mirror toolkit/model/quiz.py and scenario.py.
 *
 * Both sides run tests/interactive/scoring_vectors.json. Here answers and keys hold the places in which
 * readers see things, because the order in the file would give the key away.
 */

const RULES = {
  "single-choice": (key, answer) => Number(sameSet(key, answer)),
  "several-choices": (key, answer) => Number(sameSet(key, answer)),
  "true-false": (key, answer) => Number(answer.length === 1 && answer[0] === key[0]),
  ordering: inOrder,
  matching: (key, answer) => key.filter((place, index) => answer[index] === place).length / key.length,
};

/** From 0 to 1, or null for a question that came without its key (test mode). */
export function score(question, answer) {
  return question.key ? RULES[question.kind](question.key, answer) : null;
}

/**
 * The steps that already stand in order among themselves: the longest run that nobody needs to move.
 *
 * Shown instead of "stands at its final number", by which one step too early would fault all that follow it.
 */
export function keptInOrder(key, answer) {
  const wanted = answer.map((item) => key.indexOf(item));
  const runs = [];
  wanted.forEach((number, place) => {
    const before = runs.filter((run) => wanted[run.at(-1)] < number);
    runs.push([...before.reduce((best, run) => (run.length > best.length ? run : best), []), place]);
  });
  return runs.reduce((best, run) => (run.length > best.length ? run : best), []).map((place) => answer[place]);
}

/** Where choice number `choice` of scene number `scene` leads, or null where there is no such choice. */
export function stepFrom(scenario, scene, choice) {
  const to = scenario.scenes[scene]?.choices?.[choice]?.to;
  return Number.isInteger(to) && scenario.scenes[to] ? to : null;
}

/** Follows `path` (choice numbers) from the first scene; stops at the first that cannot be followed. */
export function walk(scenario, path) {
  const taken = [];
  let scene = 0;
  for (const choice of Array.isArray(path) ? path : []) {
    const next = stepFrom(scenario, scene, choice);
    if (next === null) break;
    taken.push({ scene, choice });
    scene = next;
  }
  return { taken, scene, ended: scenario.scenes[scene].kind === "ending" };
}

function sameSet(key, answer) {
  const given = new Set(answer);
  return given.size === new Set(key).size && key.every((value) => given.has(value));
}

/** Share of neighbours that stay in order: how `Ordering.score` counts. */
function inOrder(key, answer) {
  const places = new Map(answer.map((item, place) => [item, place]));
  if (places.size !== key.length || key.some((item) => !places.has(item))) return 0;
  const pairs = key.length - 1;
  const kept = key.slice(0, pairs).filter((item, index) => places.get(item) < places.get(key[index + 1]));
  return kept.length / pairs;
}
