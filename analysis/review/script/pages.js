// The pages with a box for each thing that was found, and the legend that switches kinds of boxes on and off.

const KINDS = ["task", "lead", "coordinate", "deadline", "target", "loose", "section"];
const HIDDEN_AT_FIRST = ["section"];
const FAR = 2; // pages: beyond, scrolling smoothly only makes one wait

const boxes = new Map(); // "uid" or "uid/item" → the boxes
const keysOf = new WeakMap(); // a box → all that stands there: a heading's agency is that of many tasks

function sheetId(document, page) {
  return `sheet-${document}-${page}`;
}

function drawBoxes() {
  boxes.clear();
  const drawn = new Map();
  const draw = (document, spans, kind, key) => {
    for (const span of spans ?? []) {
      const sheet = byId(sheetId(document, span[0]));
      if (sheet) drawBox(drawn, sheet, span, kind, key);
    }
  };
  const { tasks, outside } = session.working;
  for (const task of tasks) draw(task.document, task.spans, "task", task.uid);
  session.data.plan.texts.forEach((text, number) => {
    const kind = text.kind === "section" ? "section" : "loose";
    if (!session.working.taken.has(number)) draw(text.document, text.spans, kind, `l${number}`);
  });
  for (const task of [...tasks, ...outside])
    for (const item of task.items) draw(task.document, item.spans, item.kind, `${task.uid}/${item.uid}`);
  for (const overlay of document.querySelectorAll(".overlay"))
    overlay.replaceChildren(...(drawn.get(overlay.parentElement)?.values() ?? []));
}

// One box for all of a kind that stand at one place: tints that lie on each other would hide the text.
function drawBox(drawn, sheet, span, kind, key) {
  if (!drawn.has(sheet)) drawn.set(sheet, new Map());
  const own = drawn.get(sheet);
  const place = `${kind} ${span}`;
  if (!own.has(place)) own.set(place, boxAt(sheet, span, kind));
  const box = own.get(place);
  keysOf.set(box, [...(keysOf.get(box) ?? []), key]);
  boxes.set(key, [...(boxes.get(key) ?? []), box]);
}

function boxAt(sheet, [, x0, y0, x1, y1], kind) {
  const { width, height } = sheet.dataset;
  const box = element(`div.box.${kind}`);
  box.style.left = `${(100 * x0) / width}%`;
  box.style.top = `${(100 * y0) / height}%`;
  box.style.width = `${(100 * (x1 - x0)) / width}%`;
  box.style.height = `${(100 * (y1 - y0)) / height}%`;
  return box;
}

function shapeSheets() {
  for (const sheet of document.querySelectorAll(".sheet")) {
    sheet.style.aspectRatio = `${sheet.dataset.width} / ${sheet.dataset.height}`;
  }
}

// All boxes of a record: its own, and those of its items.
function boxesOf(uid) {
  return [...boxes].filter(([key]) => key === uid || key.startsWith(`${uid}/`)).flatMap(([, own]) => own);
}

// Bring the place of a record, or of one item of it, into view, and let it pulse.
function showPlace(uid, item = null) {
  for (const box of document.querySelectorAll(".box.current, .box.pulse")) box.classList.remove("current", "pulse");
  const own = boxesOf(uid);
  for (const box of own) box.classList.add("current");
  const meant = (item && boxes.get(`${uid}/${item}`)) || boxes.get(uid) || own;
  if (!meant.length) return;
  bringIntoView(meant[0], byId("pages"));
  for (const box of item ? meant : own) box.classList.add("pulse");
}

// Show a place that belongs to no record: the page, or the rectangle of a warning.
function showSpan(document, span) {
  const sheet = byId(sheetId(document, span[0]));
  if (!sheet) return;
  for (const old of sheet.querySelectorAll(".box.spot")) old.remove();
  const box = boxAt(sheet, span, "spot");
  sheet.querySelector(".overlay").append(box);
  bringIntoView(box, byId("pages"));
  box.classList.add("pulse");
}

function bringIntoView(target, pane) {
  const away = Math.abs(target.getBoundingClientRect().top - pane.getBoundingClientRect().top);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || away > FAR * pane.clientHeight;
  target.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
}

function drawLegend() {
  const counts = boxCounts();
  const toggles = KINDS.filter((kind) => counts[kind]).map((kind) => {
    const shown = !HIDDEN_AT_FIRST.includes(kind);
    showKind(kind, shown);
    const input = element("input", { type: "checkbox", checked: shown, onchange: (event) => showKind(kind, event.target.checked) });
    return element(`label.key.${kind}`, {}, input, element("span.swatch", { "aria-hidden": "true" }), say(`kind_${kind}`));
  });
  byId("legend").replaceChildren(...toggles);
}

function boxCounts() {
  const counts = {};
  for (const kind of KINDS) counts[kind] = document.querySelectorAll(`.box.${kind}`).length;
  return counts;
}

function showKind(kind, shown) {
  byId("pages").classList.toggle(`without-${kind}`, !shown);
}

function watchBoxes(onChosen) {
  byId("pages").addEventListener("click", (event) => {
    const keys = keysOf.get(event.target.closest(".box"));
    if (keys) onChosen(...nextOf(keys).split("/"));
  });
}

// Of several records at one place, the one behind the chosen one: another click goes on.
function nextOf(keys) {
  const at = keys.findIndex((key) => key.split("/")[0] === view.chosen);
  return keys[(at + 1) % keys.length];
}
