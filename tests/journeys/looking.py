"""What is asked of every page, whoever opens it and at whatever width."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
FAILED = "Failed to load resource"
AXE_SCRIPT = Axe().axe_script
AXE = """async (isNewInColour) => {
  const found = await axe.run({
    resultTypes: ["violations"],
    rules: { "color-contrast": { enabled: isNewInColour } },
  });
  return found.violations.map(
    (v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")}`);
}"""
# A region that scrolls for itself is meant to; the page as a whole never.
WIDE = """() => {
  const extra = document.documentElement.scrollWidth - innerWidth;
  if (extra <= 0) return [];
  const outer = [...document.body.querySelectorAll("*")].filter((e) => {
    if (e.getBoundingClientRect().right <= innerWidth + 1) return false;
    for (let up = e.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return false;
    return true;
  });
  return outer.slice(-2).map((e) => `${e.tagName}.${e.className} +${extra}px`);
}"""
SMALL = """() => {
  const least = innerWidth < 600 ? 15 : 14, found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !holder.getClientRects().length) continue;
    if (holder.closest("svg, script, .vh, .sealmark, .seal-mark, .skip, .print-foot"))
      continue;
    const size = parseFloat(getComputedStyle(holder).fontSize);
    if (size < least - 0.01)
      found.add(`${holder.tagName}.${holder.className} ${size}px`);
  }
  return [...found].slice(0, 5);
}"""


@dataclass(slots=True)
class Look:
    """What is wrong with the pages looked at so far."""

    page: Page
    wrong: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to what the page complains of by itself."""
        said = self.said
        # A browser compiles once what every page begins with.
        self.page.add_init_script(AXE_SCRIPT)

        def hear(message: ConsoleMessage) -> None:
            # The browser itself reports a page that was meant to fail.
            if message.type == "error" and FAILED not in message.text:
                said.append(message.text)

        self.page.on("console", hear)
        self.page.on("pageerror", lambda error: said.append(str(error)))

    def open(self, address: str, status: int = 200) -> bool:
        """Open the page; note a wrong status."""
        self.said.clear()
        answer = self.page.goto(address)
        got = answer.status if answer else 0
        if got != status:
            self.wrong.append(f"{address}: status {got}")
        return got == status

    def judge(
        self,
        name: str,
        *sizes: ViewportSize,
        is_paper: bool = False,
        is_new_in_colour: bool = True,
    ) -> None:
        """Judge the page that is open at each of the sizes.

        Contrast takes as long as all else together: a page whose colours were judged
        in one language need not be asked for them in the other.
        """
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        for size in sizes:
            self.page.set_viewport_size(size)
            found = self.page.evaluate(AXE, is_new_in_colour)
            if not is_paper:
                found += [f"wide: {one}" for one in self.page.evaluate(WIDE)]
                found += [f"small: {one}" for one in self.page.evaluate(SMALL)]
            where = f"{name} {size['width']}"
            self.wrong += [f"{where}: {one}" for one in found]
        self.wrong += [f"{name}: console: {one}" for one in self.said]
