/*
The keys of the review queue, and the next question without a new page. Everything works without this file.
A page that comes in is the same page that a browser would have got; only #queue is taken from it.
*/

const said = document.querySelector("#said");
const keys = document.querySelector("#keys");
let asking = false; // one question at a time: a key pressed twice never answers what nobody has read

const queue = () => document.querySelector("#queue");
const found = (key) => queue().querySelector(`[data-key="${CSS.escape(key)}"]`);

async function fetched(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { "X-Desk": "1" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { page, part: page.querySelector("#queue"), at: answer.headers.get("Content-Location") ?? answer.url };
}

/* Shows another question: the reader's eye and the screen reader both begin at its first word. */
function show({ page, part }) {
  queue().replaceWith(document.adoptNode(part));
  document.title = page.title;
  prepare();
  queue().querySelector("#question").focus({ preventScroll: true });
  window.scrollTo(0, 0);
  const told = queue().querySelector(".told")?.innerText ?? queue().querySelector(".did li > span")?.innerText ?? "";
  said.textContent = `${told.replace(/\.+$/, "")}. ${queue().querySelector(".current b")?.innerText ?? "0"} left.`;
}

async function go(address, options, { remember = true } = {}) {
  if (asking) return;
  asking = true;
  queue().setAttribute("aria-busy", "true");
  try {
    const next = await fetched(address, options);
    if (!next.part) return location.assign(options ? location.href : address); // signed out, or refused: say so in full
    if (remember) history.pushState(null, "", next.at);
    show(next);
  } catch {
    queue().removeAttribute("aria-busy");
    said.classList.remove("visually-hidden");
    said.textContent = "The archive did not answer. Nothing was lost; try again.";
  } finally {
    asking = false;
  }
}

/* People as their name is typed: the server's own answers, put in the place of those shown. */
let typed;
function find(form) {
  clearTimeout(typed);
  typed = setTimeout(async () => {
    const { part } = await fetched(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
    const answers = part?.querySelector("[data-answers] ol");
    if (!answers || !form.isConnected) return;
    queue().querySelector("[data-answers] ol").replaceWith(document.adoptNode(answers));
    const people = answers.querySelectorAll('[value^="person-"]').length;
    said.textContent = people === 1 ? "1 person" : `${people} people`;
  }, 150);
}

function prepare() {
  const help = found("?");
  if (help) help.hidden = false;
}

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select, [contenteditable]");
  if (field && event.key === "Enter") return field.closest(".line")?.querySelector("button:not([form])")?.click();
  if (field || keys.open || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (event.key === "?") return event.preventDefault(), keys.showModal();
  const target = found(event.key);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) target.select(), target.focus();
  else target.click();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#queue a[data-go]");
  if (event.target.closest('#queue [data-key="?"]')) keys.showModal();
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.href);
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#queue")) return;
  event.preventDefault();
  if (event.target.matches("[data-find]")) return queue().querySelector('[value^="person-"]')?.focus();
  go(event.target.action, { method: "POST", body: new FormData(event.target, event.submitter) });
});

document.addEventListener("input", (event) => {
  if (event.target.id === "who") find(event.target.form);
});

window.addEventListener("popstate", () => go(location.href, undefined, { remember: false }));

prepare();
