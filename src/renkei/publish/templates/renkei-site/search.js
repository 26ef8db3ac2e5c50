"use strict";
// Shows only the areas whose name, reading or code holds what was typed. Without it all are shown.
(() => {
  const form = document.getElementById("find");
  if (!form) return;
  const [input, told] = [form.querySelector("input"), form.querySelector("output")];
  const items = [...document.querySelectorAll("[data-find]")];
  const groups = [...document.querySelectorAll("details.group")];

  // Full width, half width, katakana and hiragana are one spelling.
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s/g, "")
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  const keys = new Map(items.map((item) => [item, item.dataset.find.split(" ").map(folded)]));

  const search = () => {
    const wanted = folded(input.value);
    const found = new Set();
    for (const item of items) {
      const hit = keys.get(item).some((key) => key.includes(wanted));
      if (item.closest(".tiles")) item.classList.toggle("off", !hit);
      else item.hidden = !hit;
      if (hit && item.querySelector("a")) found.add(item.dataset.find);
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("[data-find]:not([hidden])");
      group.open = wanted !== "" && !group.hidden;
    }
    told.textContent = wanted === "" ? "" : `${found.size}件の資料`;
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    input.value = "";
    search();
  });
  const reach = () => document.querySelectorAll(".scroll").forEach((box) => {
    box.tabIndex = box.scrollWidth > box.clientWidth + 1 ? 0 : -1;
  });
  addEventListener("resize", reach);
  groups.forEach((group) => group.addEventListener("toggle", reach));
  reach();
})();
