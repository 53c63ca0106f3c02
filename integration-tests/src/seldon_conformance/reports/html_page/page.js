// The filter of the checks, and the buttons that copy. The page is whole without it.
// What is chosen stands in the address after the #, so that a link shows what its sender sees.
"use strict";

const form = document.getElementById("filter");
const checks = [...document.querySelectorAll(".check")];
const places = [...document.querySelectorAll(".part, .rule, .group")];
const wordsAlone = [...document.querySelectorAll(".rule:not(:has(.check))")];
const texts = new Map();

// Made when first searched for: it is all that a check says, its log too.
function textOf(check) {
  if (!texts.has(check)) texts.set(check, check.textContent.toLowerCase());
  return texts.get(check);
}

function chosen() {
  const state = new URLSearchParams();
  for (const [key, value] of new FormData(form)) if (value) state.append(key, value);
  return state;
}

// A rule's number, or the letters that a section's numbers begin with.
const isOfRule = (numbers, rule) =>
  numbers.split(" ").some((number) => number === rule || number.startsWith(`${rule}-`));

function matcher(state) {
  const words = (state.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const outcomes = state.getAll("outcome");
  const rule = state.get("rule");
  const same = ["subject", "language", "way"].filter((key) => state.has(key));
  return (check) =>
    same.every((key) => check.dataset[key] === state.get(key)) &&
    (!rule || isOfRule(check.dataset.rules, rule)) &&
    (!outcomes.length || outcomes.includes(check.dataset.outcome)) &&
    words.every((word) => textOf(check).includes(word));
}

function show() {
  const state = chosen();
  const isFiltered = state.size > 0;
  const matches = matcher(state);
  const alive = new Set();
  let count = 0;
  for (const check of checks) {
    check.hidden = !matches(check);
    if (check.hidden) continue;
    count += 1;
    for (let at = check.parentElement; at && !alive.has(at); at = at.parentElement) alive.add(at);
  }
  // A rule without checks of its own has words to read.
  const isMeant = ({ dataset }) => !isFiltered || (state.has("rule") && isOfRule(dataset.number, state.get("rule")));
  for (const rule of wordsAlone) if (isMeant(rule)) alive.add(rule).add(rule.parentElement);
  for (const place of places) {
    place.hidden = !alive.has(place);
    if (place.matches(".group")) place.open = isFiltered && !place.hidden;
  }
  document.getElementById("shown").textContent = `${count} of ${checks.length} checks shown`;
}

function fillFromAddress() {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = state.getAll(field.name).includes(field.value);
    else field.value = state.get(field.name) ?? "";
    // A select takes no value that is not among its own, and shows nothing then.
    if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
  }
  show();
}

function changed() {
  history.replaceState(null, "", `#${chosen()}`);
  show();
}

async function copy(button) {
  const line = button.parentElement.querySelector("pre");
  const said = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(line.textContent);
    said.textContent = "Copied.";
  } catch {
    // Browsers give no clipboard to pages over plain http from another machine.
    getSelection().selectAllChildren(line);
    said.textContent = "Selected; press Ctrl+C.";
  }
}

document.documentElement.classList.add("js");
form.addEventListener("input", changed);
// Some browsers tell of a choice from a list by this one alone.
form.addEventListener("change", changed);
form.addEventListener("submit", (event) => event.preventDefault());
// The fields are empty only after this event.
form.addEventListener("reset", () => setTimeout(changed));
addEventListener("hashchange", () => {
  if (location.hash !== "#checks") fillFromAddress();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button.copy");
  if (button) copy(button);
});
fillFromAddress();
