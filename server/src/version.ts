/** Put in by the bundler. */
declare const QUALDOWN_VERSION: string | undefined;

export const version = typeof QUALDOWN_VERSION === 'undefined' ? 'from source' : QUALDOWN_VERSION;
