import { SaxesParser } from 'saxes';

/** An element of a document, by its local name. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** A text is no document that is read here. */
export class NotXml extends Error {
  override readonly name = 'NotXml';
}

const DEEPEST = 50;

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
}

/**
 * Reads well-formed XML. A document type is refused, so that nothing is expanded or fetched, and so is what is nested
 * more deeply than a statement is. Throws NotXml.
 */
export function xmlTree(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Growing[] = [];
  let root: XmlElement | null = null;
  parser.on('error', (error) => {
    throw new NotXml(error.message);
  });
  parser.on('doctype', () => {
    throw new NotXml('it has a document type, which no notification of a bank has');
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= DEEPEST) throw new NotXml(`its elements are nested more than ${DEEPEST} deep`);
    const values = Object.entries(attributes).map(([name, attribute]) => [name, attribute.value]);
    const attributeValues = Object.fromEntries(values) as Record<string, string>;
    const element: Growing = { name: local, namespace: uri, attributes: attributeValues, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  const add = (piece: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  if (root === null) throw new NotXml('there is no element in it');
  return root;
}

/** The first element on a path of names; undefined: there is none. */
export function at(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (found, name) => found?.children.find((child) => child.name === name),
    element,
  );
}

/** Its text without blanks around it; null: there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | null {
  const text = at(element, ...path)?.text.trim() ?? '';
  return text === '' ? null : text;
}

export function allAt(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
