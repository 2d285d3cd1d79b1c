import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '@ledger/hosting/process/user-error';
import type { HandedIn } from '@ledger/documents/evidence/evidence';

const MOST_BYTES = 20 * 1024 * 1024;
const IN_WORDS = 'text:';

/**
 * What `--evidence` names: a file that is there, or else the text itself; after `text:` always a text. What reads like the
 * name of a file and is none is no text: a slip would be kept in place of what it rests on. Throws UserError.
 */
export function handedIn(fileOrText: string): HandedIn {
  if (fileOrText.startsWith(IN_WORDS)) return words(fileOrText.slice(IN_WORDS.length));
  if (!existsSync(fileOrText)) {
    if (readsLikeFile(fileOrText)) {
      throw new UserError(
        `--evidence ${fileOrText}: there is no such file; where these are words, write them as "${IN_WORDS}${fileOrText}"`,
      );
    }
    return words(fileOrText);
  }
  if (!statSync(fileOrText).isFile()) throw new UserError(`--evidence ${fileOrText} is no file: name one`);
  const { size } = statSync(fileOrText);
  if (size > MOST_BYTES) throw new UserError(`${fileOrText} is larger than 20 MB: hand in less of it`);
  return { name: basename(fileOrText), bytes: readEvidence(fileOrText) };
}

function words(text: string): HandedIn {
  if (text.trim() === '') throw new UserError('--evidence is empty: name a file, or say in words what it rests on');
  return { name: null, bytes: Buffer.from(text) };
}

/** It has a slash, or ends as files do: `case-7.pdf`. */
function readsLikeFile(text: string): boolean {
  return /[/\\]/.test(text) || /\.[A-Za-z][A-Za-z0-9]{1,4}$/.test(text);
}

function readEvidence(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
