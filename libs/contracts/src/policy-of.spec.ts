import { describe, expect, test } from '@jest/globals';
import { businessSchema, type Business } from './business.js';
import { policyOf } from './policy-of.js';
import { policy as policySchema } from './policy-schema.js';

const salon = (aliases: string[]): Business =>
  businessSchema.parse({
    id: 'radiance',
    name: 'Radiance',
    services: [{ id: 'botox', name: 'Botox', minutes: 30 }],
    resources: [{ id: 'grace', name: 'Dr. Grace Kim', aliases }],
    hours: {},
  });

describe('the policy that a business starts with', () => {
  test('knows what customers call everybody', () => {
    expect(policyOf(salon(['Dr. Kim'])).names).toEqual({
      services: [{ name: 'botox', aliases: ['Botox'] }],
      resources: [{ name: 'grace', aliases: ['Dr. Grace Kim', 'Dr. Kim'] }],
    });
  });
  test('has another version, named in every decision, when the names are others', () => {
    const version = (...aliases: string[]): string => policyOf(salon(aliases)).version;
    expect(version('Dr. Kim')).toBe(version('Dr. Kim'));
    expect(version('Dr. Kim')).not.toBe(version('Grace'));
    expect(version('Dr. Kim')).toMatch(/^default-1\+[0-9a-f]{12}$/);
  });
  test('is recorded with its names when an operator changes it', () => {
    const policy = policyOf(salon(['Dr. Kim']));
    expect(policySchema.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });
});
