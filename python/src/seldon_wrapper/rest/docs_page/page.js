// The try-it page: everything it shows comes from /seldon.json and /metadata of the server it is on.
// Numbers are never parsed and printed again, or an integer beyond 2^53 would be shown as another.
"use strict";

const element = (id) => document.getElementById(id);
const LONGEST_SHOWN = 200000;
const LONGEST_LINE = 60;
const MOST_VALUES = 20000;
let operations = new Map();
let metadata = {};

// --- Examples: a request that fits what the component says of itself -------------------------------

const product = (sizes) => sizes.reduce((all, size) => all * size, 1);

// A batch of one observation: -1 is its rows; without one, the sizes are those of an observation.
function batchShape(schema) {
  const names = schema.names ?? [];
  const sizes = schema.shape ?? (names.length ? [names.length] : [2]);
  const whole = sizes.includes(-1) ? sizes.map((size) => (size < 0 ? 1 : size)) : [1, ...sizes];
  return product(whole) <= MOST_VALUES ? whole : [1, 2];
}

const counted = (count) => Array.from({ length: count }, (_, index) => (count <= 32 ? index + 1 : 0));

function nested(sizes, values) {
  if (sizes.length < 2) return values;
  const step = values.length / sizes[0];
  return Array.from({ length: sizes[0] }, (_, row) => nested(sizes.slice(1), values.slice(row * step, (row + 1) * step)));
}

function valueOfType(datatype, index) {
  if (datatype === "BOOL") return true;
  return datatype === "BYTES" ? "text" : index + 1;
}

// A tensor of the V2 protocol has a name and a type of its own; several of one column are one table.
function messageOfTensors(inputs) {
  const width = (input) => Math.abs(product(input.shape.slice(1)));
  const columns = inputs.every((input) => width(input) === 1) ? inputs : inputs.slice(0, 1);
  if (columns.length > 1) {
    const row = columns.map((input, index) => valueOfType(input.datatype, index));
    return { data: { names: columns.map((input) => input.name), ndarray: [row] } };
  }
  const [{ datatype, shape, name }] = columns;
  let sizes = shape.length ? shape.map((size) => (size < 0 ? 1 : size)) : [1];
  if (product(sizes) > MOST_VALUES) sizes = [1, 2];
  const values = counted(product(sizes)).map((_, index) => valueOfType(datatype, index));
  return { data: { names: width(columns[0]) === 1 ? [name] : [], ndarray: nested(sizes, values) } };
}

function valueOfSchema(schema, depth = 0) {
  if (schema.const !== undefined) return schema.const;
  for (const given of [schema.examples, schema.enum]) if (given?.length) return given[0];
  if (schema.default !== undefined) return schema.default;
  const type = [schema.type ?? (schema.properties ? "object" : "string")].flat()[0];
  if (type === "object") {
    const entries = Object.entries(depth < 6 ? schema.properties ?? {} : {});
    return Object.fromEntries(entries.map(([key, of]) => [key, valueOfSchema(of, depth + 1)]));
  }
  if (type === "array") return depth < 6 && schema.items ? [valueOfSchema(schema.items, depth + 1)] : [];
  return { integer: 1, number: 1.5, boolean: true, null: null }[type] ?? "text";
}

function messageOf(inputs) {
  const [first] = inputs ?? [];
  if (!first) return null;
  if (first.datatype) return messageOfTensors(inputs.filter((input) => input.datatype));
  const schema = first.schema ?? {};
  const shape = batchShape(schema);
  const names = schema.names ?? [];
  const values = counted(product(shape));
  const dim = shape.map((size) => ({ size: String(size) }));
  const payloads = {
    tensor: () => ({ data: { names, tensor: { shape, values } } }),
    ndarray: () => ({ data: { names, ndarray: nested(shape, values) } }),
    tftensor: () => ({ data: { names, tftensor: { dtype: "DT_FLOAT", tensorShape: { dim }, floatVal: values } } }),
    jsonData: () => ({ jsonData: valueOfSchema(first.schema ?? { type: "object" }) }),
    strData: () => ({ strData: "text" }),
    binData: () => ({ binData: "AAH/" }),
  };
  return payloads[first.messagetype]?.() ?? null;
}

// What a verb takes is told by its requestBody: one message, several, or feedback.
function bodyOf(operation) {
  const input = messageOf(metadata.inputs);
  const output = messageOf(metadata.outputs);
  if (operation.takes === "Messages") return input && { seldonMessages: [input, input] };
  if (operation.takes === "Feedback") {
    return input && { request: input, ...(output && { response: output, truth: output }), reward: 1 };
  }
  return operation.path === "/transform-output" ? output ?? input : input;
}

// --- JSON as text: laid out, every token as it came ---------------------------------------------------

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

// Arrays that hold values only stay on one line, and so do short objects.
function laidOut(text) {
  const tokens = text.match(TOKEN) ?? [];
  const flat = new Set();
  const open = [];
  tokens.forEach((token, index) => {
    if (token === "{" || token === "[") open.push({ index, plain: true });
    if (token !== "}" && token !== "]") return;
    const { index: start, plain } = open.pop() ?? {};
    const short = () => tokens.slice(start, index).join("").length <= LONGEST_LINE;
    if (plain && (token === "]" || short())) flat.add(start);
    if (open.length) open.at(-1).plain = false;
  });
  let depth = 0;
  let flatDepth = 0;
  const parts = [];
  const line = () => (flatDepth ? "" : `\n${"  ".repeat(depth)}`);
  tokens.forEach((token, index) => {
    if (token === "{" || token === "[") {
      if (flat.has(index) || flatDepth) flatDepth += 1;
      depth += 1;
      parts.push(token, line());
    } else if (token === "}" || token === "]") {
      depth -= 1;
      parts.push(line(), token);
      flatDepth = Math.max(0, flatDepth - 1);
    } else if (token === ",") {
      parts.push(",", line() || " ");
    } else {
      parts.push(token === ":" ? ": " : token);
    }
  });
  return parts.join("");
}

