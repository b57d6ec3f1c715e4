export interface Violation {
  field: string;
  found?: string | null;
  expected?: string | null;
}

/** An answer other than success, or no answer at all (status 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly violations: Violation[];
  readonly retryAfterSeconds: number | null;

  constructor(status: number, code: string, message: string, violations: Violation[] = [], retryAfterSeconds: number | null = null) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.violations = violations;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** What there is to do about it, as a sentence; empty where nothing is known. */
  get advice(): string {
    if (this.status === 0) return 'It is tried again by itself.';
    if (this.violations.length > 0) return 'Correct this and try again.';
    if (this.retryAfterSeconds !== null) return `Try again in ${this.retryAfterSeconds} s.`;
    return this.status >= 500 ? 'Try again; if it stays so, an administrator finds it in the server’s log.' : '';
  }

  /** What was found wrong with one field of a form, as a sentence. */
  about(field: string): string | null {
    const violation = this.violations.find(v => v.field === field);
    if (!violation) return null;
    return foundAndExpected(violation);
  }
}

export const unreachable = (): Problem =>
  new Problem(0, 'unreachable', 'The server does not answer. Your network may be down or the server may be restarting.');

export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const body = (await response.json().catch(() => null)) as {
    code?: string; title?: string; detail?: string; errors?: Violation[];
  } | null;
  return new Problem(
    response.status,
    body?.code ?? 'internal',
    body?.detail ?? body?.title ?? `The server answered with status ${response.status}.`,
    Array.isArray(body?.errors) ? body.errors : [],
    Number.isFinite(retryAfter) ? retryAfter : null,
  );
}

/** Each thing that is wrong with a request as a sentence: which field, what was found, what is expected. */
export const sentencesOf = (error: unknown): string[] => (error instanceof Problem
  ? error.violations.map(v => `${v.field ? `${fieldLabel(v.field)}: ` : ''}${foundAndExpected(v)}.`) : []);

/** A sentence for people, whatever was thrown. */
export function messageOf(error: unknown): string {
  const sentences = sentencesOf(error);
  return sentences.length > 0 ? sentences.join(' ') : error instanceof Error ? error.message : String(error);
}

const foundAndExpected = ({ found, expected }: Violation): string => [found, expected && `expected ${expected}`].filter(Boolean).join('; ');

/** min_risk as Risk from, transaction_id as Transaction id; the path to a field of many stays. */
function fieldLabel(field: string): string {
  const [, bound, name] = /^(min|max)_(\w+)$/.exec(field) ?? [];
  const words = (name ? `${name} ${bound === 'min' ? 'from' : 'to'}` : field).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
