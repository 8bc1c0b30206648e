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
