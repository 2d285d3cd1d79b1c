import type { z } from 'zod';
import { SettingsError } from './settings-error';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what a schema names from an environment (empty: not set). Throws SettingsError. */
export function parseEnvironment<S extends z.ZodType>(schema: S, environment: Environment): z.output<S> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
}
