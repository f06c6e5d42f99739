/** A name and content in, a file in the learner's downloads out. Nothing leaves this computer. */
let saved = null;

/** Hands `content` to the browser as a download. The browser asks nobody for it: it is made here. */
export function save(file, content, type) {
  if (saved) URL.revokeObjectURL(saved); // the one before; some browsers still read the one at hand
  saved = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = saved;
  link.download = file;
  link.click();
}
