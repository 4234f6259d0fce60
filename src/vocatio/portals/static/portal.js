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
