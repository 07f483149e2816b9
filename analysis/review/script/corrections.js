// From the reviewer's steps to the corrections of a review file (schemas/corrections.py).
//
// Corrections are applied one after the other, each to the rows as the earlier ones left them, so each names
// its task as it is called then. Several steps on one value become one correction, from what was there first
// to what is there last; a change of a task's text comes behind its other changes.

function correctionsOf(plan, steps) {
  const drafts = new Drafts(plan, steps).ordered();
  const names = new Names(plan);
  return drafts.map((draft) => {
    const correction = written(draft, names, plan);
    names.follow(draft);
    return correction;
  });
}

class Drafts {
  constructor(plan, steps) {
    this.working = new Working(plan);
    this.drafts = [];
    this.byKey = new Map();
    this.created = new Map(); // uid → the draft's part that holds its value
    for (const step of steps) {
      this[`on_${step.step}`]?.(step);
      this.working.apply(step);
    }
    for (const [uid, part] of this.created) part.task = this.working.find(uid) ?? part.task;
    for (const draft of this.drafts) if (draft.action === "accept") draft.task = this.working.find(draft.uid);
  }

  // One draft for each value: later steps on it only change what comes out.
  keep(key, draft) {
    const known = this.byKey.get(key);
    if (known) return known;
    this.byKey.set(key, draft);
    this.drafts.push(draft);
    return draft;
  }

  on_column({ task, column, value }) {
    if (this.created.has(task)) return;
    const joined = column === "task_text" ? this.drafts.findLast((d) => d.action === "join" && d.uid === task) : null;
    if (joined) joined.text = value;
    else this.keep(`${task}/${column}`, { action: "change", uid: task, field: column, old: this.working.find(task)[column] }).new = value;
  }

  on_item({ task, item, kind, value }) {
    if (this.created.has(task)) return;
    const before = this.working.find(task).items.find((other) => other.uid === item);
    const draft = this.keep(`${task}/${item}`, {
      action: "item", uid: task, outside: this.working.find(task).outside, document: this.working.find(task).document,
      old: before ? before.value : null, oldKind: before?.kind,
    });
    draft.new = value;
    draft.newKind = kind;
  }

  on_field({ document, field, value }) {
    this.keep(`d${document}/${field}`, { action: "document", document, field, old: this.working.fields[document][field] }).new = value;
  }

  on_accept({ task, on }) {
    this.judge(task, on ? { action: "accept" } : null);
  }

  on_mark({ task, on, why }) {
    this.judge(task, on ? { action: "mark", why } : null);
  }

  judge(uid, judgement) {
    if (this.working.find(uid).outside) return;
    const draft = this.keep(`${uid}/judged`, { uid });
    draft.action = judgement?.action ?? null;
    draft.why = judgement?.why ?? null;
  }

  on_add({ task, after, document }) {
    const draft = { action: "add", uid: task, after, document };
    this.drafts.push(draft);
    this.created.set(task, draft);
  }

  on_remove({ task }) {
    const own = this.working.find(task);
    if (own.outside) {
      const draft = this.keep(`${task}/${task}.target0`, {
        action: "item", uid: task, outside: true, document: own.document, old: own.items[0].value, oldKind: "target",
      });
      draft.new = null;
      draft.newKind = "target";
      return;
    }
    const added = this.created.get(task)?.action === "add";
    this.forget(task, added);
    if (!added) this.drafts.push({ action: "remove", uid: task });
  }

  on_split({ task, parts }) {
    this.forget(task, false);
    const draft = { action: "split", uid: task, parts: parts.map((part) => ({ uid: part.uid })) };
    this.drafts.push(draft);
    for (const part of draft.parts) this.created.set(part.uid, part);
  }

  on_join({ task, other, text }) {
    for (const uid of [task, other]) this.settle(uid);
    this.drop((draft) => draft.field === "task_text" && [task, other].includes(draft.uid));
    this.drop((draft) => draft.uid === other && ["accept", "mark", null].includes(draft.action));
    this.drafts.push({ action: "join", uid: task, others: [other], text });
    // What is changed from now on is another value: that of the joined task.
    for (const key of this.byKey.keys()) if (key.startsWith(`${task}/`) && key !== `${task}/judged`) this.byKey.delete(key);
  }

  // From here on a task that was made in this session is changed like any other.
  settle(uid) {
    const part = this.created.get(uid);
    if (part) part.task = this.working.find(uid);
    this.created.delete(uid);
  }

