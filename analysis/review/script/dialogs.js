// What the page asks and tells: help, a reason, a text, the reviewer's name; a line at the bottom.

const KEYS = ["j", "k", "n", "a", "m", "e", "/", "u", "o", "p", "s", "Esc", "?"];

function tell(text) {
  const line = byId("told");
  line.textContent = text;
  line.classList.add("shown");
  clearTimeout(tell.waiting);
  tell.waiting = setTimeout(() => line.classList.remove("shown"), 6000);
}

// A dialog with these parts; it is gone when it is closed.
function showDialog(title, ...parts) {
  const dialog = element("dialog", { "aria-label": title }, element("h2", {}, title), ...parts);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function showHelp() {
  const lines = KEYS.flatMap((key) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, say(`key_${key}`))]);
  const dialog = showDialog(say("help"), element("p", {}, say("help_intro")), element("dl.keys", {}, ...lines),
    element("p", {}, say("help_save")), element("div.actions", {}, button(say("close"), () => dialog.close(), { className: "primary" })));
}

// Ask for words; `then` gets them when they are given. With `needed` nothing is no answer.
function ask(title, input, then, { needed = false, label = title } = {}) {
  const answer = () => {
    const typed = input.value.trim();
    if (needed && !typed) { input.focus(); return; }
    dialog.close();
    then(typed);
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || input.tagName === "INPUT")) { event.preventDefault(); answer(); }
  });
  const dialog = showDialog(title, labelled(label, input), element("div.actions", {},
    button(say("ok"), answer, { className: "primary" }), button(say("cancel"), () => dialog.close())));
  input.focus();
}

function askWhy(then) {
  ask(say("mark"), element("input", { type: "text", dir: "auto" }), then, { label: say("why") });
}

function askText(title, text, then) {
  ask(title, element("textarea", { value: text, rows: 5, dir: "auto" }), then, { needed: true, label: say("task_text") });
}

// ---- saving

// `whole`: the reviewer says that the plan was seen to its end.
function save({ whole = false } = {}) {
  document.activeElement?.blur?.(); // what is being typed counts
  const finished = element("input", { type: "checkbox", checked: whole });
  const who = element("input", { type: "text", value: session.who, autocomplete: "name" });
  const steps = session.groups.flat();
  const count = correctionsOf(session.data.plan, steps).length;
  const fault = element("p.fault", { role: "alert" }); // the line at the bottom lies behind a dialog
  const give = () => {
    fault.textContent = "";
    if (!who.value.trim()) { fault.textContent = say("name_needed"); who.focus(); return; }
    if (!count && !finished.checked) { fault.textContent = say("nothing_to_save"); return; }
    session.who = who.value.trim();
    dialog.close();
    saveFile(finished.checked);
  };
  const dialog = showDialog(say("save"), element("p", {}, say("save_count", { n: count })), labelled(say("who"), who),
    labelled(say("finished"), finished, "label.check"), fault,
    element("div.actions", {}, button(say("download"), give, { className: "primary" }), button(say("cancel"), () => dialog.close())));
  who.addEventListener("keydown", (event) => { if (event.key === "Enter") give(); });
  if (!session.who) who.focus();
}

// Who saw the whole plan found all right that is not marked: each task is accepted with what was seen of it.
function acceptOthers() {
  const { working } = session;
  const open = records().filter(({ uid }) => !working.stateOf(uid).accepted && !working.stateOf(uid).marked);
  if (!open.length) return;
  act(...open.map(({ uid }) => ({ step: "accept", task: uid, on: true })));
  drawAll();
}

function saveFile(finished) {
  if (finished) acceptOthers();
  const name = `${document.body.dataset.name}.review.json`;
  download(name, reviewFile(session.data, session.groups.flat(), session.who, finished));
  session.saved = session.groups.length;
  session.touched = true;
  keep();
  drawCounts();
  showNextStep(name);
}

function download(name, file) {
  const blob = new Blob([JSON.stringify(file, null, 1)], { type: "application/json" });
  const url = URL.createObjectURL(blob);
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function showNextStep(name) {
  const { command: kehoach, store } = session.data;
  const file = `"${say("downloads")}/${name}"`;
  const command = element("code", { tabIndex: 0 }, [kehoach, "correct", file, ...(store ? ["--store", store] : [])].join(" "));
  const dialog = showDialog(say("saved"), element("p", {}, say("saved_where", { name })), element("p", {}, say("saved_then")),
    element("pre", {}, command), element("div.actions", {}, button(say("close"), () => dialog.close(), { className: "primary" })));
}

// Steps on earlier rows of this plan, which cannot be shown on these: they can still be saved.
function offerLeft() {
  if (!session.left) return;
  const give = () => {
    download(`${document.body.dataset.name}.old.review.json`, { ...session.left, who: session.who || session.left.who });
    session.left = null;
    keepSoon();
    dialog.close();
  };
  const dialog = showDialog(say("left"), element("p", {}, say("left_what", { n: session.left.corrections.length })),
    element("div.actions", {}, button(say("download"), give, { className: "primary" }), button(say("close"), () => dialog.close())));
}
