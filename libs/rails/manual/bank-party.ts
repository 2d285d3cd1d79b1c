/** Where somebody lives, in the fields that a bank asks for; schemes take no lines of an address. */
export interface PostalAddress {
  readonly street: string | null;
  readonly building: string | null;
  readonly postcode: string | null;
  /** `TwnNm`: no bank takes an address without. */
  readonly town: string | null;
  /** `Ctry`, ISO 3166: no bank takes an address without. */
  readonly country: string | null;
}

/** Somebody with an account at a bank, as checked when it was entered. */
export interface BankParty {
  readonly name: string;
  /** Without blanks, in capital letters. */
  readonly iban: string;
  readonly bic: string | null;
  readonly address: PostalAddress;
}

/** Whom payouts by hand of a program go to. */
export interface Payee extends BankParty {
  readonly program: string;
  /** What a payout method of rail `manual` names as its account; where it names none, the partner. */
  readonly payee: string;
}

/** From whose account the payouts of a program in a currency are paid. */
export interface Debtor extends BankParty {
  readonly program: string;
  readonly currency: string;
}
