/*
Editing on the page of an article, for editors alone. Everything works without this file, as links and forms do.
A note that opens is the card of its own page; after a decision the text comes anew, and eye and focus stay.
`text` and `margin` are those of article.js.
*/

const did = document.querySelector("#did");
const said = document.querySelector("#said");
const offer = document.querySelector("#offer");
const keys = document.querySelector("#keys");
const help = document.querySelector('[data-key="?"]');
let card = null; // the note that is open
let opener = ""; // the id of what it was opened from
let chosen = null; // the words that are selected: where they start and end, and what they are
let busy = false;

const stops = () => [...text.querySelectorAll('a[href*="/marks/"]')].filter((a) => a.tabIndex === 0 && a.checkVisibility());
const idOf = (link) => link.id || link.closest("[id]")?.id || "";
const linkIn = (id) => {
  const found = document.getElementById(id);
  return found?.matches("a") ? found : found?.querySelector('a[href*="/marks/"]:not([tabindex])');
};
const topOf = (id) => document.getElementById(id)?.getBoundingClientRect().top;

async function load(address, options) {
  const answer = await fetch(address, options);
  return { page: new DOMParser().parseFromString(await answer.text(), "text/html"), at: new URL(answer.url) };
}

/* Opens a note below the block of a place in the text; the stylesheet puts it beside the line where there is room. */
function put(found, block, line) {
  card?.remove();
  card = document.adoptNode(found);
  card.classList.add("beside");
  card.setAttribute("role", "dialog");
  card.style.setProperty("--line-top", `${line.top - text.getBoundingClientRect().top}px`);
  card.insertAdjacentHTML("beforeend", '<button type="button" class="close" aria-label="Close the note">×</button>');
  block.after(card);
  offer.hidden = true;
  card.addEventListener("toggle", lift, true);
  lift();
  card.focus({ preventScroll: true });
}

/* Lifts a note that stands beside its line into the window; one that stands below its line is scrolled to. */
function lift() {
  if (getComputedStyle(card).position !== "absolute") return card.scrollIntoView({ block: "nearest" });
  const over = card.getBoundingClientRect().bottom - window.innerHeight + 72; // what was done last stands there
  if (over > 0) card.style.setProperty("--line-top", `${card.offsetTop - over}px`);
}

async function open(address, block, line) {
  const { page } = await load(address);
  const found = page.querySelector("#card");
  if (found) put(found, block, line);
  else location.assign(address);
}

function openMark(link) {
  const first = stops().find((stop) => stop.getAttribute("href") === link.getAttribute("href")) ?? link;
  const own = link.closest("[id]")?.contains(first) ? link : first;
  opener = idOf(own);
  document.querySelector(".chosen")?.classList.remove("chosen");
  document.getElementById(opener)?.classList.add("chosen");
  open(link.href, own.closest(".block"), own.getClientRects()[0] ?? own.closest(".block").getBoundingClientRect());
}

function close() {
  const told = card.querySelector(".refused");
  card.remove();
  card = null;
  document.querySelector(".chosen")?.classList.remove("chosen");
  linkIn(opener)?.focus({ preventScroll: true });
  if (told) load(location.href).then(({ page, at }) => page.querySelector(".text") && renew(page, at));
}

/* Shows the article as it is after a decision, in the same place of the window. */
function renew(page, at) {
  const was = opener;
  const place = stops().findIndex((stop) => idOf(stop) === was);
  const [before, scrolled, inMargin] = [topOf(was), window.scrollY, margin.scrollTop];
  card = null;
  const renewed = (part) => document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  [".text", ".margin", "#did"].forEach(renewed);
  for (const message of page.querySelectorAll(".messages li")) did.prepend(message);
  window.scrollTo(0, scrolled);
  if (before !== undefined && topOf(was) !== undefined) window.scrollBy(0, topOf(was) - before);
  margin.scrollTop = inMargin;
  history.replaceState(null, "", at);
  refocus(at.searchParams.get("at") ?? was, was, place);
}

