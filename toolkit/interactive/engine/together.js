/**
 * Two copies of what a learner did in one activity in, one out in which nothing that was answered is lost.
 *
 * They part ways when somebody goes on in two browsers, or while no kernel runs. Where both have an answer to the same
 * question, the one given in this view counts when it was `touched`, else that of the record.
 */

/** The record's copy with ours in its gaps. */
export function together(theirs, ours, { touched = false } = {}) {
  const done = Boolean(ours.done || theirs.done);
  const [first, second] = touched ? [ours, theirs] : [theirs, ours];
  if (first.questions && second.questions) return { ...first, questions: questions(first.questions, second.questions), done };
  if (Array.isArray(first.piles) && Array.isArray(second.piles)) return { ...piles(first, second), done };
  return { ...first, done }; // a story cannot be walked along two paths at once
}

/** Whether two values say the same. */
export function same(one, other) {
  return JSON.stringify(ordered(one ?? null)) === JSON.stringify(ordered(other ?? null));
}

function questions(first, second) {
  const answered = (state) => Boolean(state?.answered) || state?.answer?.length > 0;
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(names.map((name) => [name, answered(first[name]) ? first[name] : (second[name] ?? first[name])]));
}

function piles(first, second) {
  const filled = first.piles.map((pile, card) => (pile >= 0 ? pile : (second.piles[card] ?? pile)));
  return { ...first, piles: filled, checked: Boolean(first.checked) && same(filled, first.piles) };
}

/** The same value with the names in it sorted: a record and a browser may write them in different orders. */
function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, ordered(value[name])]));
}
