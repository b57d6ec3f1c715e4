import { expect, test } from 'vitest';
import type { StreamPlan } from '../api/contracts';
import { faultsOf, groupsOf, isApplicable, reasonsOf, remarkOf, shareOf, verdictOf } from './plan';

const plan = (...effects: string[]): StreamPlan => ({
  stream: 'payments', served: 'a', definition: 'b', builds: effects.includes('after_build'), gaps: [],
  applicable: !effects.includes('refused'), changes: effects.map(effect => ({ what: effect, before: '', after: '', effect, remark: '' })),
});

test('what is refused stands first and holds everything back', () => {
  const mixed = plan('at_once', 'refused', 'at_once');
  expect(groupsOf(mixed).map(group => [group.effect, group.changes.length])).toEqual([['refused', 1], ['at_once', 2]]);
  expect(isApplicable(mixed)).toBe(false);
  expect(verdictOf(mixed)).toBe('1 of 3 changes cannot be made');
});

test('a file without a change is nothing to apply, a new stream is', () => {
  expect(isApplicable(plan())).toBe(false);
  expect(verdictOf(plan())).toMatch(/^Nothing changes/);
  expect(isApplicable({ ...plan(), served: null })).toBe(true);
  expect(verdictOf({ ...plan(), served: null })).toMatch(/^A new stream/);
});

test('state that is built first is said', () => {
  expect(verdictOf(plan('after_build'))).toBe('1 change; state is built first');
  expect(isApplicable(plan('after_build'))).toBe(true);
});

test('a job says how far it is once it knows', () => {
  expect(shareOf(undefined)).toBeNull();
  expect(shareOf({ step: 'build', entries: 0, of: 0 })).toBeNull();
  expect(shareOf({ step: 'build', entries: 250, of: 1000 })).toBe(25);
  expect(shareOf({ step: 'build', entries: 1200, of: 1000 })).toBe(100);
});

test('every fault of a file has its line', () => {
  const check = { valid: false, errors: [{ file: 'stream.yaml', line: 7, column: 1, path: 'featurs', found: 'the unknown key', expected: 'a key' }] };
  expect(faultsOf(check)).toEqual([{ field: 'line 7, featurs', found: 'the unknown key', expected: 'a key' }]);
  expect(faultsOf({ valid: true, errors: [] })).toEqual([]);
});

test('options have the names that they have on the page', () => {
  const remark = 'the model reads it: --train (API: train=true)';
  expect(remarkOf({ what: 'features.a', before: 'a', after: '', effect: 'refused', remark })).toBe('the model reads it: tick “Learn a model with this file”');
});

test('each reason of a failure stands by itself', () => {
  expect(reasonsOf({ error: 'The stream cannot be changed so: a is read | b is gone' })).toEqual(['a is read', 'b is gone']);
  expect(reasonsOf({})).toEqual(['The server did not say why.']);
});
