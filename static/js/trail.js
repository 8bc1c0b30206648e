/* From mention to mention of one person, by j and k, without a new page. The links work without this file. */

{
  const trail = document.getElementById("trail");
  const anchors = trail.dataset.anchors.split(" ");
  const told = trail.querySelector("[data-told]");
  let at = Number(trail.dataset.at) - 1;

  const go = (step) => {
    at = Math.min(Math.max(at + step, 0), anchors.length - 1);
    const mark = document.getElementById(anchors[at]);
    for (const old of document.querySelectorAll(".mark.here")) old.classList.remove("here");
    mark.classList.add("here");
    (mark.querySelector("a[aria-describedby]") ?? mark).focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
    const place = new URL(location.href);
    place.searchParams.set("mention", String(at + 1));
    history.replaceState(history.state, "", place);
    told.textContent = `Mention ${at + 1} of ${anchors.length}`;
    for (const link of trail.querySelectorAll("[rel]")) {
      const next = at + (link.rel === "next" ? 1 : -1);
      const address = new URL(link.href);
      address.searchParams.set("mention", String(Math.min(Math.max(next, 0), anchors.length - 1) + 1));
      link.href = address;
    }
  };

  trail.addEventListener("click", (event) => {
    const link = event.target.closest("[rel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.rel === "next" ? 1 : -1);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(1);
    if (event.key === "k") go(-1);
  });
}
