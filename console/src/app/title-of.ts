const PAGES: Record<string, string> = {
  '/': 'Overview', '/decisions': 'Decisions', '/entities': 'Entities', '/streams': 'Streams', '/add-stream': 'Add a stream', '/sign-in': 'Sign in', ['/password']: 'Choose a password',
  '/administration/users': 'Users', '/administration/keys': 'API keys', '/administration/audit': 'Audit log',
};

/** What a page is called in the title of its tab. */
export function titleOf(pathname: string): string {
  const [, slice, first = '', second] = pathname.split('/');
  const page = slice === 'decisions' && first ? `Decision ${first}`
    : slice === 'entities' && second ? `Entity ${decoded(second)}`
      : slice === 'streams' && first ? `Stream ${decoded(first)}`
        : PAGES[pathname] ?? slice?.replace(/^./, letter => letter.toUpperCase());
  return page ? `${page} · Vigil` : 'Vigil';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
