// Figures in a text: one key for each answer. Every button and link works without this file.
const asking = document.querySelector("[data-figure-keys]");
if (asking) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const wanted = [...asking.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key.toLowerCase());
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });
  document.querySelector(".figures-in mark.now")?.scrollIntoView({ block: "center" });
}
