import { describe, expect, it } from 'vitest';
import { serviceOnInstances } from '../../../shared/derive/launch-types.ts';
import { known } from '../../../shared/model/fact.ts';
import { aClusterServices, anEcsService, denied } from '../../support/builders.ts';

const launched = (...types: readonly (string | null)[]) =>
  aClusterServices({
    services: known(
      types.map((launchType, n) => anEcsService({ name: `${launchType}-${n}`, launchType })),
    ),
  });
const unread = aClusterServices({ services: denied('ecs:ListServices') });

describe('a service on container instances', () => {
  it('is one that is launched on EC2, whatever else cannot be told', () => {
    const answer = serviceOnInstances([unread, launched(null, 'FARGATE', 'EC2')]);
    expect(answer).toMatchObject({ known: true, value: { name: 'EC2-2' } });
  });

  it('is none where all run elsewhere', () => {
    expect(serviceOnInstances([launched('FARGATE', 'EXTERNAL')])).toEqual(known(undefined));
    expect(serviceOnInstances([])).toEqual(known(undefined));
  });

  it('cannot be told while services are unread, or AWS does not say where one runs', () => {
    expect(serviceOnInstances([launched('FARGATE'), unread])).toEqual(denied('ecs:ListServices'));
    expect(serviceOnInstances([launched('FARGATE', null)])).toMatchObject({
      known: false,
      detail: 'AWS does not say whether null-1 runs on container instances',
    });
  });
});
