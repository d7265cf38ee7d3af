// The schemas of saved comparisons and of matrices take what their parsers take, and the reverse.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { readComparison } from '../../server/src/core/comparisons/read.js';
import { FILTER_FIELDS, KINDS, MEASURES, SPEC_FIELDS } from '../../server/src/core/comparisons/spec.js';
import { CELL_FIELDS, MATRIX_FIELDS, readMatrix } from '../../server/src/core/matrix/read.js';

interface Schema {
  readonly properties: Readonly<Record<string, Schema & { readonly examples?: readonly unknown[] }>>;
}

const schemaOf = (name: string): Schema =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8')) as Schema;
const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false });
const schemas = { comparison: schemaOf('comparison'), matrix: schemaOf('matrix') };
const valid = { comparison: ajv.compile(schemas.comparison), matrix: ajv.compile(schemas.matrix) };
const read = { comparison: readComparison, matrix: readMatrix };
type Kind = keyof typeof schemas;

/** Whether both take a value; JSON is YAML. */
function check(kind: Kind, value: unknown, expected?: boolean): void {
  const { problems } = read[kind]('x.yaml', JSON.stringify(value), '1');
  const bySchema = valid[kind](value);
  const context = `${JSON.stringify(value)}: ${JSON.stringify(problems)}, ${ajv.errorsText(valid[kind].errors)}`;
  assert.equal(bySchema, problems.length === 0, context);
  if (expected !== undefined) assert.equal(bySchema, expected, context);
}

describe('schemas of what a study keeps', () => {
  it('have the fields that the parsers read, in their order', () => {
    const { comparison, matrix } = schemas;
    assert.deepEqual(Object.keys(comparison.properties), ['name', ...SPEC_FIELDS]);
    assert.deepEqual(Object.keys(matrix.properties), MATRIX_FIELDS);
    for (const each of [comparison, matrix])
      assert.deepEqual(Object.keys(each.properties['filter']!.properties), FILTER_FIELDS);
  });

  it('hold by their own examples', () => {
    for (const kind of ['comparison', 'matrix'] as const)
      for (const [field, { examples = [] }] of Object.entries(schemas[kind].properties))
        for (const example of examples) check(kind, { [field]: example }, true);
  });

  it('take what is right, and nothing else', () => {
    check('comparison', null, true);
    for (const kind of KINDS) check('comparison', { kind }, true);
    for (const measure of MEASURES) check('comparison', { measure }, true);
    check('comparison', { kind: 'crostab' }, false);
    check('comparison', { by: ['district', 'wave', 'role'] }, false);
    check('comparison', { seed: -1 }, false);
    check('comparison', { resamples: 0 }, false);
    check('comparison', { resamples: 1.5 }, false);
    check('comparison', { filter: { were: ['wave=1'] } }, false);
    check('comparison', { 'x-mine': [1] }, true);
    check('matrix', { cells: { Alder: { focus: 'short' } } }, true);
    check('matrix', { cells: { Alder: { focus: { summary: 'long', seen: 'a b' } } } }, true);
    check('matrix', { cells: { Alder: { focus: { sumary: 'x' } } } }, false);
    check('matrix', { cells: { Alder: 'all of it' } }, false);
    check('matrix', { cells: ['Alder'] }, false);
  });

  const plain = fc.oneof(
    fc.constantFrom('case', 'overlap', 'district', 'wave=1', 'rate', 'a b', 'participant'),
    fc.constantFrom(null, true, false, 0, 1, -1, 2.5),
  );
  const value = fc.oneof(plain, fc.array(plain, { maxLength: 3 }), fc.constant({}));
  const some = (fields: readonly string[], values: fc.Arbitrary<unknown> = value) =>
    fc.dictionary(fc.constantFrom(...fields, 'x-own', 'unknown'), values, { maxKeys: 3 });
  const filter = some(FILTER_FIELDS);

  it('agree with the parser of comparisons on anything', () => {
    const files = some(['name', ...SPEC_FIELDS], fc.oneof(value, filter));
    fc.assert(fc.property(files, (file) => check('comparison', file)));
  });

  it('agree with the parser of matrices on anything', () => {
    const cells = some(
      ['Alder', 'x.md'],
      fc.oneof(value, some(['focus'], fc.oneof(value, some(CELL_FIELDS)))),
    );
    const files = some(MATRIX_FIELDS, fc.oneof(value, filter, cells));
    fc.assert(fc.property(files, (file) => check('matrix', file)));
  });
});
