// Puts new content into an element and leaves alone what need not change: whoever is
// typing, scrolling or just pressing a button there is not disturbed.

const NOT_OURS = { DETAILS: ["open"], DIALOG: ["open"] };

function isSame(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return false;
  return (old.id ?? "") === (fresh.id ?? "") && old.type === fresh.type;
}

function isLeftAlone(node, name) {
  if (NOT_OURS[node.nodeName]?.includes(name)) return true;
  return name === "hidden" && node.hasAttribute("data-live-lost");
}

function copyAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !isLeftAlone(old, name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !isLeftAlone(old, name)) {
      old.setAttribute(name, value);
    }
  }
}

function change(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (old.hasAttribute("data-live-keep") && fresh.hasAttribute("data-live-keep")) return;
  copyAttributes(old, fresh);
  // What was typed into it is its own: browsers keep that apart from the content.
  changeInside(old, fresh);
}

function changeInside(parent, fresh) {
  let here = parent.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const known = wanted.id ? parent.querySelector(`:scope > #${CSS.escape(wanted.id)}`) : null;
    if (known && known !== here && isSame(known, wanted)) {
      parent.insertBefore(known, here);
      here = known;
    }
    if (here && isSame(here, wanted)) {
      change(here, wanted);
      here = here.nextSibling;
    } else {
      parent.insertBefore(wanted, here);
    }
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

function selectionOf(control) {
  try {
    return [control.selectionStart, control.selectionEnd, control.selectionDirection];
  } catch {
    return [null];
  }
}

// A node that had to move lost its focus on the way.
function focusAgain(focused, selection) {
  if (!focused?.isConnected || focused === document.activeElement) return;
  focused.focus({ preventScroll: true });
  if (selection[0] !== null && selection[0] !== undefined) focused.setSelectionRange(...selection);
}

export function swap(element, html) {
  // Read in a document that fetches nothing, as the inside of what it is the inside of.
  const fresh = document.implementation.createHTMLDocument("").importNode(element, false);
  fresh.innerHTML = html;
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const selection = focused ? selectionOf(focused) : [];
  changeInside(element, document.importNode(fresh, true));
  focusAgain(focused, selection);
  window.htmx?.process(element);
}
