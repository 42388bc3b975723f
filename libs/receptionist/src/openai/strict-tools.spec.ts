import { describe, expect, test } from '@jest/globals';
import { radiance } from '../testing/shop.js';
import { toolDefinitions } from '../tools.js';
import { strictTools } from './strict-tools.js';

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** What OpenAI asks of a strict schema, wherever an object stands in it. */
function faultsIn(schema: Schema, at: string): string[] {
  const faults: string[] = [];
  const known = ['type', 'description', 'enum', 'properties', 'required', 'additionalProperties', 'items', 'anyOf'];
  for (const key of Object.keys(schema)) if (!known.includes(key)) faults.push(`${at}: ${key}`);
  const { properties = {}, required = [] } = schema;
  if ([schema.type].flat().includes('object')) {
    if (schema.additionalProperties !== false) faults.push(`${at} may be added to`);
    if (Object.keys(properties).some((key) => !required.includes(key))) faults.push(`${at}: not all required`);
  }
  const inner = [...Object.entries(properties), ...(schema.items ? [['[]', schema.items] as const] : [])];
  return [
    ...faults,
    ...inner.flatMap(([key, one]) => faultsIn(one, `${at}.${key}`)),
    ...(schema.anyOf ?? []).flatMap((one) => faultsIn(one, at)),
  ];
}

describe('the tools as a model is given them', () => {
  const tools = strictTools(radiance());

  test('are all that a turn can run, each strict', () => {
    expect(tools.map(({ name }) => name)).toEqual(toolDefinitions().map(({ name }) => name));
    expect(tools.every(({ strict }) => strict)).toBe(true);
    expect(tools.flatMap(({ name, parameters }) => faultsIn(parameters as Schema, name))).toEqual([]);
  });
  test('name a slot by its id and nothing else, services and people by those that there are', () => {
    const [checks, books] = tools.map(({ parameters }) => (parameters as Schema).properties);
    expect(Object.keys(books!)).toEqual(['slotId', 'customer']);
    expect(books!['slotId']).toEqual({ type: 'string' });
    expect(checks!['service']).toEqual({ type: 'string', enum: ['botox', 'facial', 'consultation'] });
    expect(checks!['resource']).toEqual({ type: ['string', 'null'], enum: ['ana', 'maya', null] });
    expect(checks!['date']).toEqual({ type: ['string', 'null'] });
  });
});
