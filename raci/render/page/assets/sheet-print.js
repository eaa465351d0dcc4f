// Prints the drawer alone.

/** Prints what the drawer shows, and nothing else. */
export function printSheet() {
  document.documentElement.classList.add("print-sheet");
  addEventListener("afterprint", () => document.documentElement.classList.remove("print-sheet"), { once: true });
  print();
}
