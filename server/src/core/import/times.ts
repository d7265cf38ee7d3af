/** `0:03`, `00:12:31`, `00:12:31.5`, and Teams' `0:0:3.42`. */
export const TIME = String.raw`\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?`;
export const BRACKETED = String.raw`(?:\[\s*${TIME}\s*\]|\(\s*${TIME}\s*\)|\{\s*${TIME}\s*\})`;

/** A timestamp as the notation reads it, `00:12:31` or `12:31`; undefined for what is no time of day or of a tape. */
export function timestamp(written: string): string | undefined {
  const [, digits] = new RegExp(`(${TIME})`).exec(written) ?? [];
  const parts = digits?.replace(/[.,]\d+$/, '').split(':') ?? [];
  if (parts.length < 2 || parts.slice(1).some((part) => Number(part) > 59)) return undefined;
  return parts.map((part) => part.padStart(2, '0')).join(':');
}

/** A timestamp that is all of a text; undefined for every other text. */
export function clockOf(text: string): string | undefined {
  return new RegExp(`^(?:${BRACKETED}|${TIME})$`).test(text) ? timestamp(text) : undefined;
}

/** Seconds as `00:12:31`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** Seconds of `01:02:03.450` or `02:03,4`; undefined for what is no time. */
export function secondsOf(written: string): number | undefined {
  const [, hours = '0', minutes, seconds] =
    /^\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d{1,9})?)/.exec(written) ?? [];
  if (minutes === undefined || seconds === undefined) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
}
