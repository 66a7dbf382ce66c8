import { describe, expect, it } from 'vitest';
import { covers } from '../../../shared/derive/certificate-names.ts';

describe('the names of a certificate', () => {
  it.each<[readonly string[], string, boolean]>([
    [['eu1.example.com'], 'eu1.example.com', true],
    [['example.com', 'eu1.example.com'], 'eu1.example.com', true],
    [['*.example.com'], 'eu1.example.com', true],
    [['*.example.com'], 'acme.eu1.example.com', false],
    [['*.example.com'], 'example.com', false],
    [['*.eu1.example.com'], '*.eu1.example.com', true],
    [['*.example.com'], '*.eu1.example.com', false],
    [['eu1.example.com'], '*.eu1.example.com', false],
    [['eu2.example.com'], 'eu1.example.com', false],
    [[], 'eu1.example.com', false],
  ])('%j against %s: %s', (names, name, expected) => {
    expect(covers(names, name)).toBe(expected);
  });
});
