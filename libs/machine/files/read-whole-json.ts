import { readFile } from 'node:fs/promises';
import { hasCode } from '../system-error';

/**
 * What a file says that is written whole; null: it is not there, or only a part of it is: a disk was full, or the machine
 * lost power, when a release wrote it that did not write whole files.
 */
export async function readWholeJson<T extends object>(path: string): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as T) : null;
  } catch {
    return null;
  }
}