  // A task that goes needs none of its changes; one that was added needs not even that.
  forget(uid, wholly) {
    this.settle(uid);
    const added = this.drafts.find((draft) => draft.action === "add" && draft.uid === uid);
    const small = ["change", "item", "accept", "mark", null];
    this.drop((draft) => draft.uid === uid && (small.includes(draft.action) || (wholly && draft.action === "add")));
    if (wholly) this.reattach(uid, added.after);
  }

  // What was to follow a task that is not added after all follows what that one was to follow.
  reattach(uid, after) {
    for (const draft of this.drafts) if (draft.action === "add" && draft.after === uid) draft.after = after;
  }

  drop(unwanted) {
    this.drafts = this.drafts.filter((draft) => !unwanted(draft));
    for (const [key, draft] of this.byKey) if (unwanted(draft)) this.byKey.delete(key);
  }

  ordered() {
    let drafts = this.drafts.filter((draft) => draft.action !== null && !isIdle(draft)).flatMap(rolesApart);
    for (const draft of drafts.filter((one) => one.action === "item" && one.new !== null)) drafts = roomMade(drafts, draft);
    const late = (draft) => draft.field === "task_text" || draft.action === "accept" || draft.action === "mark";
    for (const draft of drafts.filter(late)) drafts = movedBehind(drafts, draft);
    return drafts;
  }
}

function isIdle(draft) {
  if (draft.action === "item") return draft.oldKind === draft.newKind ? same(draft.old, draft.new) : draft.old === null && draft.new === null;
  if (draft.action === "change" || draft.action === "document") return same(draft.old, draft.new);
  return false;
}

// An agency in another role: it leaves the one and comes to the other.
function rolesApart(draft) {
  if (draft.action !== "item" || draft.old === null || draft.new === null || draft.oldKind === draft.newKind) return [draft];
  return [{ ...draft, new: null, newKind: draft.oldKind }, { ...draft, old: null, oldKind: draft.newKind }];
}

// A value that stands there as that of another item until a later draft takes it away would count as done, and
// go with the other: it comes behind that draft, and what was there before it leaves at its own place.
function roomMade(drafts, draft) {
  const at = drafts.indexOf(draft);
  const last = drafts.findLastIndex((other) => takesAway(other, draft));
  if (last <= at) return drafts;
  const leaving = draft.old === null ? [] : [{ ...draft, new: null }];
  return [
    ...drafts.slice(0, at), ...leaving, ...drafts.slice(at + 1, last + 1), { ...draft, old: null }, ...drafts.slice(last + 1),
  ];
}

// Whether a draft takes away what another one is to put there.
function takesAway(other, draft) {
  if (other.action !== "item" || other.old === null) return false;
  const sameOwner = draft.outside ? other.outside && other.document === draft.document : other.uid === draft.uid;
  return sameOwner && itemKey({ kind: other.oldKind, value: other.old }) === itemKey({ kind: draft.newKind, value: draft.new });
}

// The drafts with this one behind the last that changes the same task.
function movedBehind(drafts, draft) {
  const others = drafts.filter((other) => other !== draft);
  const small = ["change", "item", "accept", "mark", "join"];
  const last = others.findLastIndex((other) => other.uid === draft.uid && small.includes(other.action));
  if (last < drafts.indexOf(draft)) return drafts;
  return [...others.slice(0, last + 1), draft, ...others.slice(last + 1)];
}

// What each task of the plan is called, as the corrections before left it.
class Names {
  constructor(plan) {
    this.rows = plan.tasks.map((task, number) => ({
      uid: `t${number}`, document: task.document, text: task.place.task_text, above: task.place.above,
    }));
    this.heirs = new Map(); // of a task that is gone, the one that stands in its place or before it
  }

  at(uid) {
    return this.rows.findIndex((row) => row.uid === uid);
  }

  // The task that another one is to follow; null where none is left before it.
  standing(uid) {
    while (uid !== null && this.at(uid) < 0) uid = this.heirs.get(uid) ?? null;
    return uid;
  }

  leave(uid, heir) {
    this.heirs.set(uid, heir);
    this.rows = this.rows.filter((row) => row.uid !== uid);
  }

  documentOf(uid) {
    return this.rows[this.at(uid)].document;
  }

  place(uid) {
    const own = this.rows[this.at(uid)];
    const alike = this.rows.filter((row) => row.document === own.document && row.text === own.text && row.above === own.above);
    return { task_text: own.text, above: own.above, nth: alike.indexOf(own) + 1, alike: alike.length };
  }

  placeOrNull(uid) {
    return uid === null ? null : this.place(uid);
  }

