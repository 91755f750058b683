// How often each grade was given, group by group, where enough ballots are valid.

import { byId, cell, fill, make, region } from "./dom.js";
import { nameIn, say } from "./say.js";

const TENTHS_OF_BANDS = [9, 8, 7, 6];

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

// Each grade is a column; of numbers five bands are, the best first.
function columnsOf({ scheme, grades }) {
  if (!scheme || scheme.scale !== "numbers") {
    return grades.map((grade, at) => ({ name: nameIn(grade), first: at, last: at }));
  }
  const [high, low] = [Number(grades[0].points), Number(grades[grades.length - 1].points)];
  const cuts = TENTHS_OF_BANDS.map((tenth) => low + Math.ceil(((high - low) * tenth) / 10));
  const feet = [...new Set([...cuts, low])];
  return feet.map((foot, at) => {
    const top = at ? feet[at - 1] - 1 : high;
    return { name: foot === top ? String(foot) : foot + "–" + top, first: high - top, last: high - foot };
  });
}

function summed(columns, row) {
  const sum = (numbers) => numbers.reduce((total, n) => total + n, 0);
  const bands = columns.map(({ first, last }) => sum(row.slice(first, last + 1)));
  return [...bands, row[row.length - 1]];
}

function tableOf(manifest, group) {
  const shown = columnsOf(manifest);
  const grades = shown.map(({ name }) => make("span", "", name));
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
        ...summed(shown, group.histogram[place][column]).map((n) => cell("td", "n num", String(n))),
      ),
    ),
  );
  const table = make("table", "tb", make("thead", "", make("tr", "", ...head)), make("tbody", "", ...body));
  return region(say("grades_given"), table);
}
