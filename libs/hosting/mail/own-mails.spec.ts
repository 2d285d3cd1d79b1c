import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOwnMails } from './own-mails';

describe('a folder of mails', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mails-'));
    await mkdir(join(folder, 'plixo'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const write = (file: string, text: string) => writeFile(join(folder, 'plixo', file), text);

  it('has the words of the programs that it names', async () => {
    await write('statement-ready.de.txt', 'Subject: Abrechnung {month}\n\nDa ist sie.\n\n{path}\n');
    const own = await readOwnMails(folder);
    expect(own.find('plixo', 'statement-ready', 'de')).toEqual({
      subject: 'Abrechnung {month}',
      paragraphs: ['Da ist sie.', '{path}'],
    });
    expect(own.find('plixo', 'statement-ready', 'en')).toBeNull();
    expect(own.find('reseller', 'statement-ready', 'de')).toBeNull();
    expect((await readOwnMails(null)).find('plixo', 'statement-ready', 'de')).toBeNull();
  });

  it.each([
    ['statement.de.txt', 'Subject: x\n\ny', 'a mail is called TEMPLATE.LANGUAGE.txt'],
    ['statement-ready.fr.txt', 'Subject: x\n\ny', 'a mail is called TEMPLATE.LANGUAGE.txt'],
    ['statement-ready.de.txt', 'Hallo\n\ny', 'it has to begin with Subject: …'],
    [
      'statement-ready.de.txt',
      'Subject: x\n\n{amount}',
      '{amount} is nothing that statement-ready has: program, name, path, month',
    ],
  ])('is refused with %s that says %j', async (file, text, message) => {
    await write(file, text);
    await expect(readOwnMails(folder)).rejects.toThrow(message);
  });

  it('is refused where it cannot be read', async () => {
    await expect(readOwnMails(join(folder, 'none'))).rejects.toThrow('cannot be read');
  });
});
