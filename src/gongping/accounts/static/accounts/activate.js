// The QR on the slip carries user name and code behind the “#”, which no server sees.

const form = document.querySelector("[data-activation]");
const said = new URLSearchParams(window.location.hash.slice(1));

function fill(name, value) {
  const control = form?.elements.namedItem(name);
  if (control && value && !control.value) control.value = value;
}

if (form && said.size) {
  fill("username", said.get("u"));
  fill("code", said.get("c"));
  window.history.replaceState(null, "", window.location.pathname);
  form.elements.namedItem("password").focus();
}
