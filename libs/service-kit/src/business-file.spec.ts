import { describe, expect, test } from '@jest/globals';
import { BusinessFileError, loadBusiness, parseBusiness, readSettings } from './index.js';

describe("the business's file", () => {
  test('the demo is open Monday to Saturday from nine to six, with Botox, facials, consultations and two providers', async () => {
    const demo = await loadBusiness(readSettings({}).businessFile);
    expect(demo.timeZone).toBe('America/New_York');
    expect(Object.entries(demo.hours).map(([day, hours]) => [day, hours.join()])).toEqual([
      ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'].map((day) => [day, '09:00-18:00']),
      ['sunday', ''],
    ]);
    expect(demo.services.map(({ id, minutes }) => [id, minutes])).toEqual([
      ['botox', 30],
      ['facial', 60],
      ['consultation', 15],
    ]);
    expect(demo.resources).toHaveLength(2);
    expect(demo.resources.every((resource) => resource.services === undefined)).toBe(true);
    expect(demo.defaultService).toBe('consultation');
  });

  test('every fault is told with its line and place', () => {
    const text = [
      'id: my shop',
      'name: X',
      'services:',
      '  - { id: cut, name: Cut, minutes: 2 }',
      'resources:',
      '  - id: ana',
      '    name: Ana',
      '    services: [cut]',
      'hours:',
      '  monday: [09:00-08:00]',
      '  mondy: []',
    ].join('\n');
    expect(() => parseBusiness(text, 'shop.yaml')).toThrow(BusinessFileError);
    expect(() => parseBusiness(text, 'shop.yaml')).toThrow(/shop\.yaml/);
    expect(() => parseBusiness(text)).toThrow(/line 1, id: /);
    expect(() => parseBusiness(text)).toThrow(/line 4, services\.0\.minutes: /);
    expect(() => parseBusiness(text)).toThrow(/line 10, hours\.monday\.0: must end after it begins/);
  });

  test('a file that is no YAML, and one that is not there, say so', async () => {
    expect(() => parseBusiness('id: [a\nname: X')).toThrow(/line 2: /);
    await expect(loadBusiness('/nowhere/shop.yaml')).rejects.toThrow(/can't be read \(ENOENT\); SLOTGUARD_BUSINESS/);
  });
});
