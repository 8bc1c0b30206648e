/* Enhancements of the lists: every one of them works without this file. */

/* From row to row by j and k: to the link that opens the row, and from the last one to the next page. */
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
  const step = { j: 1, k: -1 }[event.key];
  if (!step || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...document.querySelectorAll("[data-open], .pagination [rel=next]")];
  const row = (link) => link.closest(".row, .caption-card") ?? link;
  const here = links.findIndex((link) => row(link).contains(event.target));
  const after = links.findIndex((link) => event.target.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING);
  const link = links[here < 0 ? (step > 0 ? after : -1) : here + step];
  if (!link) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  row(link).scrollIntoView({ block: "nearest" });
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
