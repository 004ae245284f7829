// Compares what `fink cat --json` says of Avro containers with what another implementation reads (avsc, for Node.js), value by value.
// Arguments: the command to run, as words, then --, then files or folders. Prints what differs and what either refuses, and the counts.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import avro from "avsc";
import { decompress as unpackZstandard } from "fzstd";
import { uncompress as unpackSnappy } from "snappyjs";

const split = process.argv.indexOf("--");
const command = process.argv.slice(2, split);
const files = process.argv.slice(split + 1).flatMap(find);

const codecs = {
  ...avro.streams.BlockDecoder.defaultCodecs(),
  snappy: (data, done) => settle(done, () => Buffer.from(unpackSnappy(data.subarray(0, data.length - 4)))),
  zstandard: (data, done) => settle(done, () => Buffer.from(unpackZstandard(data))),
};

// All 64 bits of a long.
const long = avro.types.LongType.__with({
  fromBuffer: b => b.readBigInt64LE(),
  toBuffer: n => { const b = Buffer.alloc(8); b.writeBigInt64LE(n); return b; },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: n => typeof n === "bigint",
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
});

const counts = {};
for (const file of files) {
  const ours = read(file);
  const theirs = await readWithPeer(file);
  const outcome = ours.fault && theirs.fault ? "refused by both" : ours.fault ? "refused by fink alone" : theirs.fault ? "refused by the peer alone" : compare(ours.lines, theirs);
  const kind = outcome.split(":")[0];
  counts[kind] = (counts[kind] ?? 0) + 1;
  if (outcome !== "equal") console.log(`${file}: ${outcome}${ours.fault ? `; fink: ${ours.fault}` : ""}${theirs.fault ? `; peer: ${theirs.fault}` : ""}`);
}

for (const [what, count] of Object.entries(counts).sort()) console.log(`${count} ${what}`);
process.exitCode = counts.differs || files.length === 0 ? 1 : 0;

function find(name) {
  if (!fs.statSync(name).isDirectory()) return [name];
  return fs.readdirSync(name).sort().flatMap(n => {
    const inside = path.join(name, n);
    if (fs.statSync(inside).isDirectory()) return find(inside);
    return isContainer(inside) ? [inside] : [];
  });
}

function isContainer(name) {
  const start = Buffer.alloc(4);
  const file = fs.openSync(name);
  fs.readSync(file, start);
  fs.closeSync(file);
  return start.toString("latin1") === "Obj\u0001" || name.endsWith(".avro");
}

function read(file) {
  try {
    const text = execFileSync(command[0], [...command.slice(1), "cat", file, "--json"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 30 });
    return { lines: text.split("\n").filter(l => l.length > 0).map(parse) };
  } catch (fault) {
    return { fault: String(fault.stderr ?? fault).trim().split("\n").pop() };
  }
}

async function readWithPeer(file) {
  try {
    let type;
    // Decoded alert by alert, so that a fault of one is a fault here and not of the process.
    const decoder = avro.createFileDecoder(file, { codecs, parseHook: schema => (type = avro.Type.forSchema(bare(schema), { wrapUnions: "always", registry: { long } })) });
    const values = [];
    decoder.on("data", value => values.push(value));
    await once(decoder, "end");
    return { type, values };
  } catch (fault) {
    return { fault: fault.message };
  }
}

// Without the defaults of fields, which say nothing about the bytes: ZTF's, null of ["float", "null"], are refused by this peer. Longs by name alone, so that
// they are those from above.
function bare(schema) {
  if (Array.isArray(schema)) return schema.map(bare);
  if (schema === null || typeof schema !== "object") return schema;
  if (schema.type === "long" && !("name" in schema)) return "long";
  const kept = Object.entries(schema).filter(([key]) => !(key === "default" && "type" in schema));
  return Object.fromEntries(kept.map(([key, value]) => [key, ["type", "items", "values", "fields"].includes(key) ? bare(value) : value]));
}

// Numbers keep their text, since JavaScript's have too few digits for 64 bits.
function parse(line) {
  const quoted = line.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, token => (token[0] === '"' ? token : `"\\u0001${token}"`));
  return JSON.parse(quoted);
}

function compare(lines, { type, values }) {
  // A value that is null as a whole ends a stream of Node's.
  if (values.length === 0 && lines[0] === null) return "refused by the peer alone: it cannot stream null";
  if (lines.length !== values.length) return `differs: ${lines.length} alerts, the peer has ${values.length}`;
  for (let i = 0; i < lines.length; i++) {
    const place = difference(lines[i], values[i], type, `alert ${i}`);
    if (place) return `differs: ${place}`;
  }

  return "equal";
}

// Where a value as Fink writes it in JSON is another than the peer's; undefined where it is the same.
function difference(ours, theirs, type, place) {
  switch (type.typeName) {
    case "union:wrapped": {
      if (theirs === null) return ours === null ? undefined : place;
      const [name] = Object.keys(theirs);
      return difference(ours, theirs[name], type.types.find(t => t.branchName === name), place);
    }
    case "record":
    case "error": {
      if (Object.keys(ours).join() !== type.fields.map(f => f.name).join()) return place;
      return first(type.fields, f => difference(ours[f.name], theirs[f.name], f.type, `${place}.${f.name}`));
    }
    case "array":
      return ours.length === theirs.length ? first(ours.keys(), i => difference(ours[i], theirs[i], type.itemsType, `${place}[${i}]`)) : place;
    case "map": {
      const keys = Object.keys(theirs);
      return keys.length === Object.keys(ours).length ? first(keys, k => difference(ours[k], theirs[k], type.valuesType, `${place}["${k}"]`)) : place;
    }
    case "bytes":
    case "fixed": {
      const same = ours.$bytes === `\u0001${theirs.length}` && ours.sha256 === createHash("sha256").update(theirs).digest("hex");
      return same ? undefined : place;
    }
    case "float":
      return Object.is(Math.fround(number(ours)), theirs) ? undefined : place;
    case "double":
      return Object.is(number(ours), theirs) ? undefined : place;
    case "int":
    case "abstract:long":
      return ours === `\u0001${theirs}` ? undefined : place;
    default:
      return ours === theirs ? undefined : place;
  }
}

function first(items, check) {
  for (const item of items) {
    const found = check(item);
    if (found) return found;
  }

  return undefined;
}

function number(text) {
  return Number(text.replace("\u0001", ""));
}

function settle(done, make) {
  try {
    done(null, make());
  } catch (fault) {
    done(fault);
  }
}
