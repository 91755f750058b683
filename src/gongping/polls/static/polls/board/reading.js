// How somebody reads: language and size of type, kept on the device, no cookie.

import { byId } from "./dom.js";
import { languages } from "./say.js";

const LANGUAGE = "gongping-language";
const TEXT = "gongping-text";

export function languageToRead() {
  const asked = new URLSearchParams(location.search).get("lang");
  const start = (asked || recall(LANGUAGE) || navigator.language || "").slice(0, 2);
  return languages().find((each) => each.startsWith(start)) || languages()[0];
}

export function rememberLanguage(language) {
  keep(LANGUAGE, language);
}

export function watchSize() {
  byId("large").hidden = false;
  setSize(recall(TEXT) === "large");
  byId("large").addEventListener("click", (event) => {
    const isLarge = event.currentTarget.getAttribute("aria-pressed") !== "true";
    keep(TEXT, isLarge ? "large" : "");
    setSize(isLarge);
  });
}

function setSize(isLarge) {
  document.documentElement.dataset.text = isLarge ? "large" : "";
  byId("large").setAttribute("aria-pressed", String(isLarge));
}

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A device that keeps nothing asks again.
  }
}
