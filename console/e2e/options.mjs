import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the command line says. */
export function readOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      'base-url': { type: 'string', default: 'http://127.0.0.1:8080' },
      user: { type: 'string', default: 'admin' },
      password: { type: 'string' },
      chromium: { type: 'string', default: process.env.CHROMIUM ?? '/usr/bin/chromium' },
      screenshots: { type: 'string', default: resolve(import.meta.dirname, '../../artifacts/screenshots') },
    },
  });
  if (!values.password) throw new Error('--password is missing: npm run e2e -- --base-url http://127.0.0.1:8080 --user admin --password …');
  return { baseUrl: values['base-url'].replace(/\/$/, ''), user: values.user, password: values.password, chromium: values.chromium, screenshots: values.screenshots };
}
