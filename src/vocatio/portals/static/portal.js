// Pages work without this. It brings GOV.UK Frontend's components to life: focus on the error
// summary, no double press on a button, the menu on small screens.
import { initAll } from "./vendor/govuk-frontend-6.3.0.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// An element with data-follow shows work in progress. It is read anew every few seconds, in
// place, so that nobody loses where they are; without JavaScript a link does it on request.
const PAUSE = 3000;

function follow(part) {
  setTimeout(async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) return follow(part);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(part.id);
    if (!fresh || !("follow" in fresh.dataset)) return location.reload();
    part.replaceChildren(...fresh.childNodes);
    follow(part);
  }, PAUSE);
}

document.querySelectorAll("[data-follow]").forEach(follow);

// A field that narrows a table down to the rows that hold what is typed. Enter asks the server, which
// knows codes of letters too.
function find(form) {
  const rows = [...document.querySelectorAll(`#${form.dataset.find} tbody tr`)];
  const field = form.querySelector("input:not([type=hidden])");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  field.addEventListener("input", () => {
    const wanted = plain(field.value.trim());
    rows.forEach((row) => { row.hidden = !plain(row.textContent).includes(wanted); });
  });
}

document.querySelectorAll("[data-find]").forEach(find);
