// Accepting, marking and changing a record; the form beneath it.

let editing = null; // uid of the record whose form is open

// Do steps on a record and show what they made of it.
function change(uid, ...steps) {
  act(...steps);
  searched.delete(uid);
  redrawRow(uid);
  narrowEmptyColumns();
  drawActions();
  drawCounts();
}

// Steps that add or take away records.
function restructure(chosen, ...steps) {
  closeEditor();
  act(...steps);
  searched.clear();
  view.chosen = chosen;
  drawAll();
  if (chosen) chooseRecord(chosen, { places: false });
}

function accept() {
  const task = chosenTask();
  if (!task) return;
  const on = !session.working.stateOf(task.uid).accepted;
  change(task.uid, { step: "accept", task: task.uid, on });
  if (on) move(1);
}

function mark() {
  const task = chosenTask();
  if (!task || task.outside) return; // a mark names a task
  const { uid } = task;
  if (session.working.stateOf(uid).marked) change(uid, { step: "mark", task: uid, on: false });
  else askWhy((why) => change(uid, { step: "mark", task: uid, on: true, why: why || null }));
}

function chosenTask() {
  return view.chosen === null ? undefined : session.working.find(view.chosen);
}

// ---- what can be done with the chosen record

function drawActions() {
  document.querySelector("tr.of-record")?.remove();
  const task = chosenTask();
  const row = task && view.rows.get(task.uid);
  if (!row) return;
  const state = session.working.stateOf(task.uid);
  const actions = element("div.actions", {},
    button(say(state.accepted ? "unaccept" : "accept"), accept, { className: "small good", title: "a" }),
    task.outside ? null : button(say(state.marked ? "unmark" : "mark"), mark, { className: "small", title: "m" }),
    button(say("edit"), () => openEditor(task.uid), { className: "small", title: "e" }));
  row.after(element("tr.of-record", {}, element("td"), element("td", { colSpan: COLUMN_COUNT - 1 }, actions)));
}

// ---- the form

