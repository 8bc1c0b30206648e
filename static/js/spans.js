/*
Addresses of words in an article: #s-100-240 marks the characters from 100 up to 240 of its text and scrolls to them,
#s-100-240-v2 says of which version they are. "c" copies what is selected with its source and this address.
Characters are counted as the archive counts them, not as JavaScript does.
*/
const article = document.querySelector("article.text");
const lengthOf = (words) => Array.from(words).length;

/* The text of the article in pieces: each text node with the character it starts at. Notes are not part of it. */
function pieces() {
  const found = [];
  for (const run of article.querySelectorAll("[data-start]")) {
    const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
    let at = Number(run.dataset.start);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".note, .handle, .passage-handle")) continue;
      found.push({ node, start: at, end: at + lengthOf(node.data) });
      at += lengthOf(node.data);
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

const unitsIn = (words, characters) => Array.from(words).slice(0, characters).join("").length;

function rangesOf(start, end) {
  const ranges = [];
  for (const piece of pieces()) {
    if (piece.end <= start || piece.start >= end) continue;
    const range = document.createRange();
    range.setStart(piece.node, unitsIn(piece.node.data, Math.max(0, start - piece.start)));
    range.setEnd(piece.node, unitsIn(piece.node.data, Math.min(piece.end, end) - piece.start));
    ranges.push(range);
  }
  return ranges;
}

function show() {
  CSS.highlights?.delete("span");
  const [, start, end, version] = location.hash.match(/^#s-(\d+)-(\d+)(?:-v(\d+))?$/) ?? [];
  const ranges = end === undefined ? [] : rangesOf(Number(start), Number(end));
  document.querySelector("#span-nowhere").hidden = end === undefined || ranges.length > 0;
  if (!ranges.length) return;
  if (window.Highlight) CSS.highlights.set("span", new Highlight(...ranges));
  const block = ranges[0].startContainer.parentElement.closest(".block") ?? article;
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  const place = ranges[0].getBoundingClientRect();
  window.scrollBy({ top: place.top - window.innerHeight / 3, behavior: "instant" });
  document.querySelector("#span-of-another-version").hidden = !version || version === article.dataset.version;
}

/* Where the selection stands, if it is in the text. */
function selected() {
  const selection = document.getSelection();
  if (selection.isCollapsed || !article.contains(selection.anchorNode) || !article.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const inside = pieces().filter(({ node }) => range.intersectsNode(node));
  let [words, start, end] = ["", null, null];
  for (const piece of inside) {
    const from = piece.node === range.startContainer ? range.startOffset : 0;
    const to = piece.node === range.endContainer ? range.endOffset : piece.node.data.length;
    if (from >= to) continue;
    start ??= piece.start + lengthOf(piece.node.data.slice(0, from));
    if (end !== null && piece.start > end) words += " ";
    words += piece.node.data.slice(from, to);
    end = piece.start + lengthOf(piece.node.data.slice(0, to));
  }
  return start === null ? null : { words, start, end };
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (event.key !== "c" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const found = selected();
  if (!found) return;
  event.preventDefault();
  const source = document.querySelector("#citation").textContent.trim();
  const address = `#s-${found.start}-${found.end}-v${article.dataset.version}`;
  const words = `“${found.words}”, in ${source}${address}`;
  document.dispatchEvent(new CustomEvent("copy-words", { detail: { words, said: "Copied with its source and address" } }));
});

addEventListener("hashchange", show);
show();
