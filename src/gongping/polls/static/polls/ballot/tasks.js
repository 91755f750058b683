// Up to three tasks of a unit, each with its light: what the unit said it would do.

import { part, piece } from "./dom.js";
import { light, say } from "./words.js";

export function fillTasks(list, facts, unit) {
  const tasks = facts.tasks[String(unit.key)] || [];
  list.textContent = "";
  tasks.forEach((task) => {
    const row = piece("task");
    part(row, "title").textContent = task.title;
    part(row, "title").lang = "zh-hans";
    const shown = light(task.light);
    if (shown) part(row, "light").appendChild(shown);
    list.appendChild(row);
  });
  if (tasks.length === 0) {
    const row = document.createElement("li");
    row.textContent = say("no_tasks");
    list.appendChild(row);
  }
}
