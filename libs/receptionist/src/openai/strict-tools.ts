import type { Business } from '@slotguard/contracts';
import { toolDefinitions } from '../tools.js';

/** JSON Schema, as far as a tool's parameters use it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export interface StrictTool {
  readonly type: 'function';
  readonly name: string;
  readonly description: string;
  readonly parameters: Record<string, unknown>;
  readonly strict: true;
}

/**
 * Every tool that a turn can run, as a strict function: all properties required, what may be left out may be `null` instead, nothing else may
 * be added. A slot is named by its `slotId` alone, services and people by the ids that the business has. Limits of lengths and patterns are left
 * out: strict schemas know few of them, and the tool checks all of them again.
 */
export function strictTools(business: Business): StrictTool[] {
  return toolDefinitions().map(({ name, description, parameters }) => ({
    type: 'function',
    name,
    description,
    parameters: strict(bySlotId(parameters as Schema), namesOf(business)),
    strict: true,
  }));
}

type Names = Readonly<Record<string, readonly string[]>>;

function namesOf({ services, resources }: Business): Names {
  return { service: services.map(({ id }) => id), resource: resources.map(({ id }) => id) };
}

/** Where a slot can be named by its id, its time, service and person are not asked for: they follow from it. */
function bySlotId(schema: Schema): Schema {
  const { properties = {}, required = [] } = schema;
  if (!('slotId' in properties)) return schema;
  const kept = Object.entries(properties).filter(([key]) => !['start', 'end', 'service', 'resource'].includes(key));
  return { ...schema, properties: Object.fromEntries(kept), required: [...new Set([...required, 'slotId'])] };
}

function strict(schema: Schema, names: Names): Record<string, unknown> {
  const described = schema.description === undefined ? {} : { description: schema.description };
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return { ...described, anyOf: either.map((one) => strict(one, names)) };
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (values) return { ...described, type: schema.type ?? 'string', enum: values };
  switch (schema.type) {
    case 'object':
      return { ...described, ...strictObject(schema, names) };
    case 'array':
      return { ...described, type: 'array', items: strict(schema.items ?? {}, names) };
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
      return { ...described, type: schema.type };
    default:
      throw new Error('a tool takes an argument whose type no strict schema can say');
  }
}

function strictObject({ properties = {}, required = [], additionalProperties }: Schema, names: Names) {
  if (typeof additionalProperties === 'object')
    throw new Error('a tool takes an object with keys of any name: no strict schema can say that');
  const entries = Object.entries(properties).map(([key, value]) => {
    const ids = value.type === 'string' && names[key]?.length ? names[key] : undefined;
    const property = strict(ids ? { ...value, enum: ids } : value, names);
    return [key, required.includes(key) ? property : orNull(property)];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(entries) as Record<string, unknown>,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

function orNull(schema: Record<string, unknown>): Record<string, unknown> {
  const { anyOf, type, enum: values } = schema as { anyOf?: unknown[]; type?: string; enum?: unknown[] };
  if (anyOf) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(values ? { enum: [...values, null] } : {}) };
}
