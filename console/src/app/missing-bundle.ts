/** The program of a page could not be fetched: a new version was installed meanwhile, or there is no network. */
export class MissingBundle extends Error {
  constructor(cause: unknown) {
    super('The program of this page could not be fetched.', { cause });
    this.name = 'MissingBundle';
  }
}

/** Fetches the program of a page; says what is the matter when it is not there, instead of reloading behind anybody's back. */
export const fetched = <T>(load: () => Promise<T>) => (): Promise<T> => load().catch((error: unknown) => {
  throw new MissingBundle(error);
});
