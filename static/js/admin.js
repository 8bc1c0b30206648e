/* Names for what the admin's own widgets leave nameless to a screen reader. Nothing here changes what a page does. */

function named(element, ...labels) {
  element.removeAttribute("aria-label");
  element.setAttribute("aria-labelledby", labels.map((label) => label.id).join(" "));
}

/* After the widgets have been made: jQuery runs what it is given in the order in which it was given. */
const whenReady = window.django?.jQuery ?? ((run) => run());

whenReady(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete[id]")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const widget = select.nextElementSibling;
    if (!label || !widget?.matches(".select2")) continue;
    label.id ||= `label_${select.id}`;
    for (const field of widget.querySelectorAll("input.select2-search__field")) named(field, label);
    const value = widget.querySelector("span.select2-selection__rendered");
    if (!value) continue;
    named(value, label);
    named(widget.querySelector("[role=combobox]"), label, value);
  }
  for (const cell of document.querySelectorAll("thead th:empty")) cell.setAttribute("role", "presentation");
});
