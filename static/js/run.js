/* A run that goes on: its numbers are asked for anew every two seconds, until it has come to its end. */

const PAUSE = 2000;

const isSame = (one, other) =>
  one.tagName === other.tagName && one.href === other.href && one.form?.action === other.form?.action;

/* Put the new numbers in place of the old ones; the focus stays where it was. */
function put(told) {
  const shown = document.querySelector("[data-run]");
  const focused = shown.contains(document.activeElement) && document.activeElement;
  shown.replaceWith(document.adoptNode(told));
  if (focused) [...told.querySelectorAll("a, button")].find((one) => isSame(one, focused))?.focus({ preventScroll: true });
  const bar = told.querySelector("progress");
  const name = document.title.replace(/^\d+ % · /, "");
  document.title = bar ? `${Math.floor(100 * bar.position)} % · ${name}` : name;
  if (!bar) document.querySelector("[data-said]").textContent = `Finished: ${told.querySelector(".meta").textContent}`;
}

async function follow() {
  if (!document.querySelector("[data-live]")) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.querySelector("[data-run]");
    if (answer.ok && told) put(told);
  } catch {
    /* The server did not answer: it is asked again. */
  }
  setTimeout(follow, PAUSE);
}

setTimeout(follow, PAUSE);
