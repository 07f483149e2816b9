// Elements are built here and nowhere else, from text, never from markup: what a plan says is only ever shown.

let TEXTS = {};
let CODES = {};

// A text of the page, its gaps filled.
function say(name, gaps = {}) {
  const text = TEXTS[name];
  if (text === undefined) throw new Error(`no text is called ${name}`);
  return text.replace(/\{(\w+)\}/g, (whole, gap) => gaps[gap] ?? whole);
}

function codeName(column, code) {
  return code === null || code === undefined ? "" : CODES[column]?.[code] ?? code;
}

function byId(id) {
  return document.getElementById(id);
}

// element("button.small", { type: "button", onclick }, "text", child, …); null children are left out.
function element(what, properties = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) setProperty(made, name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function setProperty(made, name, value) {
  if (value === undefined || value === null) return;
  if (name === "dataset") Object.assign(made.dataset, value);
  else if (name.startsWith("aria-") || name === "role" || name === "list") made.setAttribute(name, value);
  else made[name] = value;
}

function button(label, onclick, properties = {}) {
  return element("button", { type: "button", onclick, ...properties }, label);
}

function select(choices, chosen, onchange, properties = {}) {
  const options = choices.map(([value, label]) =>
    element("option", { value, selected: value === (chosen ?? "") }, label));
  return element("select", { onchange: (event) => onchange(event.target.value), ...properties }, ...options);
}

const LONGEST = 3000; // signs of one text in the table; its form has all of it

// A text as the table shows it: a page that somebody pasted into a cell must not make all others slow.
function clipped(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} … (${say("more_signs", { n: text.length - LONGEST })})` : text;
}

// A field for a text: of several lines where the text has them, for one of one line would drop their ends.
function textField(value, properties = {}) {
  const text = value ?? "";
  const lines = text.split("\n").length;
  const own = lines > 1 ? { rows: Math.min(lines, 8) } : { type: "text" };
  return element(lines > 1 ? "textarea" : "input", { ...own, value: text, dir: "auto", ...properties });
}

// A label over what it names.
function labelled(label, input, what = "label.field") {
  return element(what, {}, element("span.name", {}, label), input);
}

function codeChoices(column, empty) {
  return [["", empty], ...Object.entries(CODES[column])];
}

// A day as the language writes it.
function dayText(day) {
  if (!day) return "";
  const [year, month, date] = day.split("-");
  return document.documentElement.lang === "vi" ? `${date}/${month}/${year}` : day;
}

function debounced(action, milliseconds) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(action, milliseconds);
  };
}
