/* Enhancements only: every page works without this file. */

const search = document.querySelector("#search, #searchbar");
let cameFrom = null; // what had the focus before the search box

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (event.key === "/" && search && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    cameFrom = document.activeElement;
    search.focus();
    search.select();
  }
  if (event.key === "Escape" && event.target.matches("#search, #searchbar, #filter-q") && event.target.ariaExpanded !== "true") {
    event.preventDefault(); // else a browser empties it
    event.target.blur();
    cameFrom?.focus({ preventScroll: true });
  }
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

/* Back on a page the focus is on the link that led away from it: pages are kept nowhere, and come without one. */
const sameLinks = (address) => [...document.querySelectorAll("main a[href]")].filter((link) => link.getAttribute("href") === address);

document.addEventListener("click", ({ target }) => {
  const link = target.closest("main a[href]");
  if (!link) return;
  const address = link.getAttribute("href");
  history.replaceState({ ...history.state, left: [address, sameLinks(address).indexOf(link)] }, "");
});

if (history.state?.left && performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  const [address, place] = history.state.left;
  sameLinks(address)[place]?.focus({ preventScroll: true });
}

/* What is printed says where it stands: lists that follow their filter have moved on since. */
const printedFrom = document.getElementById("printed-from");
if (printedFrom) addEventListener("beforeprint", () => (printedFrom.textContent = location.href));

/* On a phone the sections scroll sideways, and so do tabs: the one that is open is brought into sight. */
for (const here of document.querySelectorAll(".sections [aria-current], .tabs [aria-current]")) {
  here.parentElement.scrollLeft += here.getBoundingClientRect().right - here.parentElement.getBoundingClientRect().right;
}

document.querySelector("[data-theme-switch]")?.addEventListener("submit", (event) => {
  const theme = event.submitter.value;
  event.preventDefault();
  const age = theme ? 31536000 : 0;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const button of event.target.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
});

/* The keys of the archive, on "?": the page that lists them, in a dialog. A page may have a list of its own. */
document.addEventListener("keydown", async (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
  const page = document.querySelector("[data-keys]");
  if (event.key !== "?" || typing || !page || document.getElementById("keys")) return;
  event.preventDefault();
  const answer = await fetch(page.href);
  const list = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("keys-list");
  if (!list || document.getElementById("keys")) return;
  const dialog = Object.assign(document.createElement("dialog"), { id: "keys" });
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = Object.assign(document.createElement("h1"), { id: "keys-title", textContent: "Keys" });
  const close = Object.assign(document.createElement("button"), { textContent: "Close", className: "button" });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(title, close, list);
  document.body.append(dialog);
  dialog.showModal();
});
