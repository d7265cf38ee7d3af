// What fast-check generates is the same in every run of `npm test`, so that a change is judged by itself and not by
// chance. `QUALDOWN_SEED=random npm test -- --only core` looks further; a number there repeats what failed.
import fc from 'fast-check';

const asked = process.env['QUALDOWN_SEED'] ?? '1';
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) });
