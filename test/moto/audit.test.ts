/** The audit against moto_server, an emulator nobody here wrote: what it lacks comes out as unknown, not as a crash. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CreateReplicationGroupCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { CreateDBClusterCommand, CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonReport } from '../../shared/report/json.ts';
import { hasProgram } from '../support/programs.ts';
import { runCli } from '../support/run-cli.ts';

const region = 'eu-west-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

describe.skipIf(!hasProgram('moto_server', 'the audit against moto_server'))(
  'against moto_server',
  () => {
    let server: ChildProcess;
    let endpoint: string;
    let folder: string;

    beforeAll(async () => {
      const port = await freePort();
      endpoint = `http://127.0.0.1:${port}`;
      folder = await mkdtemp(join(tmpdir(), 'stack-auditor-moto-'));
      server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
      await answering(endpoint);
    }, 60_000);

    afterAll(async () => {
      server.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    });

    async function audit(...args: string[]) {
      const startedAt = Date.now();
      const run = await runCli(['audit', '--format', 'json', ...args], {
        cwd: folder,
        env: {
          AWS_ENDPOINT_URL: endpoint,
          AWS_REGION: region,
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        },
      });
      return { ...run, seconds: (Date.now() - startedAt) / 1000 };
    }

    it('says of an empty account that there is no deployment', async () => {
      const { code, out, err } = await audit();
      expect(code).toBe(2);
      expect(JSON.parse(out)).toMatchObject({ results: [], findings: [] });
      expect(err).not.toContain('    at ');
    }, 120_000);

    it('judges a seeded account, and says what the emulator could not answer', async () => {
      await seed(endpoint);
      const { code, out, err, seconds } = await audit();
      const report = JSON.parse(out) as JsonReport;
      const statusOf = (checkId: string) =>
        report.findings
          .filter((finding) => finding.checkId === checkId)
          .map(({ status }) => status);

      expect(err).not.toContain('    at ');
      expect(code).toBe(1);
      // Bounded: retries of what an emulator lacks must not take minutes. Generous for a loaded machine.
      expect(seconds).toBeLessThan(60);
      expect(report.results.map(({ deployment }) => deployment)).toEqual(['acme-prod-eu1']);
      expect(statusOf('rds-cluster-retention-sufficient')).toEqual(['fail']);
      expect(statusOf('rds-cluster-reader-in-other-zone')).toEqual(['fail']);
      // Claimed by no stack, in no network we know: nobody can say whose it is until it is declared.
      expect(statusOf('elasticache-group-failover-ready')).toEqual(['unknown']);
      expect(statusOf('ecs-service-redundant')).toEqual(['fail']);
      expect(statusOf('rds-cluster-restore-drilled')).toEqual(['fail']);
      // moto has no patch data: it answers an HTML page with status 500.
      expect(statusOf('ssm-instance-patched')).toEqual(['unknown']);
      expect(report.blindSpots.map(({ fact }) => fact)).toContain('ssm.patch-states');
    }, 120_000);

    it('judges what the configuration names', async () => {
      const declaration =
        'version: 1\ndeployments:\n  - name: acme-prod-eu1\n    resources: { redisGroups: [acme-redis] }\n';
      await writeFile(join(folder, 'auditor.yaml'), declaration);
      const { out } = await audit('--check', 'elasticache-group-failover-ready');
      expect((JSON.parse(out) as JsonReport).findings).toMatchObject([
        { status: 'fail', subject: { name: 'acme-redis' } },
      ]);
    }, 120_000);
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (answer !== undefined) return;
    await sleep(200);
  }
  throw new Error(`moto_server does not answer at ${url}`);
}

/** A deployment as far as the emulator can hold one: stacks with a VersionTag, and what they would have made. */
async function seed(endpoint: string): Promise<void> {
  const config = { region, endpoint, credentials };
  const cloudformation = new CloudFormationClient(config);
  for (const name of [
    '1-1-vpc',
    '2-1-db-aurora-master',
    '2-3-db-redis-general',
    '5-1-ecs-cluster',
    '5-4-ecs-services',
  ]) {
    await cloudformation.send(
      new CreateStackCommand({ StackName: `acme-prod-eu1-${name}`, TemplateBody: template }),
    );
  }
  const stackTag = (name: string) => ({
    Key: 'aws:cloudformation:stack-name',
    Value: `acme-prod-eu1-${name}`,
  });

  const rds = new RDSClient(config);
  const cluster = { Engine: 'aurora-postgresql', DBClusterIdentifier: 'acme-aurora' };
  const login = { MasterUsername: 'root1', MasterUserPassword: 'a-password-1' };
  await rds.send(
    new CreateDBClusterCommand({
      ...cluster,
      ...login,
      BackupRetentionPeriod: 1,
      Tags: [stackTag('2-1-db-aurora-master')],
    }),
  );
  await rds.send(
    new CreateDBInstanceCommand({
      ...cluster,
      DBInstanceIdentifier: 'acme-aurora-1',
      DBInstanceClass: 'db.t4g.medium',
    }),
  );

  // The emulator's stacks own no Redis group: this one is in no stack and in no network.
  await new ElastiCacheClient(config).send(
    new CreateReplicationGroupCommand({
      ReplicationGroupId: 'acme-redis',
      ReplicationGroupDescription: 'sessions',
      Engine: 'redis',
      CacheNodeType: 'cache.t4g.small',
      NumNodeGroups: 1,
      ReplicasPerNodeGroup: 0,
    }),
  );

  const ecs = new ECSClient(config);
  const lowerCaseTag = {
    key: stackTag('5-1-ecs-cluster').Key,
    value: stackTag('5-1-ecs-cluster').Value,
  };
  await ecs.send(new CreateClusterCommand({ clusterName: 'acme', tags: [lowerCaseTag] }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'gs',
      containerDefinitions: [
        {
          name: 'gs',
          image: 'thethingsindustries/lorawan-stack:3.36.2-aws',
          command: ['start', 'gs'],
          memory: 128,
        },
      ],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'acme',
      serviceName: 'gs',
      taskDefinition: 'gs',
      desiredCount: 1,
    }),
  );

  await new EC2Client(config).send(
    new RunInstancesCommand({
      ImageId: 'ami-12c6146b',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [stackTag('5-1-ecs-cluster')] }],
    }),
  );
}

const template = JSON.stringify({
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: {} } },
  Outputs: { VersionTag: { Value: '3.36.2' } },
});
