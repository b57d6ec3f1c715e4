/** Where to go after signing in: only to a page of this console, never to another site. */
export const safeNext = (next: string | undefined): string =>
  next && next.startsWith('/') && !/^\/[/\\]/.test(next) && !next.startsWith('/sign-in') && !next.startsWith('/password') ? next : '/';
