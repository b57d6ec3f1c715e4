import { describe, expect, it } from 'vitest';
import { problemOf } from './problem';

describe('problemOf', () => {
  it('keeps code, detail and every violation', async () => {
    const problem = await problemOf(new Response(JSON.stringify({
      code: 'invalid_request', title: 'Bad', detail: 'Two fields are wrong.', errors: [{ field: 'name', found: 'nothing', expected: 'a name' }],
    }), { status: 400 }));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request', message: 'Two fields are wrong.' });
    expect(problem.about('name')).toBe('nothing; expected a name');
    expect(problem.about('roles')).toBeNull();
  });

  it('copes with an answer that is no problem', async () => {
    const problem = await problemOf(new Response('<html>', { status: 502, headers: { 'Retry-After': '7' } }));
    expect(problem).toMatchObject({ status: 502, retryAfterSeconds: 7 });
  });
});
