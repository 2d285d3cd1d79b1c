import { link } from 'node:fs/promises';
import { hasCode } from '../system-error';

/** Gives a file a second name; answers whether it did: a link appears whole or not at all, and only one process can make it. */
export async function linkedOnce(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}
