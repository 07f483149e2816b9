// Steps of a reviewer at random, from a seed, on the first tasks of the open page; what is saved of them, and what
// the page then shows. No two tasks get the same words: a correction that finds its work done does nothing.
(seed) => {
  let state = seed;
  const below = (n) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor(state / 65536) % n;
  };
  const of = (choices) => choices[below(choices.length)];
  const agency = () => ({ agency_text: of(["Sở A", "Sở B", "Phòng C"]), agency_id: null });
  const value = {
    lead: agency,
    coordinate: agency,
    deadline: () => ({ ...picked({}, VALUE_FIELDS.deadline), deadline_text: of(["tháng 5/2024", "Hàng quý"]) }),
    target: () => ({ ...picked({}, VALUE_FIELDS.target), target_text: of(["đạt 90%", "ít nhất 5 việc"]) }),
  };
  const change = (task, item, kind) => {
    const step = { step: "item", task: task.uid, item, kind, value: value[kind]() };
    const there = task.items.some((other) => itemKey(other) === itemKey(step));
    if (!there) act(step);
  };
  const steps = {
    text: (task, n) => act({ step: "column", task: task.uid, column: "task_text", value: `một hai ba ${n}` }),
    column: (task) => act({ step: "column", task: task.uid, column: of(["note", "product", "funding"]), value: of([null, "x", "y"]) }),
    area: (task) => act({ step: "column", task: task.uid, column: "reform_area", value: of([null, "impact", "steering"]) }),
    more: (task) => change(task, newUid("i"), of(Object.keys(value))),
    less: (task) => task.items.length && act({ step: "item", task: task.uid, item: task.items[0].uid, kind: task.items[0].kind, value: null }),
    other: (task) => {
      if (!task.items.length) return;
      const item = of(task.items);
      change(task, item.uid, item.kind);
    },
    exchange: (task) => {
      const [one, other] = task.items.filter((item) => item.kind === task.items[0].kind);
      if (!other) return;
      act({ step: "item", task: task.uid, item: one.uid, kind: one.kind, value: other.value });
      act({ step: "item", task: task.uid, item: other.uid, kind: other.kind, value: one.value });
    },
    accept: (task) => act({ step: "accept", task: task.uid, on: below(4) > 0 }),
    remove: (task) => act({ step: "remove", task: task.uid }),
    split: (task) => {
      const words = task.task_text.split(" ");
      if (words.length < 2) return;
      const cut = 1 + below(words.length - 1);
      const parts = [words.slice(0, cut), words.slice(cut)].map((part) => ({ uid: newUid("s"), text: part.join(" ") }));
      act({ step: "split", task: task.uid, parts });
    },
    join: (task) => {
      const next = session.working.tasks[session.working.tasks.indexOf(task) + 1];
      if (next) act({ step: "join", task: task.uid, other: next.uid, text: `${task.task_text} ${next.task_text}` });
    },
    add: (task, n) => act({
      step: "add", task: newUid("a"), after: below(5) ? task.uid : null, document: task.document, loose: null,
      value: { task_text: `việc mới ${n}`, heading_path: task.heading_path, topics: [] },
    }),
  };
  session.groups = [];
  session.working = new Working(session.data.plan);
  const many = 3 + below(30);
  for (let n = 0; n < many && session.working.tasks.length; n += 1)
    steps[of(Object.keys(steps))](session.working.tasks[below(Math.min(session.working.tasks.length, 5))], n);
  const texts = (task, kind) => task.items.filter((item) => item.kind === kind).map(itemText).sort();
  return {
    file: JSON.stringify(reviewFile(session.data, session.groups.flat(), "Lan", false)),
    tasks: session.working.tasks.map((task) => ({
      ...picked(task, COLUMNS), leads: texts(task, "lead"), coordinates: texts(task, "coordinate"), deadlines: texts(task, "deadline"),
    })),
  };
}
