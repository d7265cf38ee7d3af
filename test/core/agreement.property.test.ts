import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { krippendorffAlpha } from '../../server/src/core/agreement/alpha.js';
import {
  cohenKappa,
  fleissKappa,
  gwetAC1,
  percentAgreement,
} from '../../server/src/core/agreement/coefficients.js';
import { type Stretch, unitizing } from '../../server/src/core/agreement/unitizing.js';
import type { Metric, Value } from '../../server/src/core/agreement/types.js';
import { drawsOf, intervalsOf } from '../../server/src/core/agreement/figures.js';
import {
  slowAlpha,
  slowAC1,
  slowCohen,
  slowFleiss,
  slowPercent,
  slowUAlpha,
  type Table,
} from './agreement-slowly.js';

const Q = 4;
const value = fc.option(fc.integer({ min: 0, max: Q - 1 }), { freq: 4 });
const table: fc.Arbitrary<Table> = fc
  .integer({ min: 2, max: 4 })
  .chain((coders) =>
    fc.array(fc.array(value, { minLength: coders, maxLength: coders }), { minLength: 1, maxLength: 12 }),
  );
const whole: fc.Arbitrary<Table> = fc.integer({ min: 2, max: 4 }).chain((coders) =>
  fc.array(fc.array(fc.integer({ min: 0, max: Q - 1 }), { minLength: coders, maxLength: coders }), {
    minLength: 1,
    maxLength: 12,
  }),
);

const patterns = (rows: Table) => rows.map((values) => ({ values, times: 1 }));
const MAGNITUDES = [0, 1, 3, 7];
const METRICS: readonly Metric[] = ['nominal', 'ordinal', 'interval', 'ratio'];

function same(actual: Value, expected: Value, what: string): void {
  if (expected === null || actual === null) assert.equal(actual, expected, what);
  else assert.ok(Math.abs(actual - expected) < 1e-9, `${what}: ${actual} is not ${expected}`);
}

/** All that is worked out of a table. */
function figures(rows: Table): Record<string, Value> {
  const of = patterns(rows);
  return {
    percent: percentAgreement(of),
    cohen: rows[0]!.length === 2 ? cohenKappa(of).value : null,
    fleiss: fleissKappa(of).value,
    ac1: gwetAC1(of, Q).value,
    ...Object.fromEntries(METRICS.map((metric) => [metric, krippendorffAlpha(of, metric, MAGNITUDES).value])),
  };
}

function sameFigures(one: Record<string, Value>, other: Record<string, Value>): void {
  for (const [name, expected] of Object.entries(one)) same(other[name]!, expected, name);
}

