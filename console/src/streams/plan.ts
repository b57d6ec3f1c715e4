import type { StreamCheck, StreamPlan } from '../api/contracts';
import type { Violation } from '../api/problem';

/** A file as it would be applied. */
export interface Edit { yaml: string; train: boolean; notPersonal: boolean }

export type Effect = 'at_once' | 'after_build' | 'next_training' | 'refused';
export type Change = NonNullable<StreamPlan['changes']>[number];

/** What is refused stands first: nothing is applied before it is mended. */
const EFFECTS: readonly { effect: Effect; title: string; about: string }[] = [
  { effect: 'refused', title: 'Cannot be changed', about: 'Correct this in the file; nothing of it is applied before.' },
  { effect: 'at_once', title: 'At once', about: 'From one entry of the journal on.' },
  { effect: 'after_build', title: 'Once its state is built', about: 'Built from the journal while the service goes on deciding.' },
  { effect: 'next_training', title: 'When a model is trained', about: 'The model that decides now stays as it is.' },
];

export interface ChangeGroup { effect: Effect; title: string; about: string; changes: Change[] }

/** The changes by when they take effect; groups without any are left out. */
export const groupsOf = (plan: StreamPlan): ChangeGroup[] => EFFECTS
  .map(group => ({ ...group, changes: (plan.changes ?? []).filter(change => change.effect === group.effect) }))
  .filter(group => group.changes.length > 0);

/** What a plan comes to, in one sentence. */
export function verdictOf(plan: StreamPlan): string {
  const changes = plan.changes?.length ?? 0;
  const refused = plan.changes?.filter(change => change.effect === 'refused').length ?? 0;
  if (refused > 0) return `${refused} of ${changes} ${changes === 1 ? 'change' : 'changes'} cannot be made`;
  if (!plan.served) return 'A new stream; it decides once its first model is promoted';
  if (changes === 0) return 'Nothing changes: this is how the stream is served';
  return `${changes} ${changes === 1 ? 'change' : 'changes'}${plan.builds ? '; state is built first' : ''}`;
}

/** Whether there is something to apply, and nothing against it. */
export const isApplicable = (plan: StreamPlan): boolean => plan.applicable === true && (!plan.served || (plan.changes?.length ?? 0) > 0);

/** Everything that is wrong with a file, each with its line. */
export const faultsOf = (check: StreamCheck): Violation[] => (check.errors ?? []).map(({ line, path, found, expected }) => ({
  field: line ? `line ${line}${path ? `, ${path}` : ''}` : path ?? '', found: found ?? null, expected: expected ?? null,
}));

const OPTIONS: readonly [RegExp, string][] = [
  [/--train \(API: train=true\)/g, 'tick “Learn a model with this file”'],
  [/--not-personal \(API: not_personal=true\)/g, 'tick “A personal column may become one that everybody reads”'],
];

/** A remark of the server in the words of this page: options have names here. */
export const remarkOf = (change: Change): string =>
  OPTIONS.reduce((text, [option, words]) => text.replace(option, words), change.remark ?? '');

export const isSame = (a: Edit, b: Edit): boolean => a.yaml === b.yaml && a.train === b.train && a.notPersonal === b.notPersonal;

/** What a job that applies a file says of itself: how far it is, what it did, or why it could not. */
export interface Applying extends StreamPlan { step?: string; entries?: number; of?: number; sequence?: number; model?: string; error?: string }

const STEPS: Record<string, string> = { build: 'Building state from the journal', train: 'Learning a model', apply: 'Applying' };

export const stepOf = (result: Applying | undefined): string => (result?.step ? STEPS[result.step] ?? result.step : 'Waiting for its turn');

/** From 0 to 100; null before anything can be said. */
export const shareOf = (result: Applying | undefined): number | null =>
  (result?.of && result.entries !== undefined ? Math.min(100, (result.entries / result.of) * 100) : null);

/** Why a job failed, each reason by itself. */
export const reasonsOf = (result: Applying | undefined): string[] =>
  (result?.error ?? 'The server did not say why.').replace(/^The stream cannot be changed so: /, '').split(' | ');
