// The table of records: a row for each task, a slim one for text without a record.

const view = {
  order: "doubtful", // or "reading"
  chosen: null, // uid of a record, or l<number> of a loose text
  rows: new Map(), // uid → its row
};
const COLUMN_COUNT = 7;
const MARKS = { accepted: "✓", marked: "⚑", edited: "✎" };

// What nobody looked at yet and kehoach is not sure of.
function isDoubtful(task) {
  return (task.worst === "check" || task.doubts.length > 0) && !isReviewed(task.uid);
}

function records() {
  return [...session.working.tasks, ...session.working.outside];
}

// ---- the order

// What stands in the table, from top to bottom: { title } or { task } or { loose: number }.
function entries() {
  return view.order === "doubtful" ? doubtfulFirst() : inReadingOrder();
}

function openLoose() {
  const { working, data } = session;
  return data.plan.texts.map((text, number) => ({ text, number }))
    .filter(({ text, number }) => text.kind !== "section" && !working.taken.has(number));
}

function doubtfulFirst() {
  const all = records();
  const doubtful = all.filter(isDoubtful);
  const loose = openLoose();
  const marked = all.filter((task) => session.working.stateOf(task.uid).marked);
  const rest = all.filter((task) => !doubtful.includes(task) && !marked.includes(task));
  return [
    ...titled(say("marked"), marked.map((task) => ({ task }))),
    ...titled(say("group_doubtful"), doubtful.map((task) => ({ task })), "group-doubtful"),
    ...titled(say("group_loose"), loose.map(({ number }) => ({ loose: number }))),
    ...titled(say("group_rest"), rest.map((task) => ({ task }))),
  ];
}

function titled(title, found, id) {
  return found.length ? [{ title: `${title} (${found.length})`, id }, ...found] : [];
}

function inReadingOrder() {
  const behind = new Map();
  for (const { text, number } of openLoose()) {
    const key = text.after === null ? `first${text.document}` : `t${text.after}`;
    behind.set(key, [...(behind.get(key) ?? []), { loose: number }]);
  }
  const found = [];
  let heading = null;
  let document = -1;
  for (const task of session.working.tasks) {
    if (task.document !== document) {
      document = task.document;
      heading = null;
      if (session.data.plan.documents.length > 1) found.push({ title: session.data.plan.documents[document].label });
      found.push(...taken(behind, `first${document}`));
    }
    const above = task.heading_path.join(" › ");
    if (above && above !== heading) found.push({ title: above, quiet: true });
    heading = above;
    found.push({ task }, ...taken(behind, task.uid));
  }
  found.push(...[...behind.values()].flat());
  return [...found, ...titled(say("group_outside"), session.working.outside.map((task) => ({ task })))];
}

function taken(behind, key) {
  const found = behind.get(key) ?? [];
  behind.delete(key);
  return found;
}

// ---- rows

function drawTable() {
  view.rows.clear();
  const body = byId("rows");
  body.replaceChildren(...entries().map(rowOfEntry));
  narrowEmptyColumns();
}

function rowOfEntry(entry) {
  if (entry.title) return titleRow(entry);
  const id = entry.task ? entry.task.uid : `l${entry.loose}`;
  const row = entry.task ? taskRow(entry.task) : looseRow(entry.loose);
  view.rows.set(id, row);
  if (id === view.chosen) row.classList.add("chosen");
  return row;
}

function titleRow({ title, quiet, id }) {
  const cell = element("th", { colSpan: COLUMN_COUNT, scope: "rowgroup", id }, clipped(title));
  return element(quiet ? "tr.title.quiet" : "tr.title", {}, cell);
}

function redrawRow(uid) {
  const task = session.working.find(uid);
  const old = view.rows.get(uid);
  if (!task || !old) return;
  const row = taskRow(task);
  if (uid === view.chosen) row.classList.add("chosen");
  row.hidden = old.hidden;
  old.replaceWith(row);
  view.rows.set(uid, row);
}

function taskRow(task) {
  const state = session.working.stateOf(task.uid);
  const row = element("tr.record", { dataset: { id: task.uid } },
    numberCell(task, state), taskCell(task, state),
    itemsCell(task, "lead"), itemsCell(task, "coordinate"), itemsCell(task, "deadline"), itemsCell(task, "target"),
    element("td.grade", {}, gradeMark(task)));
  for (const name of ["accepted", "marked", "edited"]) row.classList.toggle(name, state[name]);
  row.classList.toggle("doubtful", isDoubtful(task));
  return row;
}

function numberCell(task, state) {
  const marks = Object.keys(MARKS).filter((name) => state[name]).map((name) =>
    element(`span.mark.${name}`, { title: state.why ?? say(name), role: "img", "aria-label": say(name) }, MARKS[name]));
  return element("td.number", {}, element("span", {}, task.row_number ?? countedNumber(task)), ...marks);
}

// The number of a task that the plan gives none.
function countedNumber({ number }) {
  return String((number ?? -1) + 1 || "+");
}

function taskCell(task, state) {
  return element("td.task", {},
    lineOf("topics", task.topics.join(" · ")),
    element("div.words", {}, task.outside ? say("outside") : clipped(task.task_text) || say("no_text_yet")),
    lineOf("area", codeName("area", task.reform_area)),
    ...["product", "funding", "note"].map((column) => task[column] && detail(say(column), task[column])),
    ...(isSettled(task, state) ? [] : task.doubts).map((number) => lineOf("doubt", session.data.plan.notes[number].message)),
    state.why ? lineOf("why", state.why) : null,
    task.corrected && !state.accepted ? lineOf("before", say("corrected_before")) : null);
}

