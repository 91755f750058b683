// What a region shows while htmx asks for its new content: a line at once, a sentence
// after a second, a way to try again after five; and a sentence when it failed.

const SENTENCE_AFTER = 1000;
const RETRY_AFTER = 5000;
const running = new WeakMap();

function regionOf(event) {
  return event.detail.target ?? event.detail.elt;
}

function note(id, region, ask) {
  const shown = document.getElementById(id)?.content.firstElementChild?.cloneNode(true);
  if (!shown) return null;
  shown.querySelector("[data-retry]")?.addEventListener("click", () => {
    shown.remove();
    ask?.();
  });
  shown.querySelector("[data-dismiss]")?.addEventListener("click", () => shown.remove());
  region.before(shown);
  return shown;
}

function askAgain(event) {
  const { elt, requestConfig } = event.detail;
  const { verb, path } = requestConfig ?? {};
  return () => window.htmx.ajax(verb ?? "get", path, { source: elt, target: regionOf(event) });
}

function begin(event) {
  const region = regionOf(event);
  end(event);
  region.setAttribute("aria-busy", "true");
  const state = { shown: null, timers: [] };
  state.timers.push(
    setTimeout(() => (state.shown = note("request-slow", region)), SENTENCE_AFTER),
    setTimeout(() => {
      state.shown?.remove();
      state.shown = note("request-stuck", region, askAgain(event));
    }, RETRY_AFTER),
  );
  running.set(region, state);
}

function end(event) {
  const region = regionOf(event);
  const state = running.get(region);
  region.removeAttribute("aria-busy");
  state?.timers.forEach(clearTimeout);
  state?.shown?.remove();
  running.delete(region);
}

function failed(event) {
  end(event);
  note("request-failed", regionOf(event), askAgain(event));
}

document.addEventListener("htmx:beforeRequest", begin);
document.addEventListener("htmx:afterRequest", end);
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:timeout", failed);
document.addEventListener("htmx:responseError", failed);
