// What is asked of the site and told to it. Its answers are its word, not yet the truth.

export class Refused extends Error {}

const page = () => document.getElementById("desk");
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

export async function ask(verb) {
  const answer = await reached(page().dataset.site + verb, { headers: headers() });
  return answer.json();
}

export async function tell(verb, content) {
  await reached(page().dataset.site + verb, {
    method: "POST",
    headers: Object.assign(headers(), { "Content-Type": "application/json" }),
    body: JSON.stringify(content),
  });
}

export async function boardText() {
  const answer = await reached(page().dataset.site + "board", { headers: headers() });
  return answer.text();
}

function headers() {
  return { Accept: "application/json", "X-CSRFToken": csrf() };
}

async function reached(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch (error) {
    throw new Refused("no_contact");
  }
  if (answer.redirected) throw new Refused("signed_out");
  if (answer.ok) return answer;
  const { message } = await answer.json().catch(() => ({}));
  throw new Refused(message || "no_contact");
}
