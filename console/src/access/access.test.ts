import { describe, expect, it } from 'vitest';
import { safeNext } from './next';
import { may } from './permissions';

describe('safeNext', () => {
  it.each([['/decisions?level=high', '/decisions?level=high'], [undefined, '/'], ['https://evil.example', '/'], ['//evil.example', '/'], ['/\\evil.example', '/'],
    ['/sign-in?next=/', '/'], ['javascript:alert(1)', '/']])('%s → %s', (next, expected) => expect(safeNext(next)).toBe(expected));
});

describe('may', () => {
  it('lets analysts label and auditors only read', () => {
    expect(may({ roles: ['analyst'] }, 'label')).toBe(true);
    expect(may({ roles: ['auditor'] }, 'label')).toBe(false);
    expect(may({ roles: ['auditor'] }, 'readAudit')).toBe(true);
    expect(may({ roles: ['data_engineer'] }, 'replay')).toBe(false);
    expect(may(null, 'read')).toBe(false);
  });
});
