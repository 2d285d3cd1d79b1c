import { isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { TermsPath } from './terms-error';

/** A YAML text as plain values, and where in it they stand. */
export interface YamlSource {
  readonly value: unknown;
  /** The line (from 1) of the key or list entry at a path, or of the nearest group around it that the text has. */
  lineOf(path: TermsPath): number;
  /** The single value at a path, as text; empty where there is none, or a group. */
  textAt(path: TermsPath): string;
}

/** Why a text cannot be used as YAML, and on which line. */
export interface YamlFault {
  readonly line: number;
  readonly message: string;
}

/** Reads YAML 1.2. A text with faults has no value. Aliases are refused: what they repeat would have two places. */
export function readYaml(text: string): YamlSource | { readonly faults: readonly YamlFault[] } {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  // What follows the first mistake in the syntax is mostly its echo.
  const faults = yaml.errors.slice(0, 1).map(({ code, pos, message }) => ({
    offset: pos[0],
    message:
      code === 'MULTIPLE_DOCS'
        ? 'begins another document (---): write one file for each version'
        : `is not YAML: ${message}`,
  }));
  visit(yaml, {
    Alias: (_key, { source, range }) => {
      faults.push({ offset: range?.[0] ?? 0, message: `*${source} is an alias: write the value itself out here` });
    },
  });
  if (faults.length > 0) {
    return { faults: faults.map(({ offset, message }) => ({ line: lines.linePos(offset).line, message })) };
  }
  const value: unknown = yaml.toJS();
  return { value, lineOf: (path) => lineOf(yaml, lines, path), textAt: (path) => textAt(value, path) };
}

function lineOf(yaml: Document, lines: LineCounter, path: TermsPath): number {
  for (let length = path.length; length > 0; length--) {
    const group: unknown = yaml.getIn(path.slice(0, length - 1), true);
    const step = path[length - 1];
    const pair = isMap(group) ? group.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    const node: unknown = pair?.key ?? yaml.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function textAt(value: unknown, path: TermsPath): string {
  let here: unknown = value;
  for (const step of path) {
    here = typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[step] : undefined;
  }
  return typeof here === 'string' || typeof here === 'number' || typeof here === 'boolean' ? String(here) : '';
}
