// The environment of Jest's tests: Node's, in which what one test file loaded is not compiled again for the next. Each
// file of tests loads its modules anew, in a context of its own, up to two thousand of them; their text is the same.
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/**
 * Of the language, and replaced by no test: a module finds them at once. Looked up as globals of a context they cost as
 * much as a call, at each `Math.floor`.
 */
const KNOWN_GLOBALS = [
  ...['Array', 'BigInt', 'Boolean', 'Error', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'RegExp', 'Set'],
  ...['Reflect', 'String', 'Symbol', 'TypeError', 'Uint8Array', 'WeakMap', 'Infinity', 'NaN', 'undefined'],
];
const values = new vm.Script(`[${KNOWN_GLOBALS.join(', ')}]`);
/** By context. */
const globalsOf = new WeakMap();

function globalsIn(context) {
  if (!globalsOf.has(context)) globalsOf.set(context, values.runInContext(context));
  return globalsOf.get(context);
}

/** By file: its text, the script made of it, and what an `import()` of it is answered by now. */
const compiled = new Map();
const compileFunction = vm.compileFunction;

function functionOf(text, parameters, options) {
  const { filename, parsingContext, importModuleDynamically, ...others } = options ?? {};
  if (filename === undefined || parsingContext === undefined || Object.keys(others).length > 0) {
    return compileFunction(text, parameters, options);
  }
  const before = `((${KNOWN_GLOBALS.join(', ')}) => function (${parameters.join(', ')}) {`;
  let known = compiled.get(filename);
  if (known === undefined || known.before !== before || known.text !== text) {
    known = { before, text };
    known.script = new vm.Script(`${before}${text}\n})`, {
      filename,
      // Errors name the columns of the file.
      columnOffset: -before.length,
      importModuleDynamically: (...args) => known.importModuleDynamically(...args),
    });
    compiled.set(filename, known);
  }
  known.importModuleDynamically = importModuleDynamically;
  return known.script.runInContext(parsingContext)(...globalsIn(parsingContext));
}

vm.compileFunction = functionOf;

module.exports = TestEnvironment;
