// The panel: one sentence, what belongs to it, one button.

import { fill } from "../ballot/dom.js";
import { say } from "../ballot/words.js";
import { VIEWS } from "./views.js";

// Puts the step on the page and returns its sentence.
export async function draw(desk, step) {
  const view = await VIEWS[step.name](desk, step);
  const sentence = view.sentence || say("now_" + step.name, view.values);
  document.getElementById("now").textContent = sentence;
  fill(document.getElementById("now-body"), ...(view.body || []));
  fill(document.getElementById("now-acts"), ...buttonsOf(desk, view));
  document.getElementById("present").hidden = !view.isPresent;
  document.getElementById("again").hidden = !view.mayBeginAgain;
  showProblem(view.problem ? say(view.problem) : "");
  return sentence;
}

export function showProblem(text) {
  const line = document.getElementById("problem");
  line.hidden = !text;
  line.querySelector("span").textContent = text;
}

function buttonsOf(desk, view) {
  return (view.acts || []).map(({ word, act, kind, href }) => {
    const button = document.createElement(href ? "a" : "button");
    button.className = "btn" + (kind ? " btn-" + kind : "");
    button.textContent = say(word);
    if (href) {
      button.href = href;
    } else {
      button.type = "button";
      button.addEventListener("click", () => act());
    }
    return button;
  });
}

// --- Pieces that several views use ----------------------------------------------

export function paragraph(word, values, className) {
  const element = document.createElement("p");
  element.textContent = say(word, values);
  if (className) element.className = className;
  return element;
}

// Six or eight words, each with its place, so that they can be read out and copied.
export function wordList(words, label) {
  const root = document.createElement("div");
  const list = document.createElement("ol");
  list.className = "desk-words";
  list.setAttribute("aria-label", say(label));
  words.forEach((word) => {
    const item = document.createElement("li");
    item.textContent = word;
    list.appendChild(item);
  });
  root.append(paragraph(label, {}, "desk-label"), list);
  return root;
}

export function digest(label, hex) {
  return definition([[say(label), hex.match(/.{1,8}/g).join(" "), "desk-digest"]]);
}

export function definition(rows) {
  const list = document.createElement("dl");
  list.className = "facts";
  rows.forEach(([term, text, className]) => {
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    dt.textContent = term;
    dd.textContent = text;
    if (className) dd.className = className;
    list.append(dt, dd);
  });
  return list;
}

// What was checked, one line each; all of it holds when the list is shown.
export function checked(words) {
  const list = document.createElement("ul");
  list.className = "desk-checks";
  words.forEach(([word, values]) => {
    const item = document.createElement("li");
    item.appendChild(document.getElementById("shape-done").content.cloneNode(true));
    item.appendChild(document.createTextNode(say(word, values)));
    list.appendChild(item);
  });
  return list;
}

export function field(id, label, kind) {
  const template = document.getElementById("piece-" + kind);
  const root = template.content.firstElementChild.cloneNode(true);
  const control = root.querySelector("input");
  root.querySelector("label").textContent = say(label);
  root.querySelector("label").htmlFor = id;
  control.id = id;
  return { root, control };
}

export function smallButton(word, act, values) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-small";
  button.textContent = say(word, values);
  button.addEventListener("click", act);
  return button;
}

export function folded(word, ...children) {
  const root = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = say(word);
  root.append(summary, ...children);
  return root;
}
