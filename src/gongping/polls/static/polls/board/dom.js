// Pieces of the page, made without markup: nothing from a file becomes an element.

export function byId(name) {
  return document.getElementById(name);
}

export function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function fill(target, ...children) {
  target.replaceChildren(...children.filter((child) => child !== null));
}

// A shape that stands beside its word: from a template of the page.
export function shape(name) {
  return byId("shape-" + name).content.firstElementChild.cloneNode(true);
}

export function message(kind, ...lines) {
  const body = make("div", "", ...lines.map((line) => make("p", "", line)));
  const root = make("div", "msg msg-" + kind, body);
  root.setAttribute("role", kind === "error" ? "alert" : "status");
  return root;
}

export function cell(name, className, ...children) {
  const element = make(name, className, ...children);
  if (name === "th") element.scope = "row";
  return element;
}

// A table that may be wider than the page, in a region that scrolls for itself.
export function region(name, table) {
  const element = make("div", "tb-region", table);
  element.tabIndex = 0;
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", name);
  return element;
}

export function saveText(name, text) {
  const link = make("a", "");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Hexadecimal digits in groups of four, as they are read aloud.
export function grouped(digits) {
  return digits.toUpperCase().replace(/(.{4})(?=.)/g, "$1 ");
}
