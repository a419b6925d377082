// Line numbers follow what is typed: the numbered copy behind the field is written anew.
const field = document.getElementById("id_outline");
const numbers = document.querySelector(".numbered > .numbers");
if (field && numbers) {
  const renumber = () => {
    const lines = field.value.split("\n");
    while (numbers.children.length > lines.length) numbers.lastElementChild.remove();
    while (numbers.children.length < lines.length) {
      const line = document.createElement("div");
      line.id = `line-${numbers.children.length + 1}`;
      line.append(document.createElement("span"));
      numbers.append(line);
    }
    lines.forEach((text, index) => {
      const line = numbers.children[index];
      const span = line.firstElementChild;
      if (span.textContent === text) return;
      span.textContent = text;
      line.classList.remove("marked");
    });
  };
  field.addEventListener("input", renumber);
  // Arriving at a line from a finding: put the cursor there.
  const wanted = window.location.hash.match(/^#line-(\d+)$/);
  if (wanted) {
    const before = field.value.split("\n").slice(0, Number(wanted[1]) - 1);
    const start = before.reduce((sum, line) => sum + line.length + 1, 0);
    field.setSelectionRange(start, start);
    field.focus({ preventScroll: true });
  }
}
