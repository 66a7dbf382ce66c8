/** The JSON Schema of `auditor.yaml`, for editors. */
import * as z from 'zod';
import { type Configurable, configSchema } from './schema.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema (draft 7: what YAML editors read) of the configuration for these checks. It names no `$schema` and no
 * `$id`: where it is published is not ours to know here. What needs two values at once, like unique names, only the
 * loader can tell.
 */
export function jsonSchema(checks: readonly Configurable[]): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(configSchema(checks), {
    target: 'draft-07',
    io: 'input',
  });
  return schema;
}
