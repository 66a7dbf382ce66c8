/** Everything the sandbox answers. */
import type { Operation, Service } from '../service.ts';
import { acm } from './acm.ts';
import { autoscaling } from './autoscaling.ts';
import { backup } from './backup.ts';
import { cloudformation } from './cloudformation.ts';
import { cloudwatch } from './cloudwatch.ts';
import { dynamodb } from './dynamodb.ts';
import { ec2 } from './ec2.ts';
import { ecs } from './ecs.ts';
import { efs } from './efs.ts';
import { elasticache } from './elasticache.ts';
import { elbv2 } from './elbv2.ts';
import { events } from './events.ts';
import { rds } from './rds.ts';
import { s3 } from './s3.ts';
import { sns } from './sns.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';

export const services: readonly Service[] = [
  acm,
  autoscaling,
  backup,
  cloudformation,
  cloudwatch,
  dynamodb,
  ec2,
  ecs,
  efs,
  elasticache,
  elbv2,
  events,
  rds,
  s3,
  sns,
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
