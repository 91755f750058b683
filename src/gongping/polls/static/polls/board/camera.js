// The camera, where the browser itself can read codes; pictures are looked at and gone.

const EVERY = 250;

export async function canScan() {
  if (typeof BarcodeDetector === "undefined" || !navigator.mediaDevices) return false;
  try {
    return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
  } catch {
    return false;
  }
}

// Shows the camera in the dialog until a code is read or the dialog is closed.
export async function scan(dialog) {
  const video = dialog.querySelector("video");
  let stream = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return null;
  }
  video.srcObject = stream;
  dialog.showModal();
  try {
    await video.play();
    return await firstCode(dialog, video);
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    if (dialog.open) dialog.close();
  }
}

async function firstCode(dialog, video) {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  while (dialog.open) {
    const codes = await detector.detect(video);
    if (codes.length) return codes[0].rawValue;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
  return null;
}
