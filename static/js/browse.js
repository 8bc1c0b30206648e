/* Enhancements of the lists: every one of them works without this file. */

for (const form of document.querySelectorAll("[data-browse]")) {
  form.addEventListener("change", (event) => {
    if (event.target.type === "checkbox") form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    for (const input of form.querySelectorAll("input")) input.disabled = input.disabled || input.value === "";
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const words = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard || !words) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(words.textContent.trim());
    button.textContent = "Copied";
  });
}
