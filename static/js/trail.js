/* From mention to mention of one person, by j and k, without a new page. The links work without this file. */

{
  const trail = document.getElementById("trail");
  const anchors = trail.dataset.anchors.split(" ");
  const told = trail.querySelector("[data-told]");
  let at = Number(trail.dataset.at) - 1;
  let place = document.querySelector(":target"); // a quote that the address leads to, until the first step from there

  /* The mention from which a step leads to the one behind the quote, or before it. */
  const besidePlace = (step) => {
    const isBehind = (id) => place.compareDocumentPosition(document.getElementById(id)) & Node.DOCUMENT_POSITION_FOLLOWING;
    const first = anchors.findIndex(isBehind);
    const behind = first < 0 ? anchors.length : first;
    place = null;
    return step > 0 ? behind - 1 : behind;
  };

  const go = (step) => {
    if (place) at = besidePlace(step);
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
