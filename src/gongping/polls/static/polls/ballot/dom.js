// Pieces of the page: copies of <template> elements, and the parts inside them.

import { dress } from "./words.js";

export function piece(name) {
  const template = document.getElementById("piece-" + name);
  return dress(template.content.firstElementChild.cloneNode(true));
}

export function part(root, name) {
  return root.querySelector('[data-part="' + name + '"]');
}

export function fill(target, ...children) {
  target.textContent = "";
  children.forEach((child) => child && target.appendChild(child));
}

// A line of text inside a piece such as "note" or "problem".
export function line(name, text) {
  const root = piece(name);
  root.querySelector("span").textContent = text;
  return root;
}

// Said to screen readers without moving anything.
export function announce(text) {
  const place = document.getElementById("said");
  place.textContent = "";
  window.setTimeout(() => (place.textContent = text), 60);
}

export function toTop(root) {
  window.scrollTo(0, 0);
  const start = root.querySelector("[tabindex]") || document.getElementById("main");
  start.focus({ preventScroll: true });
}

export function watchBars() {
  window.addEventListener("resize", measureBars, { passive: true });
  if (typeof ResizeObserver === "undefined") return;
  const observer = new ResizeObserver(measureBars);
  ["head", "foot"].forEach((name) => observer.observe(document.getElementById(name)));
}

// Sticky parts must not cover what has the focus.
export function measureBars() {
  const root = document.documentElement.style;
  ["head", "foot"].forEach((name) => {
    const bar = document.getElementById(name);
    const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    root.setProperty("--ballot-" + name, height + "px");
  });
}
