// A file made on the device; nothing is sent.

export function saveText(name, text) {
  const link = document.createElement("a");
  const file = new Blob([text], { type: "application/json" });
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.appendChild(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
