/* From mention to mention of one person, by j and k, without a new page. The links work without this file. */

{
  const trail = document.getElementById("trail");
  const anchors = trail.dataset.anchors.split(" ");
  const told = trail.querySelector("[data-told]");
  let at = Number(trail.dataset.at) - 1;
  let isHere = true; // no step was taken from the quote to which the address leads

  /* The mention from which a step leads to the first behind the quote, or to the last before it. */
  const beside = (place, step) => {
    const way = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const isThere = (id) => place.compareDocumentPosition(document.getElementById(id)) & way;
    const next = step > 0 ? anchors.findIndex(isThere) : anchors.findLastIndex(isThere);
    if (next < 0) return step > 0 ? anchors.length - 1 : 0;
    return next - step;
  };

  const go = (step) => {
    const place = isHere && document.querySelector(":target");
    isHere = false;
    if (place) at = beside(place, step);
    at = Math.min(Math.max(at + step, 0), anchors.length - 1);
    const mark = document.getElementById(anchors[at]);
    for (const old of document.querySelectorAll(".mark.here")) old.classList.remove("here");
    mark.classList.add("here");
    (mark.querySelector("a[aria-describedby]") ?? mark).focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
    const here = new URL(location.href);
    here.searchParams.set("mention", String(at + 1));
    here.hash = "";
    history.replaceState(history.state, "", here);
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
