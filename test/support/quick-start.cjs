// Lets the processes that tests start load the project in half the time; jest-options.cjs names it in NODE_OPTIONS.
// Hundreds of them load the same two thousand modules, and most of what they compute is finding, reading and compiling
// these: what one of them found and compiled is kept for the others. Modules do what they always do, only the stacks of
// errors name built lines; a file of ours that changed is compiled anew. QUICK_START=off does without.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve, sep } = require('node:path');
const { deserialize, serialize } = require('node:v8');
const vm = require('node:vm');
const { isMainThread } = require('node:worker_threads');

const root = join(__dirname, '..', '..');
const packages = join(root, 'node_modules') + sep;
const folder = join(packages, '.cache', 'quick-start');

const isOfPackage = (file) => file.startsWith(packages);
const isOurFile = (file) => file.startsWith(root + sep) && !isOfPackage(file);

/** Another one when a file was written anew; undefined: there is none. */
function stampOf(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.size} ${stat.mtimeMs} ${stat.ino}` : undefined;
}

const isRequire = (option) => option === '-r' || option === '--require';

/** Code is good for the same Node and options; what packages hold, until others are installed. */
function fileOfCache() {
  const installed = stampOf(join(packages, '.package-lock.json'));
  const options = process.execArgv.filter((option, at, all) => !isRequire(option) && !isRequire(all[at - 1]));
  const what = [process.version, process.arch, ...options, installed, stampOf(join(root, '.swcrc'))].join(' ');
  return join(folder, createHash('sha1').update(what).digest('base64').replace(/\W/g, '-'));
}

/**
 * By file: where in `bytes` its code and its text are, and the stamp of what is ours; by folder and name: where a file
 * is. What a process does not load, it does not take out of the bytes either.
 */
function read(file) {
  try {
    const bytes = readFileSync(file);
    const listed = bytes.readUInt32LE(0);
    return { ...deserialize(bytes.subarray(4, 4 + listed)), bytes: bytes.subarray(4 + listed) };
  } catch {
    return { modules: new Map(), places: new Map(), bytes: Buffer.alloc(0) };
  }
}

const codeOf = ({ bytes }, { at, code }) => bytes.subarray(at, at + code);

function textOf({ bytes }, { at, code, text, isAscii }) {
  const [from, to] = [at + code, at + code + text];
  return isAscii ? bytes.latin1Slice(from, to) : bytes.utf8Slice(from, to);
}

/** Whole or not at all: others read it. */
function write(file, { modules, places, pieces }) {
  const list = serialize({ modules, places });
  const head = Buffer.alloc(4);
  head.writeUInt32LE(list.length);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, Buffer.concat([head, list, ...pieces]));
  renameSync(`${file}.${process.pid}`, file);
}

/** Where a name means the same place again; null: nowhere. */
function folderThatKnows(request, from) {
  if (isOfPackage(from)) return dirname(from);
  if (!isOurFile(from)) return null;
  return /^[a-z@]/.test(request) ? root : dirname(from);
}

/** Whether a name means this file for as long as there is one; of an index, another file could come before it. */
function isLasting(place, request, where) {
  if (isOfPackage(place)) return true;
  return isOurFile(place) && /^\.(ts|js|)$/.test(place.slice(resolve(where, request).length));
}

/** pg asks what it runs on, and finds out by loading all of `fetch` where there is no name of it, as before Node 21. */
function nameTheRuntime() {
  if (globalThis.navigator !== undefined) return;
  const value = { userAgent: `Node.js/${process.versions.node.split('.')[0]}` };
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true, writable: true });
}

function startQuickly(file) {
  const known = read(file);
  const news = { modules: new Map(), places: new Map() };
  const { _resolveFilename: find, _extensions: extensions } = Module;
  const loadScript = extensions['.js'];
  const compile = Module.prototype._compile;

  /** Of a file of ours: its stamp, looked at once. */
  const stamps = new Map();
  const stampNow = (file) => {
    if (!stamps.has(file)) stamps.set(file, stampOf(file));
    return stamps.get(file);
  };
  /** What was kept of a file, where that is still what it holds. */
  const keptOf = (filename) => {
    const before = known.modules.get(filename);
    if (before === undefined || isOfPackage(filename)) return before;
    return before.stamp === stampNow(filename) ? before : undefined;
  };

  // What packages have is where it was; what is ours may have moved.
  Module._resolveFilename = function (request, parent, ...more) {
    const where = folderThatKnows(request, parent?.filename ?? '');
    if (where === null || more[1] !== undefined) return find.call(this, request, parent, ...more);
    const key = `${where}\0${request}`;
    const before = known.places.get(key);
    if (before !== undefined && (isOfPackage(before) || stampNow(before) !== undefined)) return before;
    const place = find.call(this, request, parent, ...more);
    if (isLasting(place, request, where)) news.places.set(key, place);
    return place;
  };

  /** A loader of files that loads what was kept of them as it was compiled. */
  const quickly = (load) => (module, filename) => {
    const before = keptOf(filename);
    if (before === undefined) load(module, filename);
    else module._compile(textOf(known, before), filename);
  };
  extensions['.js'] = quickly(loadScript);
  // For run-typescript.cjs.
  globalThis[Symbol.for('partner-ledger.load-quickly')] = quickly;

  Module.prototype._compile = function (written, filename, format, ...more) {
    if (format === 'module' || filename.endsWith('.mjs')) return compile.call(this, written, filename, format, ...more);
    const before = keptOf(filename);
    // Nobody reads the map of the source.
    const text = before === undefined ? written.replace(/\n\/\/# sourceMappingURL=data:\S*\s*$/, '') : written;
    const cachedData = before === undefined ? undefined : codeOf(known, before);
    const script = new vm.Script(Module.wrap(text.replace(/^#!.*/, '')), {
      filename,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (cachedData === undefined || script.cachedDataRejected) {
      const stamp = isOfPackage(filename) ? undefined : stampNow(filename);
      if (isOfPackage(filename) || stamp !== undefined) news.modules.set(filename, { script, stamp, text });
    }
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
  };

  process.once('exit', () => {
    if (news.modules.size > 0) add(news, file);
  });
}

/** Adds to what is kept what this process found and compiled. */
function add(news, file) {
  // Others may have added theirs meanwhile.
  const others = read(file);
  const { places } = others;
  const modules = new Map();
  const pieces = [];
  let at = 0;
  const keep = (name, piece, found) => {
    modules.set(name, { ...found, at });
    pieces.push(piece);
    at += piece.length;
  };
  for (const [name, found] of others.modules) {
    if (!news.modules.has(name)) keep(name, others.bytes.subarray(found.at, found.at + found.code + found.text), found);
  }
  for (const [name, { script, stamp, text }] of news.modules) {
    const [code, utf8] = [script.createCachedData(), Buffer.from(text)];
    const isAscii = utf8.length === text.length;
    keep(name, Buffer.concat([code, utf8]), { stamp, code: code.length, text: utf8.length, isAscii });
  }
  for (const [key, place] of news.places) places.set(key, place);
  write(file, { modules, places, pieces });
}

function requireOf(module) {
  const require = (name) => module.require(name);
  require.resolve = (name, options) => Module._resolveFilename(name, module, false, options);
  require.resolve.paths = (name) => Module._resolveLookupPaths(name, module);
  return Object.assign(require, { main: process.mainModule, extensions: Module._extensions, cache: Module._cache });
}

/** The project's own programs: not Jest, nor the tools that it is made with. */
function isOurs(program) {
  return program !== undefined && resolve(program).startsWith(root + sep) && !isOfPackage(resolve(program));
}

if (isMainThread && isOurs(process.argv[1]) && process.env.QUICK_START !== 'off') {
  // Later versions of Node keep what they compiled, too, but look for each module and read it all the same.
  nameTheRuntime();
  startQuickly(fileOfCache());
}
