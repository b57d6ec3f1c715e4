import { describe, expect, it } from 'vitest';
import type { Role } from '../api/contracts';
import { navigationFor } from './navigation';

const labels = (...roles: Role[]) => navigationFor({ roles }).flatMap(section => section.items.map(item => item.label));
const everyday = ['Overview', 'Decisions', 'Entities', 'Streams'];

describe('navigationFor', () => {
  it.each<[Role, string[]]>([
    ['analyst', everyday], ['data_engineer', everyday], ['model_owner', everyday],
    ['auditor', [...everyday, 'Audit log']], ['admin', [...everyday, 'Users', 'API keys', 'Audit log']],
  ])('%s', (role, expected) => expect(labels(role)).toEqual(expected));

  it('adds up what several roles may', () => expect(labels('analyst', 'auditor')).toEqual([...everyday, 'Audit log']));

  it('leaves no heading without pages', () => expect(navigationFor({ roles: ['analyst'] })).toHaveLength(2));

  it('shows nothing to nobody', () => expect(navigationFor(null)).toEqual([]));

  it('gives each page a key of its own', () => {
    const keys = navigationFor({ roles: ['admin'] }).flatMap(section => section.items.map(item => item.key));
    expect(new Set([...keys, 'g', 'j', 'k2', 'p', 'r']).size).toBe(keys.length + 5);
  });
});
