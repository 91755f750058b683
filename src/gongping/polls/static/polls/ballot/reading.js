// Language and text size, before anything else and without cookies: the address may
// say it (?lang=en&text=large), else this device remembers, else its browser's language.

import { keep, recall } from "./device.js";
import { dress, languages, say, speak, spoken } from "./words.js";

export function startReading(changed) {
  const asked = new URLSearchParams(location.search);
  const kept = recall("reading") || {};
  const given = [asked.get("lang"), kept.language, ofBrowser(), languages()[0]];
  speak(given.find((each) => languages().indexOf(each) >= 0));
  showText((asked.get("text") || kept.text) === "large");
  const root = document.getElementById("reading");
  root.hidden = false;
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reading]");
    if (!button) return;
    if (button.dataset.reading === "text") showText(!isLarge());
    else speak(button.dataset.reading);
    keep("reading", { language: spoken(), text: isLarge() ? "large" : "standard" });
    show(root);
    changed();
  });
  show(root);
}

function ofBrowser() {
  const wanted = (navigator.language || "").slice(0, 2).toLowerCase();
  return languages().find((each) => each.startsWith(wanted));
}

function isLarge() {
  return document.documentElement.dataset.text === "large";
}

function showText(large) {
  if (large) document.documentElement.dataset.text = "large";
  else delete document.documentElement.dataset.text;
}

function show(root) {
  dress(root);
  document.title = say("secret_ballot") + " · " + say("product");
  document.querySelector(".skip").textContent = say("skip");
  root.querySelector("[data-reading=text]").setAttribute("aria-pressed", String(isLarge()));
  root.querySelectorAll("[lang]").forEach((button) => {
    button.hidden = button.dataset.reading === spoken();
  });
}
