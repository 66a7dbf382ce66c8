import check from '../../../shared/checks/cloudformation-deployment-isolated-from-staging.ts';
import {
  aDbInstance,
  aDeployment,
  aGroup,
  anInstance,
  aTarget,
  denied,
} from '../../support/builders.ts';
import { testCheck } from '../../support/check-tester.ts';

const nearby = aDeployment({ name: 'test', environment: 'staging' });
const elsewhere = {
  'counterpart.deployments': [{ ...nearby, target: aTarget({ accountId: '444455556666' }) }],
};
/** Two networks in one account. */
const apart = {
  'rds.instances': [aDbInstance()],
  'elasticache.groups': [aGroup()],
  'ec2.instances': [anInstance()],
  'counterpart.deployments': [nearby],
  'counterpart.instances': [aDbInstance({ vpcId: 'vpc-test' })],
  'counterpart.groups': [aGroup({ vpcId: 'vpc-test' })],
};

testCheck(check, {
  pass: [
    {
      name: 'in two networks of one account',
      facts: apart,
      subject: 'acme',
      reason: 'shares the account with staging, and no network',
    },
    {
      name: 'in another account',
      facts: { ...apart, ...elsewhere },
      reason: 'is in another account or region than staging',
    },
    {
      name: 'in another region, and nothing is known of its network',
      facts: {
        ...apart,
        'counterpart.deployments': [{ ...nearby, target: aTarget({ region: 'eu-central-1' }) }],
        'counterpart.instances': [],
        'counterpart.groups': [],
      },
    },
    {
      name: 'a machine that is gone',
      facts: { ...apart, 'ec2.instances': [anInstance({ state: 'terminated', vpcId: null })] },
    },
  ],
  fail: [
    {
      name: 'the database is in the network of staging',
      facts: { ...apart, 'rds.instances': [aDbInstance({ vpcId: 'vpc-test' })] },
      subject: 'acme',
      severity: 'medium',
      reason: 'shares vpc-test with staging',
    },
    {
      name: 'a Redis group is in the network of staging',
      facts: { ...apart, 'elasticache.groups': [aGroup({ vpcId: 'vpc-test' })] },
    },
    {
      name: 'a machine is in the network of staging',
      facts: { ...apart, 'ec2.instances': [anInstance({ vpcId: 'vpc-test' })] },
    },
    {
      name: 'a database of staging is in the network of production',
      facts: { ...apart, 'counterpart.instances': [aDbInstance()] },
      reason: 'shares vpc-acme with staging',
    },
    {
      name: 'a Redis group of staging is in the network of production',
      facts: { ...apart, 'counterpart.groups': [aGroup()] },
    },
    {
      name: 'a network that two accounts share',
      facts: { ...apart, ...elsewhere, 'counterpart.groups': [aGroup()] },
    },
    {
      name: 'two networks in common, each said once',
      facts: {
        ...apart,
        'rds.instances': [aDbInstance({ vpcId: 'vpc-test' }), aDbInstance()],
        'counterpart.instances': [aDbInstance({ vpcId: 'vpc-test' }), aDbInstance()],
      },
      reason: 'shares vpc-acme and vpc-test with staging',
    },
  ],
  unknown: [
    {
      name: 'the databases of staging may not be listed',
      facts: { ...apart, 'counterpart.instances': denied('rds:DescribeDBInstances') },
    },
    {
      name: 'nothing of staging is in a network',
      facts: { ...apart, 'counterpart.instances': [], 'counterpart.groups': [] },
      subject: 'acme',
      reason: 'AWS does not say in which network all of staging is',
    },
    {
      name: 'nothing of production is in a network',
      facts: { ...apart, 'rds.instances': [], 'elasticache.groups': [], 'ec2.instances': [] },
      reason: 'AWS does not say in which network all of production is',
    },
    {
      name: 'AWS does not say where a group of staging is',
      facts: {
        ...apart,
        'counterpart.groups': [aGroup({ vpcId: 'vpc-test' }), aGroup({ vpcId: null })],
      },
    },
    {
      name: 'AWS does not say where a group of production is',
      facts: { ...apart, 'elasticache.groups': [aGroup({ vpcId: null })] },
    },
    {
      name: 'one of two staging deployments is in the same account',
      facts: {
        ...apart,
        'counterpart.deployments': [...elsewhere['counterpart.deployments'], nearby],
        'counterpart.groups': [aGroup({ vpcId: null })],
      },
    },
  ],
  notApplicable: [
    {
      name: 'no staging deployment',
      facts: {
        ...apart,
        'counterpart.deployments': [],
        'counterpart.instances': [],
        'counterpart.groups': [],
      },
      reason: 'has no staging deployment to compare with',
    },
    { name: 'staging itself', facts: apart, deployment: { environment: 'staging' } },
  ],
});
