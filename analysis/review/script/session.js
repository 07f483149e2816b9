// What the reviewer did: kept step by step, in the browser's storage too, so that a closed tab loses nothing.

const session = {
  data: null,
  groups: [], // what one undo takes back: lists of steps
  undone: [],
  saved: 0, // how many of the groups stand in a file
  who: "",
  working: null,
  left: null, // a review file of earlier rows of this plan that was never saved
  keeps: true, // whether the browser keeps anything
  touched: false, // whether anything was done in this tab: else it must not write over what another one kept
  serial: 0,
};

// By the plan alone: what was not saved of an earlier file of it is found again, and told from this one by the
// fingerprint of the rows.
function storageKey() {
  return `kehoach-review ${session.data.plan.key}`;
}

function recall() {
  try {
    session.who = localStorage.getItem("kehoach-review who") ?? "";
    const kept = JSON.parse(localStorage.getItem(storageKey()) ?? "null");
    if (kept === null) return;
    session.left = kept.left ?? null;
    if (kept.fingerprint === session.data.fingerprint) takeUp(kept);
    else if (kept.saved !== kept.groups.length) session.left = kept.file;
  } catch {
    session.keeps = canKeep();
  }
}

function takeUp(kept) {
  session.working = Working.after(session.data.plan, kept.groups.flat());
  Object.assign(session, { groups: kept.groups, saved: kept.saved, serial: kept.serial });
}

function canKeep() {
  try {
    localStorage.setItem("kehoach-review test", "1");
    localStorage.removeItem("kehoach-review test");
    return true;
  } catch {
    return false;
  }
}

function keep() {
  if (!session.keeps || !session.touched) return;
  const { groups, saved, serial, data, who, left } = session;
  const file = reviewFile(data, groups.flat(), who || "?", false);
  try {
    localStorage.setItem(storageKey(), JSON.stringify({ fingerprint: data.fingerprint, groups, saved, serial, file, left }));
    localStorage.setItem("kehoach-review who", who);
  } catch {
    session.keeps = false;
    tell(say("not_kept"));
  }
}

const KEEP_AFTER = 150; // milliseconds
const keepLater = debounced(keep, KEEP_AFTER);

function keepSoon() {
  session.touched = true;
  keepLater();
}

function newUid(letter) {
  session.serial += 1;
  return `${letter}${session.serial}`;
}

function unsaved() {
  return session.groups.length !== session.saved;
}

// Do steps that one undo takes back.
function act(...steps) {
  session.groups.push(steps);
  session.undone = [];
  for (const step of steps) session.working.apply(step);
  keepSoon();
}

function undo() {
  const group = session.groups.pop();
  if (group === undefined) return null;
  session.undone.push(group);
  // What is undone stands in the saved file: that file is no longer what is here.
  if (session.groups.length < session.saved) session.saved = -1;
  return again(group);
}

function redo() {
  const group = session.undone.pop();
  if (group === undefined) return null;
  session.groups.push(group);
  return again(group);
}

function again(group) {
  session.working = Working.after(session.data.plan, session.groups.flat());
  keepSoon();
  return group.find((step) => step.task !== undefined)?.task ?? null;
}
