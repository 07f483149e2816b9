// The plan as it is after the reviewer's steps. Steps are kept in order; the state is made from them, so that
// undoing one is leaving it out.
//
// A task has `uid`, `document`, its columns, and `items`: agencies, deadlines and targets, each
// { uid, kind, value, grade, … } with kind lead, coordinate, deadline or target.

const COLUMNS = ["task_text", "row_number", "reform_area", "product", "funding", "note"];
const PARTS = { leads: "lead", coordinates: "coordinate", deadlines: "deadline", targets: "target" };
const ITEM_TEXT = { lead: "agency_text", coordinate: "agency_text", deadline: "deadline_text", target: "target_text" };
const VALUE_FIELDS = {
  lead: ["agency_text", "agency_id"],
  coordinate: ["agency_text", "agency_id"],
  deadline: ["deadline_text", "kind", "start_date", "due_date", "recurrence"],
  target: ["target_text", "index", "comparator", "direction", "value", "unit"],
};
// What besides its text tells an item from others of its task (`_MEANINGS` of pipeline/correcting/parts.py).
const MEANINGS = {
  lead: [], coordinate: [], deadline: ["kind", "start_date", "due_date", "recurrence"],
  target: ["comparator", "direction", "value", "unit"],
};

function picked(source, names) {
  return Object.fromEntries(names.map((name) => [name, source[name] ?? null]));
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function itemFrom(found, kind, uid) {
  return { ...found, uid, kind, value: picked(found, VALUE_FIELDS[kind]) };
}

function taskFrom(found, number) {
  const items = Object.entries(PARTS).flatMap(([part, kind]) =>
    found[part].map((item, at) => itemFrom(item, kind, `t${number}.${kind}${at}`)));
  return { ...found, uid: `t${number}`, number, items };
}

// A target outside tasks is shown as a record with nothing but its target.
function outsideFrom(found, number) {
  return {
    uid: `o${number}`, outside: true, document: found.document, task_text: "", heading_path: [], topics: [],
    row_number: null, reform_area: null, product: null, funding: null, note: null, doubts: [],
    spans: found.spans, node: found.node, worst: found.grade, grade: found.grade, corrected: found.corrected,
    judged: found.judged,
    items: [itemFrom(found, "target", `o${number}.target0`)],
  };
}

// What reviewers said of a task before.
function judgedBefore({ uid, judged, why = null }) {
  return [uid, { accepted: judged === "accept", marked: judged === "mark", why, edited: false }];
}

class Working {
  constructor(plan) {
    this.plan = plan;
    this.tasks = plan.tasks.map(taskFrom);
    this.outside = plan.targets.map(outsideFrom);
    this.fields = plan.documents.map((part) => ({ ...part.fields }));
    this.states = new Map([...this.tasks, ...this.outside].map(judgedBefore)); // uid → { accepted, marked, why, edited }
    this.gone = new Set();
    this.taken = new Set(); // numbers of loose texts that became tasks
  }

  static after(plan, steps) {
    const working = new Working(plan);
    for (const step of steps) working.apply(step);
    return working;
  }

  find(uid) {
    return this.tasks.find((task) => task.uid === uid) ?? this.outside.find((task) => task.uid === uid);
  }

  stateOf(uid) {
    return this.states.get(uid) ?? { accepted: false, marked: false, why: null, edited: false };
  }

  note(uid, changes) {
    this.states.set(uid, { ...this.stateOf(uid), ...changes });
  }

  // Rows are replaced, never changed in place: the plan's own data stay as they were read.
  put(task) {
    for (const list of [this.tasks, this.outside]) {
      const at = list.findIndex((other) => other.uid === task.uid);
      if (at >= 0) list[at] = task;
    }
  }

  apply(step) {
    this[`do_${step.step}`](step);
  }

  do_column({ task, column, value }) {
    this.put({ ...this.find(task), [column]: value });
    this.note(task, { edited: true });
  }

  do_item({ task, item, kind, value }) {
    const own = this.find(task);
    const known = own.items.some((other) => other.uid === item);
    const changed = (other) => (other.uid === item ? { ...other, kind, value, edited: true } : other);
    const items = value === null
      ? own.items.filter((other) => other.uid !== item)
      : known ? own.items.map(changed) : [...own.items, { uid: item, kind, value, edited: true, spans: [], grade: "sure" }];
    this.put({ ...own, items });
    this.note(task, { edited: true });
  }

  do_field({ document, field, value }) {
    this.fields[document] = { ...this.fields[document], [field]: value };
  }

  do_accept({ task, on }) {
    this.note(task, { accepted: on, ...(on ? { marked: false, why: null } : {}) });
  }

  do_mark({ task, on, why }) {
    this.note(task, { marked: on, why: why ?? null, ...(on ? { accepted: false } : {}) });
  }

  do_add({ task, after, document, value, loose }) {
    const added = {
      ...picked({}, COLUMNS), ...value, uid: task, document, added: true, loose, items: [], doubts: [],
      worst: "sure", grade: "sure", corrected: false,
    };
    this.tasks.splice(this.positionAfter(after, document), 0, added);
    this.note(task, { edited: true });
    if (loose !== undefined && loose !== null) this.taken.add(loose);
  }

  positionAfter(after, document) {
    if (after !== null) return this.tasks.findIndex((task) => task.uid === after) + 1;
    const first = this.tasks.findIndex((task) => task.document >= document);
    return first < 0 ? this.tasks.length : first;
  }

  do_remove({ task }) {
    this.taken.delete(this.find(task).loose); // its text is without a task again
    this.tasks = this.tasks.filter((other) => other.uid !== task);
    this.outside = this.outside.filter((other) => other.uid !== task);
    this.gone.add(task);
  }

  do_split({ task, parts }) {
    const whole = this.find(task);
    const texts = parts.map((part) => normalText(part.text));
    const made = parts.map((part, at) => ({
      ...whole, uid: part.uid, task_text: part.text, added: true, loose: null, number: undefined,
      items: itemsOfPart(whole, at, texts).map((item) => ({ ...item, uid: `${part.uid}.${item.uid}` })),
    }));
    this.tasks.splice(this.tasks.indexOf(whole), 1, ...made);
    this.gone.add(task);
    for (const part of made) this.note(part.uid, { edited: true });
  }

  do_join({ task, other, text }) {
    const [first, second] = [this.find(task), this.find(other)];
    const more = second.items.filter((item) => !first.items.some((own) => saysSame(own, item)));
    const spans = [...(first.spans ?? []), ...(second.spans ?? [])];
    // Its columns are those of the first, as pipeline/correcting joins them.
    this.put({ ...first, task_text: text, items: [...first.items, ...more], spans });
    this.tasks = this.tasks.filter((row) => row.uid !== other);
    this.gone.add(other);
    this.note(task, { edited: true });
  }
}

function itemText(item) {
  return item.value[ITEM_TEXT[item.kind]];
}

function itemKey(item) {
  return `${item.kind} ${normalText(itemText(item))}`;
}

// Whether two items say the same, as pipeline/correcting tells them apart; what is to be read yet says what its
// text does.
function saysSame(one, other) {
  if (itemKey(one) !== itemKey(other)) return false;
  const [own, others] = [one, other].map((item) => Object.values(picked(item.value, MEANINGS[item.kind])));
  const isUnread = (values) => values.every((value) => value === null);
  return isUnread(own) || isUnread(others) || same(own, others);
}

// The items of a part of a task that is split. A part whose words name no lead has those of the whole.
function itemsOfPart({ items }, at, texts) {
  const own = items.filter((item) => belongsTo(item, at, texts));
  const leads = own.some((item) => item.kind === "lead") ? [] : items.filter((item) => item.kind === "lead");
  return [...leads, ...own];
}

// What belongs to a task that is split: to the part whose words say it, else to all; a target to the first.
function belongsTo(item, at, texts) {
  const said = normalText(itemText(item));
  const saying = texts.flatMap((text, part) => (text.includes(said) ? [part] : []));
  if (saying.length) return saying.includes(at);
  return item.kind === "target" ? at === 0 : true;
}
