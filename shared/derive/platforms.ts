/**
 * Until when an operating system gets security updates. Dated facts, last reviewed on 2026-11-23; look again when the
 * vendor's templates move to another system, or AWS to another date.
 */
import type { ManagedInstance } from '../model/ssm.ts';

interface Platform {
  readonly name: string;
  /** As Systems Manager spells them. */
  readonly platformName: string;
  readonly platformVersion: RegExp;
  /** The last day of security updates. */
  readonly supportedUntil: string;
  readonly source: `https://${string}`;
}

export const platforms: readonly Platform[] = [
  {
    name: 'Amazon Linux 1',
    platformName: 'Amazon Linux AMI',
    platformVersion: /^201\d/,
    supportedUntil: '2023-12-31',
    source: 'https://aws.amazon.com/blogs/aws/update-on-amazon-linux-ami-end-of-life/',
  },
  {
    name: 'Amazon Linux 2',
    platformName: 'Amazon Linux',
    platformVersion: /^2(\.|$)/,
    supportedUntil: '2026-06-30',
    source: 'https://aws.amazon.com/amazon-linux-2/faqs/',
  },
  {
    name: 'Amazon Linux 2023',
    platformName: 'Amazon Linux',
    platformVersion: /^2023(\.|$)/,
    supportedUntil: '2029-06-30',
    source: 'https://docs.aws.amazon.com/linux/al2023/ug/release-cadence.html',
  },
];

/** What is known of the platform an instance runs; undefined when it is none of ours. */
export function platformOf({
  platformName,
  platformVersion,
}: ManagedInstance): Platform | undefined {
  return platforms.find(
    (each) =>
      each.platformName === platformName && each.platformVersion.test(platformVersion ?? ''),
  );
}
