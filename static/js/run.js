/* A run that goes on: its numbers are asked for anew every two seconds, until it has come to its end. */

const PAUSE = 2000;

async function follow() {
  const shown = document.querySelector("[data-live]");
  if (!shown) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.querySelector("[data-run]");
    if (answer.ok && told) document.querySelector("[data-run]").replaceWith(document.adoptNode(told));
  } catch {
    /* The server did not answer: it is asked again. */
  }
  setTimeout(follow, PAUSE);
}

setTimeout(follow, PAUSE);
