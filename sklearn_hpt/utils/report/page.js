"use strict";

// Tables that sort: each head gets a button, which a mouse and a keyboard press alike.

const announcement = document.getElementById("announcement");

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, heads, column));
  });
}

function sort(table, heads, column) {
  const head = heads[column];
  const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
  const sign = order === "ascending" ? 1 : -1;
  const body = table.tBodies[0];
  const keyed = [...body.rows].map((row) => [keyOf(row.cells[column]), row]);
  keyed.sort(([one], [other]) => compare(one, other, sign));
  body.append(...keyed.map(([, row]) => row));
  heads.forEach((each) => each.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", order);
  announcement.textContent = "Sorted by " + head.textContent + ", " + order + ".";
}

function keyOf(cell) {
  return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
}

// Numbers come before words, and what is empty comes last in either order.
function compare(one, other, sign) {
  if (one === "" || other === "") {
    return (one === "") - (other === "");
  }
  if (typeof one !== typeof other) {
    return typeof one === "number" ? -1 : 1;
  }
  if (typeof one === "number") {
    return sign * (one < other ? -1 : one > other ? 1 : 0);
  }
  return sign * one.localeCompare(other, "en", { numeric: true });
}
