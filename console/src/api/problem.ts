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

  /** What was found wrong with one field of a form, as a sentence. */
  about(field: string): string | null {
    const violation = this.violations.find(v => v.field === field);
    if (!violation) return null;
    return [violation.found, violation.expected && `expected ${violation.expected}`].filter(Boolean).join('; ');
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

/** A sentence for people, whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
