import { join } from 'node:path';
import vm from 'node:vm';

type Adds = (module: object, by: number) => unknown;

/** As Jest makes a module's function, in the context of a file of tests; the environment of the tests has changed how. */
function compile(text: string, context: vm.Context): Adds {
  const options = { filename: join(__dirname, 'no-such-module.js'), parsingContext: context };
  return vm.compileFunction(text, ['module', 'by'], options) as Adds;
}

describe('a module that is compiled once for all files of tests', () => {
  const text = `'use strict';\nseen += by;\nreturn [seen, this === undefined];`;

  it('runs in the context of each, and shares nothing between them', () => {
    const [one, other] = [vm.createContext({ seen: 1 }), vm.createContext({ seen: 10 })];
    expect(compile(text, one)({}, 1)).toEqual([2, true]);
    expect(compile(text, other)({}, 1)).toEqual([11, true]);
    expect(compile(text, one)({}, 1)).toEqual([3, true]);
  });

  it('knows the globals of its context, and those that a test replaces as they are then', () => {
    const context = vm.createContext({ Date: { now: () => 1 } });
    const knows = compile('return [new Map() instanceof by, Math.floor(1.5), Date.now()]', context) as (
      ...args: unknown[]
    ) => unknown;
    expect(knows({}, vm.runInContext('Map', context))).toEqual([true, 1, 1]);
    vm.runInContext('Math.floor = () => 7; Date = { now: () => 2 }', context);
    expect(knows({}, Map)).toEqual([false, 7, 2]);
  });

  it('may have names of its own that are those of globals', () => {
    const context = vm.createContext();
    expect(compile(`const Map = 5; class Set {}; return [Map, new Set() instanceof Set]`, context)({}, 1)).toEqual([
      5,
      true,
    ]);
  });

  it('is another one when its text is', () => {
    const context = vm.createContext({ seen: 1 });
    expect(compile('return by', context)({}, 7)).toBe(7);
    expect(compile('return -by', context)({}, 7)).toBe(-7);
  });

  it('names its own lines and columns in errors', () => {
    const third = compile(`\n\nreturn new Error('x').stack`, vm.createContext());
    expect(third({}, 1)).toContain('no-such-module.js:3:8');
    expect(compile(`return new Error('x').stack`, vm.createContext())({}, 1)).toContain('no-such-module.js:1:8');
  });
});
