/** Makes guids that are the same whenever and wherever the same thing is exported. */
export type Guids = (kind: Kind, ...keys: readonly (string | number)[]) => string;
type Kind =
  'user' | 'code' | 'variable' | 'case' | 'source' | 'text' | 'selection' | 'coding' | 'note' | 'set';

/**
 * Guids by name, as UUIDs of version 5 are made (RFC 9562, 5.5): the hash of what they stand for, the name of the study
 * first, so that two studies have none in common.
 * @param sha1 the SHA-1 of a text as 40 hexadecimal digits
 */
export function guidsFor(study: string, sha1: (text: string) => string): Guids {
  return (kind, ...keys) => {
    const hash = sha1(JSON.stringify(['qualdown', study, kind, ...keys]));
    const variant = ((Number.parseInt(hash[16]!, 16) & 3) | 8).toString(16);
    return [
      hash.slice(0, 8),
      hash.slice(8, 12),
      `5${hash.slice(13, 16)}`,
      variant + hash.slice(17, 20),
      hash.slice(20, 32),
    ].join('-');
  };
}
