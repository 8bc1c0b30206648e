/* Enhancements of the lists: every one of them works without this file. */

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

/* Buttons that copy, also those of a list that was swapped in. */
function offerCopies() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

offerCopies();
document.addEventListener("htmx:afterSettle", offerCopies);
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  const words = button && document.getElementById(button.dataset.copy);
  if (!words) return;
  await navigator.clipboard.writeText(words.textContent.trim());
  button.textContent = "Copied";
});