/* Focus goes to what was decided on; where that has gone, to what stands in its place. */
function refocus(target, was, place) {
  const aside = document.getElementById(target);
  if (aside && margin.contains(aside)) return aside.closest("section").querySelector("button")?.focus({ preventScroll: true });
  const part = was.startsWith(`${target}-`) && linkIn(was);
  const link = part || linkIn(target) || linkIn(was) || (place >= 0 && stops()[Math.min(place, stops().length - 1)]);
  if (!link) return;
  opener = idOf(link);
  link.focus({ preventScroll: true });
  link.scrollIntoView({ block: "nearest" });
}

async function send(form, submitter) {
  if (busy) return;
  busy = true;
  const [data, address] = [new FormData(form, submitter), form.getAttribute("action")];
  const asked = form.method === "post" ? [address, { method: "POST", body: data }] : [`${address}?${new URLSearchParams(data)}`];
  try {
    const { page, at } = await load(...asked);
    const next = page.querySelector("#card");
    if (next && card) replace(next, submitter?.name === "find");
    else if (page.querySelector(".text")) renew(page, at);
    else location.reload();
  } catch {
    did.textContent = "The archive did not answer. Nothing was lost; try again.";
  } finally {
    busy = false;
  }
}

/* Another card in the place of the one that is open: a refusal, or people who were found. */
function replace(next, found) {
  const [block, top] = [card.previousElementSibling, card.getBoundingClientRect().top];
  put(next, block, { top });
  if (found) card.querySelector('details [type="search"][autofocus]')?.focus();
}

/* People as their name is typed: the server's own answer, put in the place of those shown. */
let typed;
let looking = Promise.resolve();
function look(field) {
  clearTimeout(typed);
  looking = new Promise((done) => {
    typed = setTimeout(async () => {
      const data = new FormData(field.form);
      data.set("find", "1");
      const { page } = await load(field.form.getAttribute("action"), { method: "POST", body: data });
      const people = page.getElementById(field.id)?.closest("[data-choose]").querySelector(".people");
      if (people && field.isConnected) {
        field.closest("[data-choose]").querySelector(".people").replaceWith(document.adoptNode(people));
        const number = people.querySelectorAll("button, input").length;
        said.textContent = number === 1 ? "1 person" : `${number} people`;
      }
      done();
    }, 150);
  });
}

function walk(event) {
  const list = event.target.closest("[data-choose]");
  const people = [...list.querySelectorAll(".people :is(button, input)")];
  const here = people.indexOf(event.target);
  if (event.key === "ArrowUp" && here === 0) list.querySelector("[name=who]").focus();
  else people[here + (event.key === "ArrowUp" ? -1 : 1)]?.focus();
}

/* The words of the text, letter by letter as the archive counts them, and where a point of the page lies in them. */
function letters(range) {
  const [all, points] = [[], [range.startContainer, range.endContainer].map(() => -1)];
  const bounds = [range.cloneRange(), range.cloneRange()];
  bounds[0].collapse(true);
  bounds[1].collapse(false);
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest(".run, .blank") || node.parentElement.closest(".note, .card")) continue;
    bounds.forEach((bound, i) => {
      if (points[i] >= 0) return;
      if (bound.startContainer === node) points[i] = all.length + [...node.data.slice(0, bound.startOffset)].length;
      else if (bound.comparePoint(node, 0) >= 0) points[i] = all.length;
    });
    all.push(...node.data);
  }
  const [start, end] = points.map((point) => (point < 0 ? all.length : point));
  return { start, end, words: all.slice(start, end).join("") };
}

/* Offers to say what the selected words are. */
function selected() {
  const selection = document.getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const inText = range && !range.collapsed && text.contains(range.startContainer); // a line chosen whole ends in the next
  if (!inText || card?.contains(range.startContainer)) return (offer.hidden = true);
  const first = range.cloneRange();
  first.collapse(true);
  const place = first.getClientRects()[0] ?? range.getBoundingClientRect();
  chosen = { range, place, block: range.startContainer.parentElement.closest(".block") };
  offer.hidden = !chosen.block || !range.toString().trim();
  offer.style.top = `${window.scrollY + place.top - offer.offsetHeight - 6}px`;
  offer.style.left = `${Math.max(8, Math.min(place.left, document.documentElement.clientWidth - offer.offsetWidth - 8))}px`;
}