  follow(draft) {
    const at = draft.uid === undefined || draft.outside || draft.action === "add" ? -1 : this.at(draft.uid);
    if (draft.field === "task_text") this.rows[at] = { ...this.rows[at], text: normalText(draft.new) };
    else if (draft.action === "remove") {
      const before = this.rows[at - 1];
      this.leave(draft.uid, before?.document === this.rows[at].document ? before.uid : null);
    } else if (draft.action === "split") {
      const document = this.rows[at].document;
      this.rows.splice(at + 1, 0, ...draft.parts.map((part) => rowOf(part.uid, part.task, document)));
      this.leave(draft.uid, draft.parts.at(-1).uid);
    } else if (draft.action === "join") {
      this.rows[at] = { ...this.rows[at], text: normalText(draft.text) };
      for (const other of draft.others) this.leave(other, draft.uid);
    } else if (draft.action === "add") this.rows.splice(this.behind(draft), 0, rowOf(draft.uid, draft.task, draft.document));
  }

  behind({ after, document }) {
    const standing = this.standing(after);
    if (standing !== null) return this.at(standing) + 1;
    const first = this.rows.findIndex((row) => row.document >= document);
    return first < 0 ? this.rows.length : first;
  }
}

function rowOf(uid, { heading_path: headings, topics, task_text }, document) {
  return { uid, document, text: normalText(task_text), above: [...headings, ...topics].map(normalText).join(" › ") };
}

function written(draft, names, plan) {
  const document = draft.document ?? names.documentOf(draft.uid);
  const key = plan.documents[document].key;
  const about = key === plan.key ? {} : { plan_key: key };
  return { ...about, ...WRITERS[draft.action](draft, names) };
}

const WRITERS = {
  change: (draft, names) => ({ action: "change", field: draft.field, task: names.place(draft.uid), old: draft.old, new: draft.new }),
  item: (draft, names) => ({
    action: "change", field: draft.newKind, task: draft.outside ? null : names.place(draft.uid), old: draft.old, new: draft.new,
  }),
  document: (draft) => ({ action: "change", field: draft.field, old: draft.old, new: draft.new }),
  accept: (draft, names) => ({ action: "accept", task: names.place(draft.uid), seen: seenTask(draft.task) }),
  mark: (draft, names) => ({ action: "mark", task: names.place(draft.uid), ...(draft.why ? { why: draft.why } : {}) }),
  add: (draft, names) => ({ action: "add", after: names.placeOrNull(names.standing(draft.after)), new: taskValue(draft.task) }),
  remove: (draft, names) => ({ action: "remove", task: names.place(draft.uid) }),
  split: (draft, names) => ({ action: "split", task: names.place(draft.uid), new: draft.parts.map((part) => taskValue(part.task)) }),
  join: (draft, names) => ({ action: "join", task: names.place(draft.uid), others: draft.others.map((uid) => names.place(uid)), new: draft.text }),
};

function valuesOf(task, kind) {
  return task.items.filter((item) => item.kind === kind).map((item) => item.value);
}

// What the reviewer saw of a task and found right, as `schemas.corrections.SeenTask` has it.
function seenTask(task) {
  const texts = (kind) => valuesOf(task, kind).map((value) => value.agency_text);
  return {
    leads: texts("lead"), coordinates: texts("coordinate"), deadlines: valuesOf(task, "deadline"), targets: valuesOf(task, "target"),
  };
}

// A task with all that belongs to it, as `schemas.corrections.TaskValue` has it.
function taskValue(task) {
  const spans = (task.spans ?? []).map(([page, x0, y0, x1, y1]) => ({ page, x0, y0, x1, y1 }));
  return {
    ...picked(task, COLUMNS), heading_path: task.heading_path, topics: task.topics, indices: task.indices ?? [],
    leads: valuesOf(task, "lead"), coordinates: valuesOf(task, "coordinate"),
    deadlines: valuesOf(task, "deadline"), targets: valuesOf(task, "target"), spans, node: task.node ?? null,
  };
}

// The whole file, as `schemas.corrections.ReviewFile` has it.
function reviewFile(data, steps, who, finished) {
  const corrections = correctionsOf(data.plan, steps);
  const finish = data.plan.documents.map((part) =>
    ({ action: "finish", ...(part.key === data.plan.key ? {} : { plan_key: part.key }) }));
  return {
    form: data.form, plan_key: data.plan.key, plan_label: data.plan.label, who, saved_at: new Date().toISOString(),
    corrections: finished ? [...corrections, ...finish] : corrections,
  };
}
