import { normalisedEmail } from '@ledger/stages/facts/normalised-email';

/** Where anybody has a mailbox: such a domain tells of no company. */
const MAILBOXES: ReadonlySet<string> = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'hotmail.co.uk', 'hotmail.de', 'hotmail.fr'],
  ...['live.com', 'live.de', 'live.co.uk', 'live.fr', 'msn.com', 'passport.com', 'outlook.de', 'outlook.fr'],
  ...['yahoo.com', 'yahoo.co.uk', 'yahoo.de', 'yahoo.fr', 'yahoo.it', 'yahoo.es', 'yahoo.co.in', 'yahoo.co.jp'],
  ...[
    'ymail.com',
    'rocketmail.com',
    'aol.com',
    'aim.com',
    'icloud.com',
    'me.com',
    'mac.com',
    'privaterelay.appleid.com',
  ],
  ...['gmx.com', 'gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch', 'web.de', 'freenet.de', 't-online.de', 'arcor.de', 'mail.de'],
  ...[
    'posteo.de',
    'posteo.net',
    'mailbox.org',
    'proton.me',
    'protonmail.com',
    'protonmail.ch',
    'pm.me',
    'tutanota.com',
  ],
  ...[
    'tuta.io',
    'tuta.com',
    'hey.com',
    'fastmail.com',
    'fastmail.fm',
    'zoho.com',
    'zohomail.com',
    'mail.com',
    'email.com',
  ],
  ...['mail.ru', 'bk.ru', 'inbox.ru', 'list.ru', 'yandex.com', 'yandex.ru', 'ya.ru', 'rambler.ru', 'ukr.net', 'i.ua'],
  ...['qq.com', '163.com', '126.com', 'yeah.net', 'sina.com', 'sohu.com', 'foxmail.com', 'naver.com', 'daum.net'],
  ...[
    'hanmail.net',
    'orange.fr',
    'wanadoo.fr',
    'free.fr',
    'sfr.fr',
    'laposte.net',
    'bbox.fr',
    'libero.it',
    'virgilio.it',
  ],
  ...[
    'tiscali.it',
    'alice.it',
    'tin.it',
    'btinternet.com',
    'virginmedia.com',
    'sky.com',
    'talktalk.net',
    'ntlworld.com',
  ],
  ...[
    'comcast.net',
    'verizon.net',
    'att.net',
    'sbcglobal.net',
    'bellsouth.net',
    'cox.net',
    'charter.net',
    'earthlink.net',
  ],
  ...['rediffmail.com', 'uol.com.br', 'bol.com.br', 'terra.com.br', 'ig.com.br', 'seznam.cz', 'centrum.cz', 'wp.pl'],
  ...[
    'o2.pl',
    'onet.pl',
    'interia.pl',
    'bluewin.ch',
    'hispeed.ch',
    'skynet.be',
    'telenet.be',
    'ziggo.nl',
    'kpnmail.nl',
  ],
  ...[
    'home.nl',
    'xs4all.nl',
    'online.no',
    'telia.com',
    'hushmail.com',
    'duck.com',
    'simplelogin.com',
    'mailinator.com',
  ],
]);

/** The domain of the company whose address an e-mail is; null: it is no address, or of a provider of mailboxes. */
export function companyDomain(email: string): string | null {
  const address = normalisedEmail(email);
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).replace(/\.$/, '');
  if (at < 1 || !/^[^\s@]+\.[^\s@.]{2,}$/.test(domain) || MAILBOXES.has(domain)) return null;
  return domain;
}