function openEditor(uid) {
  if (uid !== view.chosen) chooseRecord(uid);
  closeEditor();
  const task = session.working.find(uid);
  if (!task) return;
  editing = uid;
  const cell = element("td", { colSpan: COLUMN_COUNT }, formOf(task));
  const row = element("tr.editor", {}, cell);
  document.querySelector("tr.of-record").after(row);
  row.querySelector("textarea, input")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function closeEditor() {
  document.activeElement?.closest?.("tr.editor") && document.activeElement.blur();
  for (const row of document.querySelectorAll("tr.editor")) row.remove();
  editing = null;
}

// The form drawn again after a step that adds or takes away a part of it.
function redrawForm() {
  const task = session.working.find(editing);
  document.querySelector("tr.editor td")?.replaceChildren(formOf(task));
}

function formOf(task) {
  const parts = task.outside ? [itemsForm(task, "target")] : [
    textForm(task),
    element("div.columns", {}, ...["lead", "coordinate", "deadline", "target"].map((kind) => itemsForm(task, kind))),
    columnsForm(task),
  ];
  return element("div.form", { role: "group", "aria-label": say("edit") }, ...parts, element("div.actions", {},
    button(say("done"), () => { closeEditor(); focusRecords(); }, { className: "primary" }),
    ...(task.outside ? [] : structureButtons(task)),
    button(say("remove"), () => removeTask(task.uid), { className: "danger" })));
}

function textForm(task) {
  const area = element("textarea", {
    id: "words", value: task.task_text, rows: Math.min(12, 2 + Math.ceil(task.task_text.length / 90)), dir: "auto",
    onchange: (event) => setColumn(task.uid, "task_text", event.target.value),
  });
  return labelled(say("task_text"), area);
}

function columnsForm(task) {
  const line = (column, properties = {}) => labelled(say(column), textField(task[column], {
    onchange: (event) => setColumn(task.uid, column, event.target.value), ...properties,
  }));
  const counted = { placeholder: countedNumber(task) }; // as the table counts a row that the plan does not number
  const area = select(codeChoices("area", say("no_area")), task.reform_area, (value) => setColumn(task.uid, "reform_area", value));
  return element("div.columns", {}, line("row_number", counted), labelled(say("reform_area"), area), line("product"), line("funding"), line("note"));
}

function setColumn(uid, column, typed) {
  const value = typed.trim() || null;
  const task = session.working.find(uid);
  if (!task || task[column] === value) return;
  if (value === null && column === "task_text") { tell(say("text_needed")); return; }
  change(uid, { step: "column", task: uid, column, value });
}

function itemsForm(task, kind) {
  const own = task.items.filter((item) => item.kind === kind);
  return element("fieldset", { className: kind }, element("legend", {}, say(`kind_${kind}`)),
    ...own.map((item) => itemForm(task.uid, item)),
    button(say(`add_${kind}`), () => addItem(task.uid, kind), { className: "small" }));
}

// A part that is being written has no step yet: it becomes one with its first words.
function addItem(uid, kind) {
  const item = { uid: newUid("i"), kind, value: picked({}, VALUE_FIELDS[kind]), fresh: true };
  const form = itemForm(uid, item);
  document.querySelector(`tr.editor fieldset.${kind}`).lastElementChild.before(form);
  form.querySelector("input").focus();
}

function itemForm(uid, item) {
  const setText = (event) => setItemText(uid, item, event.target.value);
  const agency = item.kind === "lead" || item.kind === "coordinate";
  const text = textField(itemText(item), {
    list: agency ? "agencies" : undefined, onchange: setText, "aria-label": say(`kind_${item.kind}`),
  });
  return element("div.item", { dataset: { of: item.uid } }, text,
    ...(agency ? [roleButton(uid, item)] : []),
    button("×", () => removeItem(uid, item), { className: "small", title: say("remove_this"), "aria-label": say("remove_this") }),
    ...(agency ? [] : [readingForm(uid, item)]));
}

function currentItem(uid, item) {
  return session.working.find(uid)?.items.find((other) => other.uid === item.uid) ?? item;
}

function setItem(uid, item, value, kind = item.kind) {
  const before = currentItem(uid, item);
  if (!item.fresh && before.kind === kind && same(before.value, value)) return;
  item.fresh = false;
  change(uid, { step: "item", task: uid, item: item.uid, kind, value });
}

// Other words are read anew by kehoach, so what was read of the old ones goes.
function setItemText(uid, item, typed) {
  const text = typed.trim();
  const name = ITEM_TEXT[item.kind];
  if (!text) { removeItem(uid, item); return; }
  const value = { ...picked({}, VALUE_FIELDS[item.kind]), [name]: text };
  if (name === "agency_text") value.agency_id = agencyId(text);
  setItem(uid, item, value);
  if (name !== "agency_text") redrawForm();
}

// The agencies that can be chosen, each with its id: as this plan writes them, then by the names that the store
// knows.
function knownAgencies() {
  if (knownAgencies.found) return knownAgencies.found;
  const { tasks, agencies } = session.data.plan;
  const own = tasks.flatMap((task) => [...task.leads, ...task.coordinates])
    .filter((agency) => agency.agency_id).map((agency) => [agency.agency_text, agency.agency_id]);
  knownAgencies.found = new Map([...own, ...agencies.filter(([name]) => !own.some(([text]) => text === name))]);
  return knownAgencies.found;
}

function agencyId(text) {
  return knownAgencies().get(text) ?? null;
}

function removeItem(uid, item) {
  const known = session.working.find(uid).items.find((other) => other.uid === item.uid);
  if (known) change(uid, { step: "item", task: uid, item: item.uid, kind: known.kind, value: null });
  redrawForm();
}

function roleButton(uid, item) {
  const other = item.kind === "lead" ? "coordinate" : "lead";
  const turn = () => {
    const current = currentItem(uid, item);
    if (!itemText(current)) return;
    setItem(uid, current, current.value, other);
    redrawForm();
  };
  return button(say(`make_${other}`), turn, { className: "small" });
}

// What kehoach read of a time or a target, to be set where it reads amiss.
function readingForm(uid, item) {
  const current = () => currentItem(uid, item).value;
  const put = (field) => (value) => {
    const text = itemText({ ...item, value: current() });
    if (!text) return;
    if (field === "kind" && !value) setItemText(uid, { ...item, value: {} }, text);
    else setItem(uid, item, settled(item.kind, { ...current(), [field]: value === "" ? null : value }));
  };
  const day = (field) => labelled(say(field), element("input", {
    type: "date", value: current()[field] ?? "", max: "9999-12-31", onchange: (event) => put(field)(event.target.value),
  }));
  const inner = item.kind === "deadline"
    ? [labelled(say("kind"), select(codeChoices("kind", say("read_anew")), current().kind, put("kind"))), day("start_date"), day("due_date")]
    : targetForm(current(), put);
  return element("details.reading", { open: false }, element("summary", {}, meaningOf({ ...item, value: current() }) || say("read_anew")),
    element("div.columns", {}, ...inner));
}

function targetForm(value, put) {
  const number = element("input", {
    type: "text", inputMode: "decimal", value: value.value === null ? "" : String(value.value).replace(".", decimalSign()),
    onchange: (event) => {
      const typed = numberFrom(event.target.value);
      if (typed !== null && !Number.isFinite(typed)) { tell(say("no_number")); event.target.value = ""; } else put("value")(typed);
    },
  });
  return [
    labelled(say("comparator"), select(codeChoices("comparator", "–"), value.comparator, put("comparator"))),
    labelled(say("direction"), select(codeChoices("direction", "–"), value.direction, put("direction"))),
    labelled(say("value"), number),
    labelled(say("unit"), element("input", { type: "text", value: value.unit ?? "", onchange: (event) => put("unit")(event.target.value.trim()) })),
  ];
}

function decimalSign() {
  return document.documentElement.lang === "vi" ? "," : ".";
}

// A number as people type it: "1.200,5" in Vietnamese, "1,200.5" in English.
function numberFrom(typed) {
  const text = typed.trim().replaceAll(decimalSign() === "," ? "." : ",", "").replace(",", ".");
  return text === "" ? null : Number(text);
}

// A time whose days were set and whose kind was not: a day to meet, a period or a start.
function settled(kind, value) {
  if (kind !== "deadline" || value.kind || (!value.start_date && !value.due_date)) return value;
  return { ...value, kind: value.start_date ? (value.due_date ? "period" : "start") : "date" };
}

// ---- splitting, joining, adding, removing

function structureButtons(task) {
  return [
    button(say("split"), () => splitTask(task.uid), { className: "small" }),
    button(say("join"), () => joinTask(task.uid), { className: "small" }),
    button(say("add_after"), () => addAfter(task.uid), { className: "small" }),
  ];
}

function splitTask(uid) {
  const area = byId("words");
  const parts = [area.value.slice(0, area.selectionStart), area.value.slice(area.selectionStart)].map((text) => text.trim());
  if (parts.some((text) => !text)) { tell(say("split_where")); area.focus(); return; }
  const made = parts.map((text) => ({ uid: newUid("s"), text }));
  restructure(made[0].uid, { step: "split", task: uid, parts: made });
}

const SENTENCE_END = /[.;:]$/;

function joinTask(uid) {
  const { tasks } = session.working;
  const at = tasks.findIndex((task) => task.uid === uid);
  const [task, next] = [tasks[at], tasks[at + 1]];
  if (!next || next.document !== task.document) { tell(say("nothing_to_join")); return; }
  const between = SENTENCE_END.test(task.task_text) ? "\n" : " ";
  restructure(uid, { step: "join", task: uid, other: next.uid, text: task.task_text + between + next.task_text });
}

function addAfter(uid) {
  const before = session.working.find(uid);
  askText(say("new_task"), "", (text) => addTask(before.document, uid, before, { task_text: text }));
}

function addFromText(number) {
  const text = session.data.plan.texts[number];
  const after = standingAt(text);
  const value = { task_text: text.text, spans: text.spans, node: text.node };
  askText(say("new_task"), text.text, (said) => addTask(text.document, after?.uid ?? null, after, { ...value, task_text: said }, number));
}

// The task that a loose text follows now: the last one before it that still stands.
function standingAt({ after, document }) {
  if (after === null) return null;
  return session.working.tasks.findLast((task) => task.document === document && task.number !== undefined && task.number <= after) ?? null;
}

function addTask(document, after, like, value, loose = null) {
  const uid = newUid("a");
  const above = { heading_path: like?.heading_path ?? [], topics: [] };
  restructure(uid, { step: "add", task: uid, after, document, value: { ...above, ...value }, loose });
  openEditor(uid);
}

function removeTask(uid) {
  const ids = shownIds();
  const next = ids[ids.indexOf(uid) + 1] ?? ids[ids.indexOf(uid) - 1] ?? null;
  restructure(next, { step: "remove", task: uid });
  tell(say("removed"));
}
