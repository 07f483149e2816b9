// The page comes to life.

function drawAll() {
  drawTable();
  drawBoxes();
  drawFilters();
  filterRows();
  drawOrder();
  drawActions();
  drawCounts();
}

function watchAll() {
  watchRows();
  watchFilters();
  watchBar();
  watchBoxes((uid, item) => {
    if (isOtherText(uid)) { addFromText(Number(uid.slice(1))); return; }
    if (view.rows.get(uid)?.hidden) clearFilters();
    chooseRecord(uid, { item: item ?? null, places: false });
    showPlaceHere(uid);
    view.rows.get(uid)?.scrollIntoView({ block: "center" });
  });
  byId("undo").addEventListener("click", () => takeBack(undo));
  byId("redo").addEventListener("click", () => takeBack(redo));
  byId("save").addEventListener("click", () => save());
  byId("finish").addEventListener("click", () => save({ whole: true }));
  byId("help").addEventListener("click", showHelp);
  byId("pages-toggle").addEventListener("click", togglePages);
  document.addEventListener("keydown", onKey);
  addEventListener("pagehide", keep);
  addEventListener("beforeunload", (event) => { if (unsaved() && !session.keeps) event.preventDefault(); });
}

// Text of the body that nobody expects to be a task has no row; a click on it offers to add one.
function isOtherText(id) {
  return id.startsWith("l") && session.data.plan.texts[Number(id.slice(1))].kind === "section";
}

// The boxes of a record that was chosen on the page are marked, and the page stays where it is.
function showPlaceHere(uid) {
  for (const box of document.querySelectorAll(".box.current, .box.pulse")) box.classList.remove("current", "pulse");
  for (const box of boxesOf(uid)) box.classList.add("current", "pulse");
}

function clearFilters() {
  Object.assign(filters, { words: "", area: "", agency: "", grade: "", state: "" });
  byId("search").value = "";
  drawFilters();
  filterRows();
}

function start() {
  const data = JSON.parse(byId("data").textContent);
  TEXTS = data.texts;
  CODES = data.codes;
  readFolding(data.folding);
  session.data = data;
  session.working = new Working(data.plan);
  recall();
  shapeSheets();
  drawDocuments();
  drawAll();
  drawLegend();
  if (!document.querySelector(".sheet")) splitAt(LEAST);
  watchAll();
  document.documentElement.classList.add("ready");
  if (!session.keeps) tell(say("not_kept"));
  offerLeft();
  focusRecords();
}

start();
