// How every ballot page speaks to a server: no cookie, no referrer, not for ever.

const PATIENCE = 20000;

// Resolves to "waiting", "casting", "closed", or "" when nothing was heard.
export async function phaseOf(facts) {
  try {
    const answer = await ask(facts.box, {});
    const content = await answer.json();
    if (!answer.ok) return "";
    return content.manifest_digest === facts.digest ? content.state : "";
  } catch (error) {
    return "";
  }
}

export function ask(address, options) {
  const given = { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
  if (typeof AbortController === "undefined") {
    return fetch(address, Object.assign(given, options));
  }
  const end = new AbortController();
  const timer = window.setTimeout(() => end.abort(), PATIENCE);
  const asked = fetch(address, Object.assign(given, options, { signal: end.signal }));
  const stop = () => window.clearTimeout(timer);
  asked.then(stop, stop);
  return asked;
}
