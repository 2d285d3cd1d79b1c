import type { Random } from '@tools/histories/random';

/** Who a partner is. The id says nothing about the person: names and e-mails must be erasable. */
export interface PartnerIdentity {
  readonly partner: string;
  readonly type: string;
  readonly name: string;
  readonly email: string;
  readonly company: string;
}

/** Who a customer is; again only the id goes on into the ledger. */
export interface CustomerIdentity {
  readonly customer: string;
  readonly name: string;
  readonly email: string;
  readonly company: string;
}

const FIRST_NAMES = [
  'Amara',
  'Anders',
  'Beatriz',
  'Callum',
  'Chiara',
  'Daichi',
  'Elif',
  'Emeka',
  'Farah',
  'Freya',
  'Gabriel',
  'Hana',
  'Ilse',
  'Ines',
  'Jonas',
  'Kavya',
  'Leonie',
  'Linh',
  'Mateo',
  'Mira',
  'Nadia',
  'Noor',
  'Oskar',
  'Petra',
  'Quentin',
  'Rafael',
  'Rosa',
  'Saoirse',
  'Selin',
  'Tariq',
  'Thandi',
  'Tomasz',
  'Ulrike',
  'Viktor',
  'Wanjiru',
  'Yara',
  'Yuto',
  'Zofia',
];

const LAST_NAMES = [
  'Abara',
  'Almeida',
  'Bakker',
  'Bergström',
  'Castellano',
  'Dlamini',
  'Eriksen',
  'Fontaine',
  'Grabowski',
  'Haddad',
  'Ito',
  'Jansen',
  'Kaplan',
  'Keller',
  'Lindqvist',
  'Mbeki',
  'Moreau',
  'Nakamura',
  'Novak',
  'Okafor',
  'Öztürk',
  'Papadakis',
  'Quispe',
  'Rao',
  'Rossi',
  'Santos',
  'Schreiber',
  'Suzuki',
  'Tanaka',
  'Ueda',
  'Vargas',
  'Visser',
  'Walsh',
  'Yilmaz',
  'Zhang',
];

const COMPANY_STEMS = [
  'Amberfield',
  'Bluewater',
  'Brightside',
  'Cinder Hill',
  'Coldbrook',
  'Copperleaf',
  'Driftwood',
  'Eastgate',
  'Fernway',
  'Foxglove',
  'Granite Bay',
  'Greenlane',
  'Halcyon',
  'Harborview',
  'Ironbridge',
  'Juniper Row',
  'Kitebrook',
  'Larkspur',
  'Lighthouse',
  'Millstone',
  'Moonrise',
  'Northwick',
  'Oakhaven',
  'Old Quay',
  'Paperboat',
  'Pinecrest',
  'Quarry Lane',
  'Redcliff',
  'Riverstone',
  'Saltmarsh',
  'Silverline',
  'Stonegate',
  'Summerset',
  'Tallgrass',
  'Thistledown',
  'Underhill',
  'Violet Sky',
  'Westerly',
  'Whitewood',
  'Wildflower',
  'Windmill',
  'Yellowfin',
];

const CUSTOMER_TRADES = [
  'Foods',
  'Dental',
  'Logistics',
  'Outdoor',
  'Robotics',
  'Clinics',
  'Bakery',
  'Motors',
  'Textiles',
  'Travel',
  'Energy',
  'Books',
];

const PARTNER_TRADES = ['Consulting', 'Digital', 'Advisory', 'Systems', 'Studio', 'Partners'];

/** Hands out people and companies that do not exist; nobody appears twice. E-mails are at `.example` domains. */
export class FictionalDirectory {
  private readonly people: string[];
  private readonly customerCompanies: string[];
  private readonly partnerCompanies: string[];
  private customers = 0;

  constructor(random: Random) {
    this.people = random.shuffled(FIRST_NAMES.flatMap((first) => LAST_NAMES.map((last) => `${first} ${last}`)));
    this.customerCompanies = combined(random, CUSTOMER_TRADES);
    this.partnerCompanies = combined(random, PARTNER_TRADES);
  }

  /** A partner of the given id and type. */
  partner(partner: string, type: string): PartnerIdentity {
    return { partner, type, ...contactAt(this.pick(this.people), this.pick(this.partnerCompanies)) };
  }

  /** The next customer; ids count up from `cus-1001`. */
  customer(): CustomerIdentity {
    this.customers += 1;
    return {
      customer: `cus-${1000 + this.customers}`,
      ...contactAt(this.pick(this.people), this.pick(this.customerCompanies)),
    };
  }

  private pick(names: string[]): string {
    const name = names.pop();
    if (name === undefined) throw new Error('The directory has run out of fictional names: add some to its lists');
    return name;
  }
}

function combined(random: Random, trades: readonly string[]): string[] {
  return random.shuffled(COMPANY_STEMS.flatMap((stem) => trades.map((trade) => `${stem} ${trade}`)));
}

function contactAt(name: string, company: string): { name: string; email: string; company: string } {
  return { name, email: `${asciiOf(name, '.')}@${asciiOf(company, '-')}.example`, company };
}

/** Lower case letters with the given separator: `Jonas Öztürk` becomes `jonas.ozturk`. */
function asciiOf(text: string, separator: string): string {
  return text
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replace(/ +/g, separator);
}
