// How often each grade was given, group by group, where enough ballots are valid.

import { byId, cell, fill, make, region } from "./dom.js";
import { nameIn, say } from "./say.js";

export function drawGrades(report) {
  const counted = report && report.tally ? report.tally : [];
  byId("grades").hidden = !counted.length;
  fill(byId("grades-groups"), ...counted.map((group) => ofGroup(report.manifest, group)));
}

function ofGroup(manifest, group) {
  const name = nameIn(manifest.groups.find((row) => row.number === group.group));
  const summary = make("summary", "", name);
  if (group.valid < manifest.disclosure_threshold) {
    return make("details", "", summary, make("p", "muted", say("few_not_shown")));
  }
  return make("details", "", summary, tableOf(manifest, group));
}

function tableOf(manifest, group) {
  const grades = manifest.grades.map((grade) => make("span", "", nameIn(grade)));
  const columns = [say("column_unit"), say("column_criterion"), ...grades, say("column_unsure")];
  const head = columns.map((column, place) => {
    const one = make("th", place > 1 ? "n" : "", column);
    one.scope = "col";
    return one;
  });
  const body = manifest.units.flatMap((unit, place) =>
    manifest.criteria.map((criterion, column) =>
      make(
        "tr",
        "",
        cell("th", "", nameIn(unit)),
        cell("td", "", nameIn(criterion)),
        ...group.histogram[place][column].map((n) => cell("td", "n num", String(n))),
      ),
    ),
  );
  const table = make("table", "tb", make("thead", "", make("tr", "", ...head)), make("tbody", "", ...body));
  return region(say("grades_given"), table);
}
