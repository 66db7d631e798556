
"use strict";
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  let rows = Array.from(body.rows);
  const step = Number(table.dataset.in ?? rows.length);
  let limit = step;
  const order = new Intl.Collator("en", {numeric: true, sensitivity: "base"});

  const value = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.v ?? cell.textContent.trim();
    const plain = text.replaceAll(",", "");
    return plain !== "" && !Number.isNaN(Number(plain)) ? Number(plain) : text;
  };
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
    return order.compare(String(a), String(b));
  };
  const sort = (column, heading) => {
    const up = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const keyed = rows.map((row) => [value(row, column), row]);
    keyed.sort((a, b) => (up ? compare(a[0], b[0]) : compare(b[0], a[0])));
    rows = keyed.map((pair) => pair[1]);
    body.append(...rows);
    limit = step;
    show();
  };
  Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(column, heading));
    const printed = document.createElement("span");  // a browser repeats text on each sheet of paper, but no button
    printed.className = "printed";
    printed.textContent = heading.textContent;
    heading.replaceChildren(button, printed);
  });

  const words = document.getElementById("words");
  const verdict = document.getElementById("verdict");
  const found = document.getElementById("found");
  const shown = document.getElementById("shown");
  const more = document.getElementById("more");
  const show = () => {
    let count = 0;
    for (const row of rows) {
      if (row.hidden) continue;
      count += 1;
      row.classList.toggle("in", count <= limit);
    }
    const told = (number) => number.toLocaleString("en");
    const first = count > limit ? `; the first ${told(limit)} are in the table` : "";
    shown.textContent = `${told(count)} of ${told(rows.length)} bags, here and in the findings below${first}`;
    more.hidden = count <= limit;
  };
  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    for (const row of rows) {
      const cells = row.cells;
      const fits = `${cells[0].textContent} ${cells[1].textContent}`.toLowerCase().includes(wanted)
        && (!verdict.value || cells[3].textContent.endsWith(` ${verdict.value}`))
        && (!found.checked || cells[3].dataset.v === "2" || value(row, 4) > 0 || value(row, 5) > 0);
      if (row.hidden === !fits) continue;
      row.hidden = !fits;
      const section = document.getElementById(row.id.replace("row", "bag"));
      if (section) section.hidden = !fits;
    }
    limit = step;
    show();
  };
  more.addEventListener("click", () => { limit += step; show(); });
  let waiting = 0;
  words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  for (const control of [verdict, found]) control.addEventListener("change", filter);
  document.querySelector(".controls").hidden = false;
  show();

  const folded = () => document.querySelectorAll("details:not([open])");
  let opened = [];
  addEventListener("beforeprint", () => { opened = Array.from(folded()); for (const one of opened) one.open = true; });
  addEventListener("afterprint", () => { for (const one of opened) one.open = false; });

  const time = document.querySelector("time");
  const local = new Date(time.dateTime).toLocaleString(undefined, {dateStyle: "long", timeStyle: "short"});
  time.title = `${local} where you are`;
})();