const asText = (value) => laidOut(JSON.stringify(value));

// --- The document -------------------------------------------------------------------------------------

function resolve(spec, node) {
  if (!node?.$ref) return node;
  return node.$ref.slice(2).split("/").reduce((at, key) => at[key.replaceAll("~1", "/").replaceAll("~0", "~")], spec);
}

// Paths that do the same are one verb; the first path is its name, the others are its aliases.
function operationsOf(spec) {
  const found = new Map();
  const same = new Map();
  for (const [path, item] of Object.entries(spec.paths)) {
    const post = item.post;
    if (!post?.tags?.includes("verbs")) continue;
    const key = JSON.stringify(post);
    if (same.has(key)) {
      same.get(key).aliases.push(path);
      continue;
    }
    const media = resolve(spec, post.requestBody).content["application/json"];
    const operation = {
      path,
      aliases: [],
      summary: post.summary,
      takes: post.requestBody.$ref?.split("/").at(-1),
      examples: Object.entries(media.examples ?? {}).map(([name, { value }]) => [name, value]),
    };
    same.set(key, operation);
    found.set(path, operation);
  }
  return found;
}

// --- The page -----------------------------------------------------------------------------------------

const chosen = () => operations.get(new FormData(element("request")).get("verb"));
const addressOf = (path) => new URL(`.${path}`, document.baseURI).href;
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function showCurl() {
  const { path } = chosen();
  element("curl").textContent =
    `curl -s ${quoted(addressOf(path))} \\\n  -H 'Content-Type: application/json' \\\n  --data-raw ${quoted(element("body").value)}`;
  element("copied").textContent = "";
}

function showExample() {
  const operation = chosen();
  element("body").value = asText(operation.choices[element("example").value][1]);
  showCurl();
}

function showVerb() {
  const operation = chosen();
  const own = bodyOf(operation);
  operation.choices = own ? [["from the metadata", own], ...operation.examples] : operation.examples;
  element("example").replaceChildren(...operation.choices.map(([name], index) => new Option(name, index)));
  const also = operation.aliases.length ? ` Also at ${operation.aliases.join(", ")}.` : "";
  element("summary").textContent = `${operation.summary}${also}`;
  showExample();
}

function verbChoice({ path }, index) {
  const label = document.createElement("label");
  const radio = document.createElement("input");
  Object.assign(radio, { type: "radio", name: "verb", value: path, checked: index === 0 });
  label.append(radio, ` ${path.slice(1)}`);
  return label;
}

function showMetadata(text, ok) {
  element("metadata").textContent = laidOut(text);
  if (!ok) return;
  metadata = JSON.parse(text);
  if (metadata.name) element("name").textContent = metadata.name;
  if (metadata.name) document.title = metadata.name;
  const facts = [metadata.platform, ...(metadata.versions ?? []).map((version) => `version ${version}`)];
  element("about").textContent = facts.filter(Boolean).join(", ");
}

function showOutcome(text, outcome, body) {
  element("status").textContent = text;
  element("status").dataset.outcome = outcome;
  const cut = body.length > LONGEST_SHOWN;
  element("answer").textContent = cut ? `${body.slice(0, LONGEST_SHOWN)}\n… and ${body.length - LONGEST_SHOWN} more characters` : body;
}

async function send() {
  const button = element("send");
  if (button.disabled) return;
  button.disabled = true;
  showOutcome("Waiting for the answer …", "", "");
  const began = performance.now();
  try {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(addressOf(chosen().path), { method: "POST", headers, body: element("body").value });
    const text = await response.text();
    const took = `${(performance.now() - began).toFixed(1)} ms`;
    const isJson = response.headers.get("Content-Type")?.includes("json") && text.length <= LONGEST_SHOWN;
    const outcome = response.ok ? "good" : "bad";
    const status = `${response.ok ? "" : "Error: "}${response.status} ${response.statusText}`.trim();
    showOutcome(`${status} in ${took}, ${text.length} characters`, outcome, isJson ? laidOut(text) : text);
  } catch (error) {
    showOutcome(`No answer: ${error.message}`, "bad", "");
  } finally {
    button.disabled = false;
  }
}

async function copyCurl() {
  try {
    await navigator.clipboard.writeText(element("curl").textContent);
    element("copied").textContent = "Copied.";
  } catch {
    // Browsers give no clipboard to pages over plain http from another machine.
    getSelection().selectAllChildren(element("curl"));
    element("copied").textContent = "Selected; press Ctrl+C.";
  }
}

async function start() {
  const [document_, about] = await Promise.all([fetch("seldon.json"), fetch("metadata")]);
  operations = operationsOf(await document_.json());
  showMetadata(await about.text(), about.ok);
  element("verbs").replaceChildren(...[...operations.values()].map(verbChoice));
  element("verbs").addEventListener("change", showVerb);
  element("example").addEventListener("change", showExample);
  element("body").addEventListener("input", showCurl);
  element("body").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  });
  element("request").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  element("copy").addEventListener("click", copyCurl);
  showVerb();
}

start().catch((error) => showOutcome(`The page cannot be filled: ${error.message}`, "bad", ""));
