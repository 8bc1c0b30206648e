/* Enhancements of the lists: every one of them works without this file. */

const isTyping = ({ target, ctrlKey, metaKey, altKey }) =>
  ctrlKey || metaKey || altKey || target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");

/* From row to row by j and k: to the link that opens the row, and from the last one to the next page. */
document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || isTyping(event)) return;
  const links = [...document.querySelectorAll("[data-open], .pagination [rel=next]")];
  const row = (link) => link.closest(".row, .caption-card") ?? link;
  const here = links.findIndex((link) => row(link).contains(event.target));
  const after = links.findIndex((link) => event.target.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (step > 0 && links[here]?.rel === "next") return links[here].click();
  const link = links[here < 0 ? (step > 0 ? after : -1) : here + step];
  if (!link) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  row(link).scrollIntoView({ block: "nearest" });
});

/* To the words of a list, to saving it, to its files and feed; and from tab to tab. */
document.addEventListener("keydown", (event) => {
  const lead = { w: "#filter-q", s: ".taking > a", e: ".taking summary" }[event.key];
  const step = { "]": 1, "[": -1 }[event.key];
  if (!(lead || step) || isTyping(event)) return;
  const tabs = [...document.querySelectorAll(".tabs a")];
  const asked = tabs.indexOf(document.activeElement); // of which the answer may not have come
  const open = asked < 0 ? tabs.findIndex((tab) => tab.ariaCurrent) : asked;
  const target = lead ? document.querySelector(lead) : tabs[open + step];
  if (!target) return;
  event.preventDefault();
  const folded = target.closest("details:not([data-menu])");
  if (folded) folded.open = true;
  if (event.key === "w") cameFrom = document.activeElement; // Esc leads back there
  target.focus();
  if (event.key === "w") target.select();
  else target.click();
});

for (const form of document.querySelectorAll("[data-browse]")) {
  form.addEventListener("change", (event) => {
    if (event.target.type === "checkbox" && !window.htmx) form.requestSubmit();
  });
  /* Keep fields that say nothing out of the address. */
  form.addEventListener("formdata", ({ formData }) => {
    for (const name of new Set(formData.keys())) {
      const said = formData.getAll(name).filter(Boolean);
      formData.delete(name);
      for (const value of said) formData.append(name, value);
    }
  });
}