describe('agreement: what holds for all tables', () => {
  it('is what another way of working it out gives', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const of = patterns(rows);
        same(percentAgreement(of), slowPercent(rows), 'percent');
        same(fleissKappa(of).value, slowFleiss(rows), 'Fleiss');
        same(gwetAC1(of, Q).value, slowAC1(rows, Q), 'AC1');
        if (rows[0]!.length === 2) same(cohenKappa(of).value, slowCohen(rows), 'Cohen');
        for (const metric of METRICS)
          same(krippendorffAlpha(of, metric, MAGNITUDES).value, slowAlpha(rows, metric, MAGNITUDES), metric);
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on the order of coders or units', () => {
    fc.assert(
      fc.property(table, fc.infiniteStream(fc.nat()), (rows, random) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((each) => ({ each, at: random.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ each }) => each);
        const order = shuffled(rows[0]!.map((_, coder) => coder));
        sameFigures(figures(rows), figures(shuffled(rows).map((row) => order.map((coder) => row[coder]!))));
      }),
    );
  });

  it('does not depend on what categories are called, but for metrics', () => {
    fc.assert(
      fc.property(table, fc.shuffledSubarray([0, 1, 2, 3], { minLength: Q }), (rows, names) => {
        const renamed = rows.map((row) => row.map((each) => (each === null ? null : names[each]!)));
        const [one, other] = [figures(rows), figures(renamed)];
        for (const name of ['percent', 'cohen', 'fleiss', 'ac1', 'nominal'])
          same(other[name]!, one[name]!, name);
      }),
    );
  });

  it('is 1 for coders who agree throughout, undefined where nothing varies, never more than 1', () => {
    fc.assert(
      fc.property(whole, (rows) => {
        const equal = rows.map((row) => row.map(() => row[0]!));
        const varies = new Set(equal.flat()).size > 1;
        for (const [name, actual] of Object.entries(figures(equal))) {
          const two = rows[0]!.length === 2;
          if (name === 'cohen' && !two) continue;
          same(actual, name === 'percent' || varies ? 1 : null, name);
        }
        for (const each of Object.values(figures(rows))) assert.ok(each === null || each <= 1 + 1e-12);
      }),
    );
  });

  it('is the same whether units alike are told once or one by one', () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 2, max: 5 }), (rows, times) => {
        const often = rows.flatMap((row) => Array.from({ length: times }, () => row));
        const once = rows.map((values) => ({ values, times }));
        same(krippendorffAlpha(once).value, krippendorffAlpha(patterns(often)).value, 'alpha');
        same(fleissKappa(once).value, fleissKappa(patterns(often)).value, 'Fleiss');
        same(gwetAC1(once, Q).value, gwetAC1(patterns(often), Q).value, 'AC1');
      }),
    );
  });

  it('of two coders Fleiss is Scott’s pi: alpha but for the correction of small samples', () => {
    fc.assert(
      fc.property(whole, (rows) => {
        const pairs = rows.map((row) => row.slice(0, 2));
        const n = 2 * pairs.length;
        const [pi, alpha] = [fleissKappa(patterns(pairs)).value, krippendorffAlpha(patterns(pairs)).value];
        same(alpha, pi === null ? null : 1 - ((1 - pi) * (n - 1)) / n, 'alpha');
      }),
    );
  });

  it('draws intervals that are the same for the same seed, and hold the same units', () => {
    fc.assert(
      fc.property(
        fc.array(
          whole.map((rows) => rows.map((row) => row.slice(0, 2))),
          { minLength: 2, maxLength: 5 },
        ),
        fc.nat(),
        (documents, seed) => {
          const tables = documents.map(patterns);
          const of = () => intervalsOf(tables, { categories: Q }, drawsOf(tables.length, 50, seed));
          const intervals = of();
          assert.deepEqual(intervals, of());
          for (const interval of Object.values(intervals))
            assert.ok(!interval || interval.low <= interval.high);
        },
      ),
      { numRuns: 50 },
    );
  });
});

const LENGTH = 24;
/** Stretches of one observer: cuts, and a value or none between each two. */
const observer: fc.Arbitrary<Stretch[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: LENGTH - 1 }), { maxLength: 6 }),
    fc.array(fc.option(fc.constantFrom('a', 'b', 'c')), { minLength: 7, maxLength: 7 }),
  )
  .map(([cuts, values]) => {
    const edges = [0, ...cuts.sort((a, b) => a - b), LENGTH];
    return edges.slice(1).flatMap((end, at): Stretch[] => {
      const value = values[at] ?? null;
      return value === null ? [] : [{ start: edges[at]!, end, value }];
    });
  });
const observers = fc.array(observer, { minLength: 2, maxLength: 4 });

describe('agreement: what holds for all continua', () => {
  it('u-alpha is what counting place by place gives', () => {
    fc.assert(
      fc.property(observers, (all) => {
        const fast = unitizing(all, LENGTH);
        const slow = slowUAlpha(all, LENGTH);
        same(fast.uAlpha, slow.uAlpha, 'u');
        same(fast.uAlphaBinary, slow.uAlphaBinary, '|u');
        same(fast.cuAlpha, slow.cuAlpha, 'cu');
        for (const [value, expected] of Object.entries(slow.kuAlpha))
          same(fast.kuAlpha[value]!, expected, value);
      }),
      { numRuns: 400 },
    );
  });

  it('does not depend on the order of observers, nor on the measure of length', () => {
    fc.assert(
      fc.property(observers, (all) => {
        const { uAlpha, cuAlpha } = unitizing(all, LENGTH);
        const back = unitizing([...all].reverse(), LENGTH);
        same(back.uAlpha, uAlpha, 'u');
        same(back.cuAlpha, cuAlpha, 'cu');
      }),
    );
  });

  it('is 1 for observers who mark the same', () => {
    fc.assert(
      fc.property(observer, fc.integer({ min: 2, max: 4 }), (one, times) => {
        const { uAlpha, cuAlpha } = unitizing(
          Array.from({ length: times }, () => one),
          LENGTH,
        );
        for (const each of [uAlpha, cuAlpha]) assert.ok(each === null || Math.abs(each - 1) < 1e-9);
      }),
    );
  });
});
