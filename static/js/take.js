/* Copying: a quote with its source, an address. Pages show what is copied, and work without this file. */

const told = document.createElement("p");
told.className = "told";
told.setAttribute("role", "status");
document.body.append(told);

let fading;

function tell(words) {
  told.textContent = words;
  clearTimeout(fading);
  fading = setTimeout(() => (told.textContent = ""), 4000);
}

/* Browsers keep their clipboard from pages that come without TLS: there the old way is left. */
function copyByHand(words) {
  const field = document.createElement("textarea");
  const focused = document.activeElement;
  field.value = words;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  if (!done) throw new Error("The browser copies nothing.");
}

async function copy(words, said) {
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(words);
    else copyByHand(words);
    tell(said);
  } catch {
    tell("Your browser did not let it be copied. Select the words and copy them.");
  }
}

/* The citation of what has the focus, or is the place of the address: of a quote in a list, of one in an article; else
   that of the page itself. */
function citationNear(focused) {
  const element = focused === document.body ? document.querySelector(":target") ?? focused : focused;
  const quote = element?.closest("[data-quote]") ?? element?.closest(".mark.quote")?.querySelector(":scope > .handle");
  const inArticle = quote && document.getElementById(`cite-${quote.dataset.quote}`);
  const printing = element?.closest(".others li"); // of the same words elsewhere
  return inArticle ?? (printing ?? element?.closest(".row"))?.querySelector(".citation") ?? document.querySelector("#citation");
}

document.addEventListener("copy-words", ({ detail }) => copy(detail.words, detail.said));

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copy]");
  const words = button && document.getElementById(button.dataset.copy);
  if (words) copy(words.textContent.trim(), button.dataset.said ?? "Copied");
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (event.key !== "c" || typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!document.getSelection().isCollapsed) return; // words that are selected are copied with their own place
  const credit = document.activeElement.closest(".caption-card")?.querySelector("[data-copy]");
  if (credit) return credit.click();
  const citation = citationNear(document.activeElement);
  if (!citation) return;
  event.preventDefault();
  copy(citation.textContent.trim(), "Copied with its source");
});
