/** STS: who is asking. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { operation, type Service } from '../service.ts';

export const sts: Service = {
  signingName: 'sts',
  client: STSClient,
  operations: [
    operation(GetCallerIdentityCommand, (_input, account) => ({
      Account: account.id,
      Arn: `arn:aws:sts::${account.id}:assumed-role/stack-auditor/sandbox`,
      UserId: 'AROASANDBOXSANDBOX000:sandbox',
    })),
  ],
};
