/**
 * The one way of imports (docs/explanation/layout.md): pure domain ← contracts ← ports ← adapters and kits ← services.
 * Each project may import the projects of the layers before it, and those named for it here; services never import each other,
 * `standalone` alone composes them. Whatever else a project imports from npm stands in its package.json, or does not resolve.
 */
const layers = [
  ['business-time'],
  ['choice'],
  ['conversation'],
  ['contracts'],
  ['event-log'],
  [
    'event-log-postgres',
    'event-log-jetstream',
    'embedded-postgres',
    'embedded-nats',
    'twilio-emulator',
    'channel-kit',
    'notices',
  ],
  ['guard', 'receptionist', 'read-model', 'service-kit'],
];
const services = ['booking-guard', 'calendar', 'sms-gateway', 'projector', 'supervisor', 'ops-cli'];

/** What the pure libraries may import from npm. */
const PURE = { 'business-time': ['luxon'], choice: ['luxon'], conversation: [] };

const before = (name) =>
  layers
    .slice(
      0,
      layers.findIndex((layer) => layer.includes(name)),
    )
    .flat();
const libs = layers.flat();
/** Test helpers may stand on everything below the services; production code never imports them. */
const allowed = new Map([
  ...libs.map((name) => [name, before(name)]),
  ['testing', libs],
  ...services.map((name) => [name, libs]),
  ['standalone', [...libs, ...services]],
]);

function rule(name, isPure) {
  const others = [...allowed.keys(), 'testing'].filter((other) => !allowed.get(name).includes(other) && other !== name);
  const patterns = [
    {
      regex: `^@slotguard/(${others.join('|')})(/|$)`,
      message: `${name} must not import this: imports run one way (eslint.imports.js).`,
    },
    { regex: '^(\\.\\./)+(.*/)?(src|dist)/', message: 'Import another project by its name.' },
    { regex: '^@slotguard/[^/]+/(src|dist)/', message: 'Import what a project exports, not its files.' },
  ];
  if (isPure) {
    const npm = PURE[name];
    const own = `\\.{1,2}/|@slotguard/${npm.length ? `|(${npm.join('|')})$` : ''}`;
    patterns.push({
      regex: `^(?!${own})`,
      message: `${name} is pure: it imports ${npm.join(', ') || 'nothing'} from outside.`,
    });
  }
  return { 'no-restricted-imports': ['error', { patterns }] };
}

export const imports = [...allowed.keys()].map((name) => ({
  files: [`${libs.includes(name) || name === 'testing' ? 'libs' : 'services'}/${name}/src/**/*.ts`],
  // Specs may use the test helpers and fast-check.
  ignores: ['**/*.spec.ts', '**/conformance.ts'],
  rules: rule(name, name in PURE),
}));
