import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { krippendorffAlpha } from '../../server/src/core/agreement/alpha.js';
import {
  bennettS,
  cohenKappa,
  cohenMaximum,
  fleissKappa,
  gwetAC1,
  percentAgreement,
} from '../../server/src/core/agreement/coefficients.js';
import { only, type Pattern } from '../../server/src/core/agreement/ratings.js';
import type { Value } from '../../server/src/core/agreement/types.js';
import { type Stretch, unitizing } from '../../server/src/core/agreement/unitizing.js';

type Expected = number | Record<string, number | null>;
interface Published {
  readonly id: string;
  readonly kind: 'coding' | 'table2' | 'unitizing-2016';
  readonly coders?: (number | null)[][];
  readonly categories?: (number | string)[];
  readonly table?: number[][];
  readonly length?: number;
  readonly observers?: [number, number, string][][];
  readonly expected: Record<string, Expected>;
  readonly tolerance: number;
  readonly toleranceByCategory?: number;
}

const FILE = new URL('../fixtures/agreement/irr.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(FILE, 'utf8')) as { cases: Published[] };

/** Each figure by the name that the published tables have for it. */
function figuresOf(each: Published): Record<string, Value | Readonly<Record<string, Value>>> {
  if (each.kind === 'unitizing-2016') {
    const observers = each.observers!.map((units) =>
      units.map(([start, end, value]): Stretch => ({ start, end, value })),
    );
    const { uAlpha, uAlphaBinary, cuAlpha, kuAlpha, coverage } = unitizing(observers, each.length!);
    return {
      'u-alpha.nominal': uAlpha,
      '|u-alpha.binary': uAlphaBinary,
      'cu-alpha.nominal': cuAlpha,
      '(k)u-alpha': kuAlpha,
      coverage,
    };
  }
  const { patterns, magnitudes } = each.kind === 'table2' ? ofTable(each.table!) : ofCoders(each.coders!);
  const q = each.categories?.length ?? magnitudes.length;
  const two = patterns[0]!.values.length === 2;
  const fleiss = fleissKappa(patterns);
  const alpha = krippendorffAlpha(patterns);
  return {
    po: percentAgreement(patterns),
    percentAgreement: percentAgreement(patterns),
    'alpha.nominal': alpha.value,
    'alpha.ordinal': krippendorffAlpha(patterns, 'ordinal', magnitudes).value,
    'alpha.interval': krippendorffAlpha(patterns, 'interval', magnitudes).value,
    'alpha.ratio': krippendorffAlpha(patterns, 'ratio', magnitudes).value,
    Do: alpha.observed,
    De: alpha.expected,
    'fleiss.po': fleiss.observed,
    'fleiss.pe': fleiss.expected,
    'fleiss.kappa': fleiss.value,
    pi: fleiss.value,
    'pe.pi': fleiss.expected,
    'fleiss.kappa.byCategory': Object.fromEntries(
      magnitudes.map((name, category) => [name, fleissKappa(only(patterns, category)).value]),
    ),
    S: bennettS(patterns, q).value,
    ac1: gwetAC1(patterns, q).value,
    'gwet.ac1': gwetAC1(patterns, q).value,
    'pe.gwet': gwetAC1(patterns, q).expected,
    ...(two && {
      kappa: cohenKappa(patterns).value,
      pe: cohenKappa(patterns).expected,
      'pe.kappa': cohenKappa(patterns).expected,
      'po.max': cohenMaximum(patterns).observed,
      'kappa.max': cohenMaximum(patterns).value,
    }),
  };
}

function ofTable(table: readonly (readonly number[])[]): { patterns: Pattern[]; magnitudes: number[] } {
  const patterns = table.flatMap((row, one) => row.map((times, other) => ({ values: [one, other], times })));
  return { patterns, magnitudes: table.map((_, at) => at) };
}

function ofCoders(coders: readonly (readonly (number | null)[])[]): {
  patterns: Pattern[];
  magnitudes: number[];
} {
  const seen = new Set(coders.flat().filter((value) => value !== null));
  const magnitudes = [...seen].sort((a, b) => a - b);
  const patterns = coders[0]!.map((_, unit) => ({
    values: coders.map((row) => (row[unit] === null ? null : magnitudes.indexOf(row[unit]!))),
    times: 1,
  }));
  return { patterns, magnitudes };
}

function near(actual: Value | undefined, expected: number | null, tolerance: number, what: string): void {
  if (expected === null) assert.equal(actual, null, what);
  else
    assert.ok(
      typeof actual === 'number' && Math.abs(actual - expected) <= tolerance + 1e-12,
      `${what}: ${actual} is not ${expected} ± ${tolerance}`,
    );
}

describe('agreement: published tables', () => {
  for (const each of cases) {
    it(each.id, () => {
      const figures = figuresOf(each);
      for (const [name, expected] of Object.entries(each.expected)) {
        const actual = figures[name];
        assert.ok(actual !== undefined, `${name} is not worked out`);
        if (typeof expected === 'number') {
          near(actual as Value, expected, each.tolerance, name);
          continue;
        }
        const tolerance = name.endsWith('byCategory') ? each.toleranceByCategory! : each.tolerance;
        for (const [key, value] of Object.entries(expected))
          near((actual as Record<string, Value>)[key], value, tolerance, `${name} ${key}`);
      }
    });
  }
});
