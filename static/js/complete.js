/* Names completed while they are typed (the ARIA combobox pattern). Without it a typed name is understood as it is. */

{
  const PAUSE = 120; // milliseconds after the last letter
  const KINDS = { person: ["person", "people"], event: ["event", "events"], source: ["source", "sources"] };
  let box = null; // the box that is completed now
  let asked = null;
  let timer = 0;

  const list = document.createElement("ul");
  list.id = "completions";
  list.className = "completions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  document.body.append(told);

  const options = () => [...list.children];
  const active = () => list.querySelector("[aria-selected=true]");

  const dress = (input) => {
    if (input.getAttribute("role") === "combobox") return;
    const says = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(says)) input.setAttribute(name, value);
  };

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    box?.setAttribute("aria-expanded", "false");
    box?.removeAttribute("aria-activedescendant");
    told.textContent = "";
  };

  const activate = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  };

  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ value, label, detail }, index) => {
        const option = document.createElement("li");
        Object.assign(option, { id: `completion-${index}`, textContent: label });
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.value = value;
        if (detail) option.append(" ", Object.assign(document.createElement("small"), { textContent: detail }));
        return option;
      }),
    );
    const [one, many] = KINDS[box.dataset.suggest];
    list.setAttribute("aria-label", many);
    if (box.nextElementSibling !== list) box.after(list);
    list.hidden = !found.length;
    list.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-expanded", String(found.length > 0));
    box.removeAttribute("aria-activedescendant");
    const none = box.dataset.suggestOpens ? "" : `No ${one} is called that.`; // else it is looked for as words
    told.textContent = found.length ? `${found.length} ${found.length === 1 ? one : many}. Arrow keys choose.` : none;
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const query = new URLSearchParams({ kind: box.dataset.suggest, q: box.value });
    try {
      const answer = await fetch(`${box.dataset.suggestFrom}?${query}`, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) show(await answer.json());
    } catch (problem) {
      if (problem.name !== "AbortError") close(); // offline: the box still takes a typed name
    }
  };

  const choose = (option) => {
    const { form, name, dataset } = box;
    if (dataset.suggestOpens) {
      location.assign(`${dataset.suggestOpens}${encodeURIComponent(option.dataset.value)}/`);
      return;
    }
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name, value: option.dataset.value });
    box.value = "";
    box.after(chosen);
    close();
    form.requestSubmit();
  };

  const turn = (step) => {
    const all = options();
    const now = all.indexOf(active());
    activate(all[(now < 0 && step < 0 ? all.length : now) + step] ?? null);
  };

  document.addEventListener("focusin", ({ target }) => target.matches("[data-suggest]") && dress(target));

  document.addEventListener("input", ({ target }) => {
    if (!target.matches("[data-suggest]")) return;
    close();
    box = target;
    dress(box);
    if (box.value.trim()) timer = setTimeout(ask, PAUSE);
  });

  document.addEventListener("keydown", (event) => {
    if (event.target !== box || event.isComposing) return;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) turn(event.key === "ArrowDown" ? 1 : -1);
      else if (box.value.trim()) ask();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && isOpen && active()) {
      event.preventDefault();
      choose(active());
    } else if (event.key === "Enter" || event.key === "Tab") {
      close();
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) choose(option);
  });
  document.addEventListener("focusout", ({ target }) => target === box && close());
}
