const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SIGNS = `${LETTERS}0123456789`;

/** Eight characters, a letter first: two people make the same one hardly ever (2 × 10¹² of them). */
export function randomSeg(): string {
  const pick = (signs: string) => signs[Math.floor(Math.random() * signs.length)]!;
  return pick(LETTERS) + Array.from({ length: 7 }, () => pick(SIGNS)).join('');
}
