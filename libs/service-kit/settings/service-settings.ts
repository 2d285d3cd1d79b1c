import { z } from 'zod';
import { parseEnvironment, readHttpSettings, type Environment, type HttpSettings } from './http-settings';

/** What a service that runs alone needs to know. */
export interface ServiceSettings {
  readonly http: HttpSettings;
  /** The Postgres with the read models and the tokens. */
  readonly databaseUrl: string;
  /** Files of terms; empty: the programs that ship with the project. */
  readonly termsFiles: readonly string[];
}

const environmentSchema = z.object({
  LEDGER_DATABASE_URL: z
    .string({ error: 'is missing: the Postgres of the read models, as postgresql://user:password@host:5432/database' })
    .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgresql://' }),
  LEDGER_TERMS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((file) => file.trim())
        .filter((file) => file !== ''),
    ),
});

/**
 * The settings of a service of its own from environment variables named LEDGER_….
 * @throws SettingsError naming every variable that is missing or wrong
 */
export function readServiceSettings(environment: Environment): ServiceSettings {
  const env = parseEnvironment(environmentSchema, environment);
  return {
    http: readHttpSettings(environment),
    databaseUrl: env.LEDGER_DATABASE_URL,
    termsFiles: env.LEDGER_TERMS,
  };
}
