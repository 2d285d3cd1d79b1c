// Lets the processes that tests start load the project in half the time; jest-options.cjs names it in NODE_OPTIONS.
// Hundreds of them load the same two thousand modules, and most of what they compute is finding, reading and compiling
// these: what one of them found and compiled is kept for the others. Modules do what they always do, only the stacks of
// errors name built files; a file of ours that changed is compiled anew. QUICK_START=off does without.
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
const digestOf = (text) => createHash('sha1').update(text).digest('base64');

/** Code is good for the same Node and options; what packages hold, until others are installed. */
function fileOfCache() {
  const { size, mtimeMs } = statSync(join(packages, '.package-lock.json'));
  const what = [process.version, process.arch, ...process.execArgv, size, mtimeMs].join(' ');
  return join(folder, digestOf(what).replace(/\W/g, '-'));
}

/**
 * By file: where in `bytes` its code is, and of a package's its text, else the digest of it; by folder and name: where a
 * package's file is. What a process does not load, it does not take out of the bytes either.
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
  return /^[a-z@]/.test(request) && from.startsWith(root + sep) ? root : null;
}

function startQuickly(file) {
  const known = read(file);
  const news = { modules: new Map(), places: new Map() };
  const { _resolveFilename: find, _extensions: extensions } = Module;
  const loadScript = extensions['.js'];
  const compile = Module.prototype._compile;

  // What packages name, they find where it is, and so do we what packages have; what is ours may have moved.
  Module._resolveFilename = function (request, parent, ...more) {
    const where = folderThatKnows(request, parent?.filename ?? '');
    if (where === null || more[1] !== undefined) return find.call(this, request, parent, ...more);
    const key = `${where}\0${request}`;
    const place = known.places.get(key) ?? find.call(this, request, parent, ...more);
    if (isOfPackage(place) && !known.places.has(key)) news.places.set(key, place);
    return place;
  };

  extensions['.js'] = (module, filename) => {
    const before = isOfPackage(filename) ? known.modules.get(filename) : undefined;
    if (before === undefined) loadScript(module, filename);
    else module._compile(textOf(known, before), filename);
  };

  Module.prototype._compile = function (text, filename, format, ...more) {
    if (format === 'module' || filename.endsWith('.mjs')) return compile.call(this, text, filename, format, ...more);
    const digest = isOfPackage(filename) ? undefined : digestOf(text);
    const before = known.modules.get(filename);
    const cachedData = before !== undefined && before.digest === digest ? codeOf(known, before) : undefined;
    const script = new vm.Script(Module.wrap(text.replace(/^#!.*/, '')), {
      filename,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (cachedData === undefined || script.cachedDataRejected) {
      news.modules.set(filename, { script, digest, text: digest === undefined ? text : '' });
    }
    const run = script.runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
  };

  process.once('exit', () => {
    if (news.modules.size === 0) return;
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
      if (!news.modules.has(name))
        keep(name, others.bytes.subarray(found.at, found.at + found.code + found.text), found);
    }
    for (const [name, { script, digest, text }] of news.modules) {
      const [code, utf8] = [script.createCachedData(), Buffer.from(text)];
      const isAscii = utf8.length === text.length;
      keep(name, Buffer.concat([code, utf8]), { digest, code: code.length, text: utf8.length, isAscii });
    }
    for (const [key, place] of news.places) places.set(key, place);
    write(file, { modules, places, pieces });
  });
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
  // Later versions of Node do it themselves.
  if (Module.enableCompileCache !== undefined) Module.enableCompileCache(folder);
  else startQuickly(fileOfCache());
}