function askAbout(kind) {
  const { start, end, words } = letters(chosen.range);
  const told = new URLSearchParams(kind === "passage" ? { start, end } : { kind, start, end });
  if (kind !== "passage" && words.length < 1000) told.set("words", words);
  opener = chosen.block.querySelector(".passage-handle")?.id ?? "";
  open(`${kind === "passage" ? offer.dataset.passage : offer.dataset.add}?${told}`, chosen.block, chosen.place);
}

/* Selects with the keyboard alone: a word, the next one, or more of them. */
function select() {
  const from = text.contains(document.activeElement) ? document.activeElement : stops()[0] ?? text;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) =>
    node.data.trim() && node.parentElement.closest(".run") && !node.parentElement.closest(".note, .card")
      ? NodeFilter.FILTER_ACCEPT
      : NodeFilter.FILTER_REJECT);
  while (walker.nextNode()) {
    const after = from.compareDocumentPosition(walker.currentNode);
    if (after & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)) break;
  }
  const selection = document.getSelection();
  selection.collapse(walker.currentNode, 0);
  selection.modify("extend", "forward", "word");
  selected();
}

function moveSelection(event) {
  const selection = document.getSelection();
  const way = event.key === "ArrowRight" ? "forward" : "backward";
  event.preventDefault();
  if (!event.shiftKey) {
    if (way === "forward") selection.collapseToEnd();
    else selection.collapseToStart(), selection.modify("move", "backward", "word");
  }
  selection.modify("extend", event.shiftKey ? way : "forward", "word");
  selected();
}

function step(forward) {
  const all = stops();
  const here = card ? linkIn(opener) : document.activeElement;
  const sought = forward ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const seen = all.filter((stop) =>
    text.contains(here) ? here.compareDocumentPosition(stop) & sought : forward && stop.getBoundingClientRect().top > 0);
  if (card) close();
  (forward ? seen[0] : seen.at(-1))?.focus();
}

const ACTIONS = {
  n: () => step(true),
  p: () => step(false),
  s: select,
  u: () => did.querySelector('[data-key="u"]')?.click(),
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", async (event) => {
  if (keys.open || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const choosing = card && event.target.closest("[data-choose]");
  if (event.key === "Escape" && card) return close();
  if (event.key === "Escape" && !offer.hidden) return document.getSelection().removeAllRanges();
  if (choosing && field && ["Enter", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    await looking;
    return choosing.querySelector(".people :is(button, input)")?.focus();
  }
  if (choosing && !field && ["ArrowUp", "ArrowDown"].includes(event.key)) return event.preventDefault(), walk(event);
  if (field) return;
  if (!offer.hidden && !offer.contains(event.target)) {
    if (["ArrowLeft", "ArrowRight"].includes(event.key)) return moveSelection(event);
    if (event.key === "Enter") return event.preventDefault(), offer.querySelector("button").focus();
  }
  if (!ACTIONS[event.key] || (event.key === "u" && event.repeat)) return;
  event.preventDefault();
  ACTIONS[event.key]();
});

text.addEventListener("click", (event) => {
  if (card?.contains(event.target)) return event.target.closest(".close") && close();
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!document.getSelection().isCollapsed) return event.target.closest("a") && event.preventDefault();
  const link = event.target.closest("a") ?? event.target.closest(".mark.quote")?.querySelector(":scope > .handle");
  if (!link?.matches('[href*="/marks/"], .passage-handle')) return;
  event.preventDefault();
  openMark(link);
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#card, #did, .margin")) return;
  event.preventDefault();
  if (!card) opener = idOf(document.activeElement.closest(".text a") ?? { closest: () => null }) || opener;
  send(event.target, event.submitter);
});

document.addEventListener("input", (event) => {
  if (event.target.name === "who" && card?.contains(event.target)) look(event.target);
});

document.addEventListener("selectionchange", selected);
offer.addEventListener("mousedown", (event) => event.preventDefault());
offer.addEventListener("click", (event) => {
  const kind = event.target.closest("button")?.dataset.kind;
  if (kind) askAbout(kind);
});
help.addEventListener("click", () => keys.showModal());
help.hidden = false;
