// What fast-check generates is the same in every run of `npm test`, so that a change is judged by itself and not by
// chance. `QUALDOWN_SEED=random npm test -- --only core` looks further; a number there repeats what failed.
import { createRequire } from 'node:module';
import fc from 'fast-check';

const asked = process.env['QUALDOWN_SEED'] ?? '1';
if (asked !== 'random') {
  const seed = Number(asked);
  fc.configureGlobal({ seed });
  // Mocha loads suites by `require`, which has a copy of its own.
  createRequire(import.meta.url)('fast-check').configureGlobal({ seed });
}
