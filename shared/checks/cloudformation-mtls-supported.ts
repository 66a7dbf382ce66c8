/** Where gateways are asked for client certificates, the bucket of their authorities and images that look at them are there. */
import { definitionIn } from '../derive/components.ts';
import { stackImages } from '../derive/images.ts';
import { minorOf } from '../derive/minor-versions.ts';
import { judgeNeeded } from '../derive/needed-templates.ts';
import { byDeployment } from '../derive/stacks.ts';
import { isOn } from '../derive/switches.ts';
import { defineCheck, fail, notApplicable, pass, unsure, type Verdict } from '../model/check.ts';
import type { Stack } from '../model/cloudformation.ts';
import type { ClusterServices, TaskDefinition } from '../model/ecs.ts';
import { type Fact, missing } from '../model/fact.ts';
import { deploymentRef, type ResourceRef } from '../model/target.ts';

const bucketTemplate = '2-4c-mtls-s3';
/** Of version 3. Earlier images ended mutual TLS in another way, with other settings. */
const neededMinor = 30;

export default defineCheck({
  id: 'cloudformation-mtls-supported',
  practice: 'configuration',
  title: 'Mutual TLS is on only where everything for it is deployed',
  severity: 'high',
  why: 'The proxy hands client certificates on, and the stack compares them with the authorities in the bucket: without either no gateway gets its configuration.',
  fix: `Deploy ${bucketTemplate} and update all images to 3.${neededMinor} or newer, or set LBSCUPSmTLSEnabled to false in all stacks.`,
  docs: 'https://www.thethingsindustries.com/docs/enterprise/aws/ecs/mutual-tls/',
  catalogueIds: ['MTL-02'],
  controls: [],
  needs: ['cloudformation.stacks'],
  wants: ['ecs.services', 'ecs.task-definitions'],
  run: (facts, context) => {
    const stacks = facts['cloudformation.stacks'];
    const subject = deploymentRef(context.deployment);
    const bucket = judgeNeeded(byDeployment(stacks, context.deployment), {
      template: bucketTemplate,
      switchesOn: ({ parameters }) => isOn(parameters.LBSCUPSmTLSEnabled) === true,
      what: 'mutual TLS',
    });
    return bucket.length === 0
      ? [judgeUnset(subject, stacks)]
      : [...bucket, judgeImages(subject, facts['ecs.services'], facts['ecs.task-definitions'])];
  },
});

function judgeUnset(subject: ResourceRef, stacks: readonly Stack[]): Verdict {
  const strange = stacks.find(
    ({ parameters: { LBSCUPSmTLSEnabled: value } }) =>
      value !== undefined && isOn(value) === undefined,
  );
  if (strange === undefined) return notApplicable(subject, 'has mutual TLS switched on nowhere');
  const detail = `${strange.name} has LBSCUPSmTLSEnabled ${strange.parameters.LBSCUPSmTLSEnabled}, neither on nor off`;
  return unsure(subject, missing('unsupported', detail));
}

function judgeImages(
  subject: ResourceRef,
  services: Fact<readonly ClusterServices[]>,
  definitions: Fact<readonly TaskDefinition[]>,
): Verdict {
  if (!services.known) return unsure(subject, services);
  if (!definitions.known) return unsure(subject, definitions);
  const lists = services.value.map((row) => row.services);
  const runs = lists
    .flatMap((list) => (list.known ? list.value : []))
    .map((service) => ({ service, definition: definitionIn(service, definitions.value) }));
  const images = runs.flatMap(({ service: { name }, definition }) =>
    definition.known
      ? stackImages(definition.value).map((image) => ({ name, image, minor: minorOf(image) }))
      : [],
  );
  const old = images.find(({ minor }) => minor !== undefined && minor < neededMinor);
  if (old !== undefined) {
    const wanted = `for mutual TLS 3.${neededMinor} is wanted`;
    return fail(subject, `runs ${old.name} on ${old.image.tag}; ${wanted}`);
  }
  const unread = [...lists, ...runs.map(({ definition }) => definition)].find(
    (fact) => !fact.known,
  );
  if (unread !== undefined) return unsure(subject, unread);
  const unnamed = images.find(({ minor }) => minor === undefined);
  if (unnamed !== undefined) {
    const detail = `runs ${unnamed.name} on an image that names no version`;
    return unsure(subject, missing('unsupported', detail));
  }
  return images.length === 0
    ? notApplicable(subject, 'runs no image of The Things Stack')
    : pass(subject, `runs 3.${neededMinor} or newer, as mutual TLS needs`);
}
