import { describe, expect, it } from 'vitest';
import { compareVersions, stackImages } from '../../../shared/derive/images.ts';

const imagesOf = (...images: readonly string[]) =>
  stackImages({ containers: images.map((image) => ({ name: 'main', image, command: [] })) });

describe('an image of The Things Stack', () => {
  it.each<[string, string, boolean, string | undefined]>([
    ['thethingsindustries/lorawan-stack:3.36.2-aws', '3.36.2-aws', false, '3.36.2'],
    ['docker.io/thethingsindustries/lorawan-stack:3.36.2', '3.36.2', false, '3.36.2'],
    ['a.example:5000/x/thethingsindustries/lorawan-stack:3.36-aws', '3.36-aws', false, undefined],
    ['thethingsindustries/lorawan-stack', '', false, undefined],
    ['thethingsindustries/lorawan-stack@sha256:00ff', '', true, undefined],
    ['thethingsindustries/lorawan-stack:3.36.2@sha256:00ff', '3.36.2', true, '3.36.2'],
  ])('%s is read', (image, tag, digest, version) => {
    expect(imagesOf(image)).toEqual([{ tag, digest, version }]);
  });

  it.each([
    'busybox',
    'thethingsnetwork/lorawan-stack:3.36.2',
    'notthethingsindustries/lorawan-stack:3.36.2',
    'ghcr.io/thethingsindustries/lorawan-stack-noc-grafana:3.36.2',
    'thethingsindustries/aws-certbot-dns-route53:latest',
  ])('%s is none', (image) => {
    expect(imagesOf(image)).toEqual([]);
  });
});

describe('versions', () => {
  it('are compared number by number', () => {
    const versions = ['3.36.2', '3.9.10', '3.36.10', '3.9.9', '3.26.0'];
    expect(versions.sort(compareVersions)).toEqual([
      '3.9.9',
      '3.9.10',
      '3.26.0',
      '3.36.2',
      '3.36.10',
    ]);
    expect(compareVersions('3.26.0', '3.26.0')).toBe(0);
  });
});
