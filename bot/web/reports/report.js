// Makes the report's page more than paper: 직무 can be chosen, and a unit shows at once what helps to gain it.

const panel = document.getElementById("unit");
const matrix = document.querySelector("table.matrix");
const duties = document.querySelector("fieldset.duties");
const print = document.getElementById("print");

print.hidden = false;
print.addEventListener("click", () => {
  for (const closed of document.querySelectorAll("details")) closed.open = true;
  window.print();
});

if (matrix) {
  duties.hidden = false;
  document.querySelector(".hint").hidden = false;
  const all = duties.querySelector("[data-all]");
  const boxes = [...duties.querySelectorAll("input[value]")];
  duties.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes) box.checked = all.checked;
    all.checked = boxes.every((box) => box.checked);
    for (const box of boxes) {
      matrix.querySelector(`tr[data-duty="${box.value}"]`).hidden = !box.checked;
    }
  });
  let latest = 0;
  matrix.addEventListener("click", async (event) => {
    const unit = event.target.closest("[data-unit]");
    if (!unit || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const asked = ++latest;
    for (const other of matrix.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
    unit.setAttribute("aria-current", "true");
    let told = "<p>지금은 가져오지 못했어요. 잠시 뒤에 다시 골라 주세요.</p>";
    try {
      const answer = await fetch(`${location.pathname}/units/${encodeURIComponent(unit.dataset.unit)}`);
      if (answer.ok) told = await answer.text();
    } catch {
      // the sentence above says so
    }
    if (asked !== latest) return;
    panel.innerHTML = told; // rendered and escaped by the server
    panel.hidden = false;
    panel.querySelector("h3")?.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  });
}
