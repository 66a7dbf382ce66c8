/** Which accounts and regions to look at: those of the declared deployments, or where the credentials lead. */
import { STSClient } from '@aws-sdk/client-sts';
import type { Config } from '../shared/config/config.ts';
import { UsageError } from './exit-codes.ts';

export interface Place {
  readonly profile: string | undefined;
  readonly region: string;
}

/** Accounts and regions to look at: those of the declared deployments, or the one the credentials name. */
export async function placesOf(
  options: { readonly profile?: string; readonly region?: string },
  config: Config,
): Promise<Place[]> {
  const declared = config.deployments.filter(
    ({ region }) =>
      options.region === undefined || region === undefined || region === options.region,
  );
  const wanted = declared.map(({ profile, region }) => ({
    profile: options.profile ?? profile,
    region: options.region ?? region,
  }));
  const all = wanted.length > 0 ? wanted : [{ profile: options.profile, region: options.region }];
  const places = await Promise.all(
    all.map(async ({ profile, region }) => ({
      profile,
      region: region ?? (await defaultRegion(profile)),
    })),
  );
  for (const { region } of places) refuseNoRegion(region);
  return [...new Map(places.map((place) => [`${place.profile} ${place.region}`, place])).values()];
}

async function defaultRegion(profile: string | undefined): Promise<string> {
  try {
    return await new STSClient(profile === undefined ? {} : { profile }).config.region();
  } catch {
    throw new UsageError(
      'no region is known: pass --region, set AWS_REGION, or give the profile a region.',
    );
  }
}

function refuseNoRegion(region: string): void {
  if (!/^[a-z]{2,3}(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`"${region}" is not the name of an AWS region, like eu-west-1.`);
  }
}
