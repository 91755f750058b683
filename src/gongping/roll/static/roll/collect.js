// Collecting in one press: take the ticket, keep it on this device, let the roll
// forget it, go on to the ballot. Without this script two buttons do the same.

const keep = (poll, ticket, group) => {
  const text = JSON.stringify({ ticket, group });
  localStorage.setItem(`gongping-ticket:${poll}`, text);
};

const post = (address, token) =>
  fetch(address, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token },
  });

const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

const form = document.querySelector("form[data-take]");
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const failure = form.querySelector("[data-failure]");
  failure.hidden = true;
  try {
    const answer = await post(form.action, csrf());
    if (!answer.ok) {
      location.reload();
      return;
    }
    const { ticket, group, address } = await answer.json();
    // A sealed poll's page keeps the ticket itself; until then it is given again here.
    if (address) {
      location.assign(address);
      return;
    }
    keep(form.dataset.poll, ticket, group);
    await post(form.dataset.kept, csrf());
    location.assign(`${form.dataset.ballot}#t=${ticket}&g=${group}`);
  } catch {
    failure.hidden = false;
    const button = form.querySelector("button");
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
});

const link = document.querySelector("a[data-ballot]");
link?.addEventListener("click", async (event) => {
  event.preventDefault();
  const parts = new URLSearchParams(link.hash.slice(1));
  keep(link.dataset.poll, parts.get("t"), Number(parts.get("g")));
  await post(link.dataset.kept, csrf()).catch(() => undefined);
  location.assign(link.href);
});
