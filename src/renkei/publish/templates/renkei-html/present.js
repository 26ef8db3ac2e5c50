"use strict";
// Steps between slides. Without it the page is the same, to scroll.
(() => {
  const root = document.documentElement;
  const slides = [...document.querySelectorAll("main > section")];
  const [start, steps] = ["present", "steps"].map((id) => document.getElementById(id));
  const scrollers = [...document.querySelectorAll("[role=group][tabindex]")];
  const presenting = () => root.classList.contains("presenting");
  let current = 0;

  // Only a box that does scroll needs to be reached with the tab key, and says that it goes on.
  const reach = () => scrollers.forEach((box) => {
    box.classList.remove("rk-scrolls");
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    box.classList.toggle("rk-scrolls", scrolls);
    box.tabIndex = scrolls ? 0 : -1;
  });

  // As large as the window allows; a slide longer than that scrolls.
  const fit = () => {
    if (!presenting()) return;
    const least = innerWidth < 800 ? 16 : 12;
    let size = Math.max(least, innerWidth / 78);
    do {
      root.style.fontSize = `${size}px`;
      size *= 0.96;
    } while (size > least && root.scrollHeight > innerHeight);
    reach();
  };

  const show = (wanted) => {
    slides[current].classList.remove("rk-current");
    current = Math.min(Math.max(wanted, 0), slides.length - 1);
    slides[current].classList.add("rk-current");
    steps.querySelector("output").textContent = `${current + 1} / ${slides.length}`;
    steps.querySelector("[data-step='-1']").disabled = current === 0;
    steps.querySelector("[data-step='1']").disabled = current === slides.length - 1;
    fit();
    scrollTo(0, 0);
    slides[current].focus({ preventScroll: true });
  };

  const inView = () => {
    const middle = innerHeight / 2;
    const found = slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle);
    return found < 0 ? slides.length - 1 : found;
  };

  const enter = () => {
    const first = inView();
    root.classList.add("presenting");
    steps.hidden = false;
    show(first);
    root.requestFullscreen?.().catch(() => {});
  };

  const leave = () => {
    if (!presenting()) return;
    root.classList.remove("presenting");
    root.style.fontSize = "";
    steps.hidden = true;
    slides[current].classList.remove("rk-current");
    reach();
    slides[current].scrollIntoView();
    start.focus({ preventScroll: true });
    if (document.fullscreenElement) document.exitFullscreen();
  };

  // A long slide is read to its end before the arrow goes on to the next.
  const readOn = (down) => down
    ? root.scrollTop + innerHeight < root.scrollHeight - 2
    : root.scrollTop > 2;
  const sideways = (target) => target.closest("[role=group][tabindex='0']");

  const keys = {
    ArrowRight: (event) => sideways(event.target) ? null : current + 1,
    ArrowLeft: (event) => sideways(event.target) ? null : current - 1,
    ArrowDown: () => readOn(true) ? null : current + 1,
    ArrowUp: () => readOn(false) ? null : current - 1,
    PageDown: () => current + 1,
    PageUp: () => current - 1,
    Home: () => 0,
    End: () => slides.length - 1,
  };

  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape") leave();
    else if (event.key.toLowerCase() === "f" && !event.repeat) (presenting() ? leave : enter)();
    else if (presenting() && event.key in keys) {
      const wanted = keys[event.key](event);
      if (wanted === null) return;
      show(wanted);
    } else return;
    event.preventDefault();
  });
  steps.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.step) show(current + Number(button.dataset.step));
    else leave();
  });
  start.addEventListener("click", enter);
  addEventListener("resize", () => (presenting() ? fit() : reach()));
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) leave();
  });
  document.querySelectorAll("details").forEach((box) => box.addEventListener("toggle", reach));

  slides.forEach((slide) => { slide.tabIndex = -1; });
  start.hidden = slides.length < 2;
  reach();
})();
