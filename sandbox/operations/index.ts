/** Everything the sandbox answers. */
import type { Operation, Service } from '../service.ts';
import { cloudformation } from './cloudformation.ts';
import { dynamodb } from './dynamodb.ts';
import { ec2 } from './ec2.ts';
import { ecs } from './ecs.ts';
import { elasticache } from './elasticache.ts';
import { rds } from './rds.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';

export const services: readonly Service[] = [
  cloudformation,
  dynamodb,
  ec2,
  ecs,
  elasticache,
  rds,
  ssm,
  sts,
].map((service) => ({ ...service, operations: service.operations.map(detached) }));

/** An answer is a copy: nobody may change the account by changing what it was told. */
function detached(operation: Operation): Operation {
  return {
    ...operation,
    answer: async (input, account) => structuredClone(await operation.answer(input, account)),
  };
}
