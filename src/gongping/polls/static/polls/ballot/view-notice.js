// Pages on which nothing can be filled: what happened, and what to do.

import { fill, measureBars, part, piece, toTop } from "./dom.js";
import { say } from "./words.js";

export function showNotice({ title, text, more, actions }) {
  const root = piece("notice");
  part(root, "title").textContent = say(title);
  part(root, "text").textContent = say(text);
  part(root, "more").textContent = more ? say(more) : "";
  fill(part(root, "actions"), ...(actions || []));
  document.getElementById("head").textContent = "";
  document.getElementById("foot").hidden = true;
  fill(document.getElementById("main"), root);
  measureBars();
  toTop(root);
}

export function action(word, act) {
  const button = piece("action");
  button.textContent = say(word);
  button.addEventListener("click", act);
  return button;
}
