import type { Conclusion, LabelBatchAnswer } from '../api/contracts';
import { count } from '../format/number';

export const FRAUD: Conclusion = { label: 1, type: null, comment: null };
export const LEGITIMATE: Conclusion = { label: 0, type: null, comment: null };
export const UNKNOWN: Conclusion = { label: null, type: null, comment: null };

/** Kinds of fraud that are offered; another one may be typed. */
export const FRAUD_TYPES = [
  'Stolen card', 'Card not present', 'Account takeover', 'Identity theft', 'Social engineering', 'Mule account', 'Merchant fraud', 'First-party fraud',
];

export const isFraudOf = ({ label }: Conclusion): boolean | null => (label === null ? null : label === 1);

/** The most decisions of one request. */
export const MOST_LABELS = 1000;

/** So many at a time as a request may have. */
export function inPortions(decisions: number[]): number[][] {
  const portions: number[][] = [];
  for (let at = 0; at < decisions.length; at += MOST_LABELS) portions.push(decisions.slice(at, at + MOST_LABELS));
  return portions;
}

/** What came of several requests, as of one. */
export const together = (answers: LabelBatchAnswer[]): LabelBatchAnswer => ({
  applied: answers.reduce((sum, a) => sum + a.applied, 0),
  labels: answers.flatMap(a => a.labels),
  missing: answers.flatMap(a => a.missing),
  erased: answers.flatMap(a => a.erased),
});

/** The decisions of an answer by what they had before, so that each gets that back. */
export function undoOf(answer: LabelBatchAnswer): { decisions: number[]; conclusion: Conclusion }[] {
  const groups = new Map<string, { decisions: number[]; conclusion: Conclusion }>();
  for (const { sequence, duplicate, before } of answer.labels) {
    if (duplicate) continue;
    const key = JSON.stringify([before.label, before.type, before.comment]);
    const group = groups.get(key) ?? { decisions: [], conclusion: before };
    group.decisions.push(sequence);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What was done, in a line. */
export function doneText({ label }: Conclusion, answer: LabelBatchAnswer): string {
  const many = answer.labels.length;
  const what = label === null ? 'Label taken back' : `Marked as ${label === 1 ? 'fraud' : 'legitimate'}`;
  const lost = answer.missing.length + answer.erased.length;
  const rest = lost === 0 ? '' : `; ${count(lost)} could not be: ${answer.missing.length > 0 ? 'not kept any more' : 'the entity is erased, so no comment is kept'}`;
  return `${what}${many === 1 ? '' : `: ${count(many)} decisions`}${rest}`;
}
