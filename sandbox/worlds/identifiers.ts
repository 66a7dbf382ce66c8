/** Ids that look as AWS makes them up, yet are always the same for the same thing. */
import { createHash } from 'node:crypto';
import type { Account } from '../account.ts';

const digits = '0123456789';
const lowercase = 'abcdefghijklmnopqrstuvwxyz';
const uppercase = lowercase.toUpperCase();

/** Hexadecimal digits, up to 64. */
export function hex(seed: string, length: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length);
}

/** Letters and digits, up to 32. */
export function letters(seed: string, length: number, alphabet = lowercase + digits): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, length);
  return [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** `i-`, `vpc-`, `subnet-` and their like. */
export function ec2Id(kind: string, seed: string): string {
  return `${kind}-${hex(`${kind} ${seed}`, 17)}`;
}

export function uuid(seed: string): string {
  const text = hex(seed, 32);
  return [0, 8, 12, 16, 20]
    .map((start, part) => text.slice(start, [8, 12, 16, 20, 32][part]))
    .join('-');
}

/** The name CloudFormation gives what it creates: stack, logical id and a suffix of its own. */
export function physicalId(stackName: string, logicalId: string): string {
  const suffix = letters(`${stackName} ${logicalId}`, 12, uppercase + lowercase + digits);
  return `${stackName}-${logicalId}-${suffix}`;
}

// RDS allows 63 characters; CloudFormation shortens the stack's name to keep its own suffix.
const databaseIdLength = 63;

/** The same for databases, whose names are lower case and short. */
export function databaseId(stackName: string, logicalId: string): string {
  const tail = `-${logicalId.toLowerCase()}-${letters(`${stackName} ${logicalId}`, 12)}`;
  return stackName.slice(0, databaseIdLength - tail.length) + tail;
}

/** The same for replication groups: 40 characters are too few for a stack's name, so next to nothing of it is left. */
export function replicationGroupId(stackName: string, logicalId: string): string {
  return `${stackName.slice(0, 2)}r${letters(`${stackName} ${logicalId}`, 13)}`;
}

/** An IPv4 address set aside for documentation: https://www.rfc-editor.org/rfc/rfc5737 */
export function publicAddress(seed: string): string {
  return `203.0.113.${Number.parseInt(hex(seed, 2), 16)}`;
}

export function arn(account: Account, service: string, resource: string): string {
  return `arn:aws:${service}:${account.region}:${account.id}:${resource}`;
}

export function stackArn(account: Account, stackName: string): string {
  return arn(account, 'cloudformation', `stack/${stackName}/${uuid(`stack ${stackName}`)}`);
}