// Whether a reviewer found it right, or made it so: no doubt is left to show.
function isSettled(task, state) {
  return state.accepted || state.edited || task.corrected;
}

function lineOf(kind, text) {
  return text ? element(`div.${kind}`, {}, clipped(text)) : null;
}

function detail(name, text) {
  return element("div.detail", {}, element("span.name", {}, `${name}: `), clipped(text));
}

function itemsCell(task, kind) {
  const own = task.items.filter((item) => item.kind === kind);
  return element(`td.${kind}`, { dataset: { label: say(`kind_${kind}`) } }, ...own.map((item) => itemMark(item, session.working.stateOf(task.uid))));
}

function itemMark(item, state) {
  const marked = element(`div.value.${item.kind}`, { dataset: { item: item.uid } },
    element("span.said", {}, clipped(itemText(item))), lineOf("meaning", meaningOf(item)));
  if (item.inherited) marked.append(lineOf("meaning", say("inherited")));
  if (item.grade === "check" && !item.edited && !state.accepted) marked.append(lineOf("doubt", say("check_this")));
  return marked;
}

function meaningOf(item) {
  if (item.kind === "deadline") return timeMeaning(item.value);
  if (item.kind === "target") return targetMeaning(item.value);
  return null;
}

function timeMeaning({ kind, start_date, due_date }) {
  if (!kind) return say("read_anew");
  const days = [dayText(start_date), dayText(due_date)];
  if (days[0] && days[1]) return `${days[0]} – ${days[1]}`;
  if (days[1]) return say("until", { day: days[1] });
  return days[0] ? say("from", { day: days[0] }) : codeName("kind", kind);
}

function targetMeaning({ comparator, direction, value, unit }) {
  const number = value === null ? "" : value.toLocaleString(document.documentElement.lang);
  return [codeName("direction", direction), codeName("comparator", comparator), number, unit ?? ""].filter(Boolean).join(" ");
}

function gradeMark(task) {
  const signs = { sure: "●", likely: "◐", check: "○" };
  const state = session.working.stateOf(task.uid);
  const grade = isSettled(task, state) || task.added ? "sure" : task.worst;
  return element(`span.pill.${grade}`, {}, element("span", { "aria-hidden": "true" }, `${signs[grade]} `), gradeName(task, state));
}

function gradeName(task, state) {
  if (state.edited) return say("edited");
  if (state.accepted) return say("accepted");
  return task.corrected ? say("edited") : codeName("grade", task.worst);
}

function looseRow(number) {
  const text = session.data.plan.texts[number];
  const add = button(say("add_from_text"), () => addFromText(number), { className: "small" });
  return element("tr.loose", { dataset: { id: `l${number}` } },
    element("td", {}, element("span", { "aria-hidden": "true" }, "…")),
    element("td", { colSpan: COLUMN_COUNT - 1 },
      lineOf("kind", codeName("diagnostic", text.kind)), element("div.words", {}, clipped(text.text)), add));
}

// A column in which nothing stands takes little room.
function narrowEmptyColumns() {
  const table = byId("table");
  for (const kind of ["coordinate", "target"]) {
    const used = records().some((task) => task.items.some((item) => item.kind === kind));
    table.classList.toggle(`without-${kind}`, !used);
  }
}

// ---- choosing

function chooseRecord(id, { item = null, places = true } = {}) {
  if (id !== view.chosen) closeEditor();
  view.rows.get(view.chosen)?.classList.remove("chosen");
  view.chosen = id;
  const row = view.rows.get(id);
  if (!row) return;
  row.classList.add("chosen");
  row.hidden = false;
  drawActions();
  bringIntoViewNearest(row);
  if (item) flash(row.querySelector(`[data-item="${CSS.escape(item)}"]`));
  if (places) showPlace(id, item);
}

function bringIntoViewNearest(row) {
  row.scrollIntoView({ block: "nearest", behavior: "auto" });
}

function flash(part) {
  if (!part) return;
  part.classList.remove("flash");
  requestAnimationFrame(() => part.classList.add("flash"));
}

function shownIds() {
  return [...byId("rows").children].filter((row) => row.dataset.id && !row.hidden).map((row) => row.dataset.id);
}

function move(by) {
  const ids = shownIds();
  if (!ids.length) return;
  const at = ids.indexOf(view.chosen);
  const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1);
  chooseRecord(ids[next]);
}

function nextDoubtful() {
  const ids = shownIds();
  const at = ids.indexOf(view.chosen);
  const open = (id) => {
    const task = session.working.find(id);
    return task && isDoubtful(task);
  };
  const next = [...ids.slice(at + 1), ...ids.slice(0, Math.max(at, 0))].find(open);
  if (next) chooseRecord(next);
  else tell(say("no_more_doubtful"));
}

function isReviewed(uid) {
  const state = session.working.stateOf(uid);
  return state.accepted || state.marked || state.edited || session.working.find(uid).corrected;
}

function watchRows() {
  byId("rows").addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-id]");
    if (!row || event.target.closest("button, input, textarea, select, a")) return;
    chooseRecord(row.dataset.id, { item: event.target.closest("[data-item]")?.dataset.item ?? null });
  });
  byId("rows").addEventListener("dblclick", (event) => {
    const row = event.target.closest("tr.record");
    if (row && !event.target.closest("button")) openEditor(row.dataset.id);
  });
}
