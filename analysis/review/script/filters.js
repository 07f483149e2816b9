// Which rows are shown: search, with and without marks, and filters; and the counts of what was reviewed.

const filters = { words: "", area: "", agency: "", grade: "", state: "" };
const searched = new Map(); // id → [the text as searched, the same without marks]

function searchText(id) {
  const task = session.working.find(id);
  if (!task) return session.data.plan.texts[Number(id.slice(1))].text;
  const said = [task.row_number, ...task.topics, ...task.heading_path, task.task_text, task.product, task.funding, task.note];
  return [...said, ...task.items.map(itemText)].filter(Boolean).join("\n");
}

// Words typed with marks are looked for with them; without, all marks will do.
function hasWords(id, wanted) {
  if (!searched.has(id)) {
    const text = searchText(id);
    searched.set(id, [normalText(text), plainText(text)]);
  }
  const [marked, plain] = searched.get(id);
  return wanted.split(" ").every((word) => (plainText(word) === word ? plain : marked).includes(word));
}

function isShown(id) {
  const wanted = normalText(filters.words);
  if (wanted && !hasWords(id, wanted)) return false;
  const task = session.working.find(id);
  if (!task) return !filters.area && !filters.agency && !filters.grade && (!filters.state || filters.state === "open");
  return fitsArea(task) && fitsAgency(task) && fitsGrade(task) && fitsState(task);
}

function fitsArea(task) {
  return !filters.area || (task.reform_area ?? "none") === filters.area;
}

function fitsAgency(task) {
  if (!filters.agency) return true;
  return task.items.some((item) => item.value.agency_text && normalText(item.value.agency_text) === filters.agency);
}

function fitsGrade(task) {
  if (!filters.grade) return true;
  return filters.grade === "check" ? isDoubtful(task) : task.worst === filters.grade;
}

function fitsState(task) {
  if (!filters.state) return true;
  return filters.state === "open" ? !isReviewed(task.uid) : session.working.stateOf(task.uid)[filters.state];
}

function filterRows() {
  let title = null;
  let shown = 0;
  for (const row of byId("rows").children) {
    if (row.classList.contains("title")) {
      title = row;
      title.hidden = true;
    } else if (row.dataset.id) {
      row.hidden = !isShown(row.dataset.id);
      if (!row.hidden) shown += 1;
      if (title && !row.hidden) title.hidden = false;
    }
  }
  byId("none").hidden = shown > 0;
}

function drawFilters() {
  const agencies = new Map();
  for (const task of records())
    for (const item of task.items)
      if (item.value.agency_text) agencies.set(normalText(item.value.agency_text), clipped(item.value.agency_text));
  const order = new Intl.Collator(document.documentElement.lang);
  const named = [...agencies].sort((one, other) => order.compare(one[1], other[1]));
  const areas = Object.entries(CODES.area).filter(([code]) => records().some((task) => task.reform_area === code));
  const choices = {
    area: [["", say("all_areas")], ...areas, ["none", say("no_area")]],
    agency: [["", say("all_agencies")], ...named],
    grade: [["", say("all_grades")], ...["check", "likely", "sure"].map((grade) => [grade, codeName("grade", grade)])],
    state: [["", say("all_states")], ...["open", "accepted", "marked", "edited"].map((state) => [state, say(state)])],
  };
  byId("filters").replaceChildren(...Object.entries(choices).map(([name, found]) =>
    select(found, filters[name], (value) => { filters[name] = value; filterRows(); }, { "aria-label": say(`filter_${name}`), id: `filter-${name}` })));
}

function drawCounts() {
  const all = records();
  const reviewed = all.filter((task) => isReviewed(task.uid)).length;
  const doubtful = all.filter((task) => isDoubtful(task)).length;
  const marked = all.filter((task) => session.working.stateOf(task.uid).marked).length;
  byId("counts").textContent = [
    say("count_reviewed", { n: reviewed, all: all.length }),
    say("count_doubtful", { n: doubtful }),
    ...(marked ? [say("count_marked", { n: marked })] : []),
  ].join(" · ");
  const bar = byId("progress");
  bar.max = Math.max(all.length, 1);
  bar.value = reviewed;
  const title = byId("group-doubtful");
  if (title) title.textContent = `${say("group_doubtful")} (${doubtful})`;
  byId("undo").disabled = !session.groups.length;
  byId("redo").disabled = !session.undone.length;
  byId("save").classList.toggle("waiting", unsaved());
}

function watchFilters() {
  const typed = debounced(filterRows, 120);
  byId("search").addEventListener("input", (event) => { filters.words = event.target.value; typed(); });
  byId("filters-toggle").addEventListener("click", ({ target }) => {
    const shown = byId("tools").classList.toggle("with-filters");
    target.setAttribute("aria-expanded", String(shown));
  });
  byId("order").addEventListener("click", () => {
    view.order = view.order === "doubtful" ? "reading" : "doubtful";
    drawAll();
    view.rows.get(view.chosen)?.scrollIntoView({ block: "center" });
  });
}

function drawOrder() {
  byId("order").textContent = say(view.order === "doubtful" ? "order_reading" : "order_doubtful");
}
