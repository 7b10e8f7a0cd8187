// Keys for the search page. Everything works without them.
"use strict";

const box = document.getElementById("q");
const titles = [...document.querySelectorAll(".hit h2 a")];

// Where a query is wrong, the cursor stands there.
if (box.dataset.position) {
  const place = Math.min(Number(box.dataset.position) - 1, box.value.length);
  box.focus();
  box.setSelectionRange(place, Math.min(place + 1, box.value.length));
}

function go(step) {
  const next = titles.indexOf(document.activeElement) + step;
  if (titles.length) titles[Math.max(0, Math.min(next, titles.length - 1))].focus();
}

function follow(relation) {
  document.querySelector(`.paging a[rel="${relation}"]`)?.click();
}

const KEYS = {
  "/": () => { box.focus(); box.select(); },
  j: () => go(1),
  k: () => go(-1),
  n: () => follow("next"),
  p: () => follow("prev"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = KEYS[event.key.toLowerCase()];
  if (act) {
    event.preventDefault();
    act();
  }
});
