import { describe, expect, it } from 'vitest';
import { messageOf, problemOf } from './problem';

describe('problemOf', () => {
  it('keeps code, detail and every violation', async () => {
    const problem = await problemOf(new Response(JSON.stringify({
      code: 'invalid_request', title: 'Bad', detail: 'Two fields are wrong.', errors: [{ field: 'name', found: 'nothing', expected: 'a name' }],
    }), { status: 400 }));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request', message: 'Two fields are wrong.' });
    expect(problem.about('name')).toBe('nothing; expected a name');
    expect(problem.about('roles')).toBeNull();
  });

  it('says every field, what was found and what is expected, and what to do', async () => {
    const problem = await problemOf(new Response(JSON.stringify({
      code: 'invalid_request', detail: 'The request cannot be used; errors says why.',
      errors: [{ field: 'min_risk', found: '150', expected: 'a number from 0 to 100' }, { field: '', found: 'no JSON', expected: 'JSON' }],
    }), { status: 400 }));
    expect(messageOf(problem)).toBe('Risk from: 150; expected a number from 0 to 100. no JSON; expected JSON.');
    expect(problem.advice).toBe('Correct this and try again.');
    expect(messageOf(new Error('else'))).toBe('else');
  });

  it('copes with an answer that is no problem', async () => {
    const problem = await problemOf(new Response('<html>', { status: 502, headers: { 'Retry-After': '7' } }));
    expect(problem).toMatchObject({ status: 502, retryAfterSeconds: 7 });
  });
});
