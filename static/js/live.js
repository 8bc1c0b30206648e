/* A list that follows its filter at once. htmx asks and swaps; this keeps the reader's place and says what came. */

{
  const live = document.getElementById("live");
  const words = document.getElementById("filter-q") ?? document.querySelector("#search[hx-trigger]");
  const announced = document.getElementById("announced");
  const CONTROL = "a, button, input:not([type=hidden])";
  let place = null;
  let panel = null; // what hides the list on a phone, and makes way once the list is asked for
  let typing = false; // what led to the address are letters
  let entered = false; // Enter ended them: on to the list
  let begun = false; // no word is as far as they are typed: what begins with them is asked for

  const sentence = () => document.querySelector("[data-sentence]");

  /* How to find an element again in what the answer brings. */
  const nameOf = (element) => {
    if (element.id) return `#${CSS.escape(element.id)}`;
    if (element.dataset.keep) return `[data-keep="${CSS.escape(element.dataset.keep)}"]`;
    if (element.type === "checkbox") return `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
    return null;
  };

  /* The same control, or else its group's chosen one or its first; where a name is several people's, the first of them. */
  const found = ({ name, group }) => {
    const around = group && document.querySelector(`[data-group="${CSS.escape(group)}"]`);
    return around?.querySelector("[data-candidate]") || (name && document.querySelector(name)) || around?.querySelector("[aria-current]") || around?.querySelector(CONTROL);
  };

  document.addEventListener("htmx:configRequest", ({ detail }) => {
    for (const name of new Set(detail.formData.keys())) {
      const said = detail.formData.getAll(name).filter(Boolean);
      detail.formData.delete(name);
      for (const value of said) detail.formData.append(name, value);
    }
  });

  /* What is no list (a login page, an error) is shown as the page that it is. */
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.xhr.status >= 400 || !detail.xhr.responseText.includes('id="list-results"')) {
      detail.shouldSwap = false;
      location.assign(detail.pathInfo.finalRequestPath);
      return;
    }
    const other = detail.requestConfig.elt === words && beginning(detail.xhr.responseText);
    if (other) {
      detail.shouldSwap = false;
      begun = true;
      htmx.ajax("GET", other, { source: live });
      return;
    }
    const asked = detail.requestConfig.triggeringEvent?.submitter ?? detail.requestConfig.elt;
    panel = asked.closest("#list-speakers, [data-group=actions]") && asked.closest("details");
    const element = document.activeElement;
    entered = element === words && detail.requestConfig.triggeringEvent?.type === "submit";
    const group = element.closest("[data-group]")?.dataset.group;
    const { top } = element.getBoundingClientRect();
    place = element.closest("#live, #list-speakers") ? { name: nameOf(element), group, top, paging: Boolean(element.closest(".pagination")) } : null;
  });

  /* The address of what begins with the letters, where an answer holds nothing but offers that. */
  const beginning = (answer) => {
    const links = new DOMParser().parseFromString(answer, "text/html").querySelectorAll("#list-results .empty .list a");
    const addresses = [...links].map((link) => new URL(link.getAttribute("href"), location.href));
    return addresses.find(({ searchParams }) => searchParams.get("q") === `${words.value.trim()}*`)?.href;
  };

  document.addEventListener("htmx:sendError", ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));

  /* Letters are one step back, whatever the pauses between them, with the Enter behind them; a choice is another. */
  document.addEventListener("htmx:beforeHistoryUpdate", ({ detail: { history, requestConfig } }) => {
    const letters = requestConfig.elt === words || begun;
    begun = false;
    const same = history.path === location.pathname + location.search;
    if (((letters || entered) && typing) || same) history.type = "replace";
    if (entered || !same) typing = letters && !entered;
  });

  /* Also where the page has become too short for it. What is swapped has no style of its own: it would be copied. */
  const main = live.closest("main");
  const scrollOn = (by) => {
    const room = document.documentElement.scrollHeight - innerHeight - scrollY;
    if (by > room) main.style.minBlockSize = `${main.offsetHeight + by - room}px`;
    scrollBy(0, by);
  };

  /* Before the next key can come: at settling, a moment later, it would go to no control. */
  document.addEventListener("htmx:afterSwap", () => {
    const heading = sentence();
    heading.tabIndex = -1;
    if (place) main.style.minBlockSize = "";
    if (panel?.querySelector(":scope > summary").checkVisibility()) {
      panel.open = false;
      document.querySelector("#list-head, #list-results").scrollIntoView();
      heading.focus({ preventScroll: true });
    } else if (entered) {
      heading.focus({ preventScroll: true });
    } else if (place?.paging) {
      (document.getElementById("list-head") ?? heading).scrollIntoView();
      heading.focus({ preventScroll: true });
    } else if (place && (document.activeElement === document.body || found(place)?.matches("[data-candidate]"))) {
      const again = found(place);
      (again ?? heading).focus({ preventScroll: Boolean(again) });
      if (again) scrollOn(again.getBoundingClientRect().top - place.top);
    }
    place = null;
    const filters = document.getElementById("list-filters");
    if (words && filters && words !== document.activeElement) words.value = filters.dataset.words;
    document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    announced.textContent = heading.textContent;
  });

  /* Back and forward load the page anew: the reader is at the list again. */
  const moved = "moved to";
  addEventListener("popstate", ({ state }) => state?.htmx && sessionStorage.setItem(moved, location.href));
  if (sessionStorage.getItem(moved) === location.href) {
    sentence().tabIndex = -1;
    sentence().focus({ preventScroll: true });
    announced.textContent = sentence().textContent;
  }
  sessionStorage.removeItem(moved);

  /* Enter sends the form of a field: that the field changed is no news then, and would be asked for at once with it. */
  let isSending = false;
  document.addEventListener("keydown", ({ key }) => (isSending = key === "Enter"), true);
  document.addEventListener("keyup", () => (isSending = false), true);
  document.addEventListener("change", (event) => isSending && event.isTrusted && event.target.type === "text" && event.stopPropagation(), true);

  /* The box is listened to letter by letter; that it changed is no news when it is left. */
  words?.addEventListener("change", (event) => event.stopPropagation());
}
