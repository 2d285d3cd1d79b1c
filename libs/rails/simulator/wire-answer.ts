/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function okAnswer(body: object): WireAnswer {
  return { status: 200, headers: {}, body: JSON.stringify(body) };
}

/** An error in Stripe's form. */
export function errorAnswer(status: number, type: string, code: string | null, message: string): WireAnswer {
  const error = { type, message, ...(code === null ? {} : { code }) };
  return { status, headers: {}, body: JSON.stringify({ error }) };
}
