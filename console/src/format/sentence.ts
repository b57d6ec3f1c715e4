/** The server's sentences begin in lower case, to be used after a comma as well. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
