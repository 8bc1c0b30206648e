/* Text and margin follow each other; Escape puts a note away. The page works without this file. */

const margin = document.querySelector(".margin");
const text = document.querySelector(".text");

const quoteOf = (mark) => mark.querySelector(":scope > .handle")?.dataset.quote;
const partsOf = (quote) =>
  [...text.querySelectorAll(`.handle[data-quote="${CSS.escape(quote)}"]`)].map((handle) => handle.parentElement);

function entryOf(mark) {
  const quote = quoteOf(mark);
  return quote
    ? margin.querySelector(`[data-quote="${CSS.escape(quote)}"]`)
    : margin.querySelector(`[data-marks~="${CSS.escape(mark.id)}"]`);
}

/* Scrolls the margin alone, and only as far as needed: the text stays where the reader's eye is. */
function bringIntoMargin(entry) {
  const above = entry.getBoundingClientRect().top - margin.getBoundingClientRect().top;
  const below = above + entry.offsetHeight - margin.clientHeight;
  if (above < 0) margin.scrollTop += above;
  else if (below > 0) margin.scrollTop += below;
}

/* A note opens beside its line; where the window ends below that line, it is lifted just so far. */
function keepInWindow(note) {
  note.style.translate = "";
  const over = note.getBoundingClientRect().bottom - document.documentElement.clientHeight;
  if (over > 0) note.style.translate = `0 ${-Math.ceil(over) - 8}px`;
}

function follow(event) {
  const mark = event.target.closest(".mark[id]");
  for (const old of text.querySelectorAll(".tied, .dismissed")) old.classList.remove("tied", "dismissed");
  margin.querySelector(".current")?.classList.remove("current");
  if (!mark) return;
  const note = mark.querySelector(":scope > .note");
  if (note) keepInWindow(note);
  const entry = entryOf(mark);
  entry?.classList.add("current");
  if (entry && margin.scrollHeight > margin.clientHeight) bringIntoMargin(entry);
  const parts = quoteOf(mark) ? partsOf(quoteOf(mark)) : [];
  if (parts.length > 1) parts.forEach((part) => part.classList.add("tied"));
}

function dismiss(event) {
  if (event.key !== "Escape") return;
  for (const mark of text.querySelectorAll(".mark:hover, .mark:focus-within")) mark.classList.add("dismissed");
}

function lightUp(event) {
  const entry = event.target.closest("[data-quote], [data-marks]");
  for (const old of text.querySelectorAll(".tied")) old.classList.remove("tied");
  if (!entry) return;
  const marks = entry.dataset.quote
    ? partsOf(entry.dataset.quote)
    : entry.dataset.marks.split(" ").map((id) => document.getElementById(id));
  marks.forEach((mark) => mark?.classList.add("tied"));
}

text.addEventListener("mouseover", follow);
text.addEventListener("focusin", follow);
document.addEventListener("keydown", dismiss);
margin.addEventListener("mouseover", lightUp);
margin.addEventListener("focusin", lightUp);
margin.addEventListener("mouseleave", lightUp);
