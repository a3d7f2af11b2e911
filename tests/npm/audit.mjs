// Runs the GraphQL-over-HTTP audits of the `graphql-http` package against a running server.
//
// Usage: node audit.mjs http://127.0.0.1:8150/graphql ["Header: value" …]
// Prints one line for each audit that is not "ok" and one closing line; exits 0 only when every audit is "ok": a warning
// is a failure here.
import { serverAudits } from "graphql-http";

/** How many audits the pinned version has; fewer would mean that some were silently not run. */
const EXPECTED_AUDITS = 61;

const [url, ...headerLines] = process.argv.slice(2);
if (!url) {
  console.error('usage: node audit.mjs <graphql url> ["Header: value" …]');
  process.exit(64);
}
const extraHeaders = headerLines.map((line) => {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
});

const audits = serverAudits({
  url,
  fetchFn: (input, init = {}) => {
    const headers = new Headers(init.headers);
    for (const [name, value] of extraHeaders) headers.set(name, value);
    return fetch(input, { ...init, headers });
  },
});

let ok = 0;
for (const audit of audits) {
  const result = await audit.fn().catch((error) => {
    console.error(`${url} does not answer: ${error.cause ?? error}`);
    process.exit(1);
  });
  if (result.status === "ok") {
    ok += 1;
  } else {
    const status = result.response ? ` (HTTP ${result.response.status})` : "";
    console.log(`${result.status}: ${audit.id} ${audit.name}: ${result.reason}${status}`);
  }
}
console.log(`graphql-http audits: ${ok} of ${audits.length} ok`);
if (ok !== audits.length || audits.length !== EXPECTED_AUDITS) process.exit(1);
