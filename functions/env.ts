/** The environment variables of the functions, validated once, when a function starts. */
import * as z from 'zod';

const environment = z.object({
  /** The auditor's table. */
  TABLE_NAME: z.string().min(1),
  /** Set by Lambda. */
  AWS_REGION: z.string().min(1),
});

export type Environment = z.output<typeof environment>;

/** Throws an error that names every variable that is missing or wrong. */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): Environment {
  const parsed = environment.safeParse(variables);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`the function's environment is not complete: ${problems.join('; ')}`);
}
