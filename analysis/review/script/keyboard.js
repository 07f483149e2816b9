// One key, one thing; nothing while somebody types or a dialog is open.

const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  n: nextDoubtful,
  a: accept,
  m: mark,
  e: () => view.chosen && openEditor(view.chosen),
  u: () => takeBack(undo),
  o: () => byId("order").click(),
  p: togglePages,
  s: save,
  "/": () => { byId("search").focus(); byId("search").select(); },
  "?": showHelp,
};

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); return; }
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") { leave(event.target); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const action = ACTIONS[event.key] ?? ACTIONS[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
}

function isTyping(target) {
  return target.matches?.("textarea, select, input:not([type=checkbox])") ?? false;
}

function leave(target) {
  if (isTyping(target)) target.blur();
  else closeEditor();
  focusRecords();
}

function focusRecords() {
  byId("records").focus({ preventScroll: true });
}

function takeBack(how) {
  closeEditor();
  const task = how();
  searched.clear();
  drawAll();
  drawDocuments();
  if (task && session.working.find(task)) chooseRecord(task, { places: false });
}

function togglePages() {
  const hidden = byId("panes").classList.toggle("without-pages");
  byId("pages-toggle").setAttribute("aria-pressed", String(!hidden));
}

// ---- the bar between the two panes

const LEAST = 20; // per cent of the window
const STEP = 5;

function splitAt(share) {
  const kept = Math.min(Math.max(share, LEAST), 100 - LEAST);
  byId("panes").style.setProperty("--left", `${kept}%`);
  byId("bar").setAttribute("aria-valuenow", String(Math.round(kept)));
}

function watchBar() {
  const bar = byId("bar");
  bar.addEventListener("pointerdown", (event) => bar.setPointerCapture(event.pointerId));
  bar.addEventListener("pointermove", (event) => {
    if (bar.hasPointerCapture(event.pointerId)) splitAt((100 * event.clientX) / innerWidth);
  });
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by) splitAt(Number(bar.getAttribute("aria-valuenow")) + by);
  });
}
