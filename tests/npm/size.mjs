// Measures what a visitor downloads: every file below a folder, compressed with brotli as the server does at best.
//
// Usage: node size.mjs <folder> [<folder inside it to leave out> …]
// Prints one JSON object: { "total": bytes, "files": [{ "name", "raw", "brotli" }, …] }, largest first. Files that are
// already compressed copies of a neighbour (`.br`, `.gz`) and source maps are not downloaded as such and not counted.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [folder, ...others] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node size.mjs <folder> [<folder inside it to leave out> …]");
  process.exit(64);
}

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(br|gz|map)$/.test(entry.name))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .filter((path) => !others.some((it) => resolve(path).startsWith(resolve(it) + sep)))
  .map((path) => {
    const raw = readFileSync(path);
    const brotli = brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } });
    // Fonts and pictures are compressed already and are sent as they are.
    return { name: relative(folder, path), raw: raw.length, brotli: Math.min(raw.length, brotli.length) };
  })
  .sort((a, b) => b.brotli - a.brotli);

const total = files.reduce((sum, file) => sum + file.brotli, 0);
console.log(JSON.stringify({ total, files }));
