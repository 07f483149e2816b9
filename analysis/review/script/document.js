// The documents of the plan: their files, their own columns, and what the reader had to say of them.

// Long lists of words, page by page: each kind folded under what it is.
const MARK_NOTES = ["marks_restored", "doubtful_marks"];
const YEARS = ["period_start_year", "period_end_year"];

function drawDocuments() {
  const { plan } = session.data;
  byId("documents").replaceChildren(...plan.documents.map(documentPart));
  const notes = plan.notes.map((note, number) => ({ note, number })).filter(({ note }) => note.severity !== "info");
  const infos = plan.notes.map((note, number) => ({ note, number })).filter(({ note }) => note.severity === "info");
  const marks = MARK_NOTES.map((code) => [code, infos.filter(({ note }) => note.code === code)]);
  const quiet = infos.filter(({ note }) => !MARK_NOTES.includes(note.code));
  byId("notes").replaceChildren(
    ...(notes.length ? [notesPart(say("warnings", { n: notes.length }), notes, true)] : []),
    ...(quiet.length ? [notesPart(say("remarks", { n: quiet.length }), quiet, false)] : []),
    ...marks.filter(([, found]) => found.length).map(([code, found]) => notesPart(say(code), found, false)));
  byId("agencies").replaceChildren(...[...knownAgencies().keys()].map((name) => element("option", { value: name })));
}

function documentPart(part, number) {
  const fields = Object.keys(part.fields).map((field) => fieldInput(number, field));
  return element("details.document", {}, element("summary", {}, element("strong", {}, say("document")), " ", part.label),
    element("p.file", {}, part.file), element("div.columns", {}, ...fields));
}

function fieldInput(number, field) {
  const value = session.working.fields[number][field];
  const onchange = (event) => setField(number, field, event.target);
  const input = field === "issue_date"
    ? element("input", { type: "date", value: value ?? "", onchange })
    : textField(value === null ? "" : String(value), { onchange });
  return labelled(codeName("field", field), input);
}

function setField(number, field, input) {
  const typed = input.value.trim() || null;
  const value = typed !== null && YEARS.includes(field) ? Number(typed) : typed;
  if (YEARS.includes(field) && value !== null && !(Number.isInteger(value) && value > 0 && value < 10000)) {
    tell(say("no_number"));
    input.value = session.working.fields[number][field] ?? "";
  } else if (value !== session.working.fields[number][field]) {
    act({ step: "field", document: number, field, value });
    drawCounts();
  }
}

function notesPart(title, notes, open) {
  const lines = notes.map(({ note }) => {
    const place = note.spans[0];
    const text = place
      ? button(clipped(note.message), () => showSpan(note.document, place), { className: "link" })
      : element("span", {}, clipped(note.message));
    return element("li", {}, text, place ? ` (${say("page_number", { n: place[0] })})` : "");
  });
  return element("details.notes", { open: open && notes.length <= 3 }, element("summary", {}, title), element("ul", {}, ...lines));
}
