import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { parseCodebook } from '../../server/src/core/codebook/index.js';
import { CODE_FIELDS, CODEBOOK_FIELDS, STATUSES } from '../../server/src/core/codebook/read.js';
import {
  ATTRIBUTE_FIELDS,
  ATTRIBUTE_TYPES,
  CONFIG_FIELDS,
  parseConfig,
} from '../../server/src/core/study/config.js';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
}

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const codebook = JSON.parse(read('schemas/codebook.schema.json')) as Schema;
const qualdown = JSON.parse(read('schemas/qualdown.schema.json')) as Schema;
const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false });
const valid = { codebook: ajv.compile(codebook), qualdown: ajv.compile(qualdown) };

const fieldsOf = (schema: Schema | undefined) => Object.keys(schema?.properties ?? {});

describe('schemas', () => {
  it('have the fields that the parser reads, in its order', () => {
    assert.deepEqual(fieldsOf(codebook), CODEBOOK_FIELDS);
    assert.deepEqual(fieldsOf(codebook.definitions?.['code']), CODE_FIELDS);
    assert.deepEqual(fieldsOf(qualdown), CONFIG_FIELDS);
    const attribute = qualdown.definitions?.['attribute'];
    assert.deepEqual(fieldsOf(attribute), ATTRIBUTE_FIELDS);
    assert.deepEqual(attribute?.properties?.['type']?.enum, [...ATTRIBUTE_TYPES, null]);
    assert.deepEqual(codebook.definitions?.['code']?.properties?.['status']?.enum, [...STATUSES, null]);
  });

  const documented = [
    codebook,
    codebook.definitions!['code']!,
    qualdown,
    qualdown.definitions!['attribute']!,
  ];
  it('describe every field, and show how it is written', () => {
    for (const schema of documented) {
      for (const [field, { description, examples, default: byDefault }] of Object.entries(
        schema.properties!,
      )) {
        assert.ok((description ?? '').length > 30, `${field} has no description`);
        assert.ok(examples?.length || byDefault !== undefined, `${field} has no example`);
      }
    }
  });

  it('hold by their own examples', () => {
    for (const [field, { examples }] of Object.entries(codebook.definitions!['code']!.properties!)) {
      for (const example of examples ?? [])
        assert.ok(valid.codebook({ codes: { a: { [field]: example } } }), field);
    }
    for (const [field, { examples }] of Object.entries(qualdown.properties!)) {
      for (const example of examples ?? []) assert.ok(valid.qualdown({ [field]: example }), field);
    }
  });

  it('find nothing wrong in the sample study', () => {
    assert.ok(
      valid.codebook(parse(read('samples/districts/codebook.yaml'))),
      ajv.errorsText(valid.codebook.errors),
    );
    assert.ok(
      valid.qualdown(parse(read('samples/districts/qualdown.yaml'))),
      ajv.errorsText(valid.qualdown.errors),
    );
  });
});

describe('schemas: agree with the parser', () => {
  /** What the parser finds beyond what a schema can know: references between codes, labels that clash. */
  const beyond = /^(alias|replaced-by|counterpart|speaker)-/;

  const code = (fields: string) => `codes: { a: { ${fields} } }`;
  const codebooks: [fine: boolean, yaml: string][] = [
    [true, 'codes: {}'],
    [true, 'codes: { a: , schüler_in-2: {}, 学生: }'],
    [false, 'name: x'],
    [false, 'codes: [a]'],
    [false, 'codes:'],
    [false, 'codes: { 1a: {} }'],
    [false, 'codes: { "a b": {} }'],
    [false, 'codes: { a: text }'],
    [false, 'codes: {}\ncode: {}'],
    [true, 'codes: {}\nx-mine: [1]'],
    ...CODE_FIELDS.map((field): [boolean, string] => [field !== 'color', code(`${field}: `)]),
    ...['name', 'brief', 'definition', 'use_when', 'not_when', 'replaced_by', 'counterpart'].flatMap(
      (field): [boolean, string][] => [
        [true, code(`${field}: text`)],
        [false, code(`${field}: 2024`)],
        [false, code(`${field}: [text]`)],
        [false, code(`${field}: { a: b }`)],
      ],
    ),
    ...['examples', 'aliases'].flatMap((field): [boolean, string][] => [
      [true, code(`${field}: [one, two]`)],
      [true, code(`${field}: []`)],
      [false, code(`${field}: one`)],
      [false, code(`${field}: [1]`)],
      [false, code(`${field}: [{ INT: no }]`)],
    ]),
    [false, code('aliases: ["two words"]')],
    [true, code('color: "#fff"')],
    [true, code('color: "#B5651d"')],
    [false, code('color: "#12345"')],
    [false, code('color: red')],
    [true, code('codable: false')],
    [false, code('codable: "no"')],
    [true, code('status: draft')],
    [false, code('status: old')],
    [true, code('codes: { b: { codes: { c: } } }')],
    [false, code('codes: { b: { codes: { 1c: } } }')],
    [false, code('codes: [b]')],
    [true, code('x-mine: { any: thing }')],
    [false, code('defintion: text')],
  ];
  for (const [fine, yaml] of codebooks) {
    it(`codebook ${fine ? 'good' : 'wrong'}: ${yaml}`, () => {
      const found = parseCodebook(yaml).problems.filter(({ rule }) => !beyond.test(rule));
      assert.deepEqual(
        [found.length === 0, valid.codebook(parse(yaml))],
        [fine, fine],
        JSON.stringify(found),
      );
    });
  }

  const configs: [fine: boolean, yaml: string][] = [
    [true, ''],
    [true, 'x-mine: 1'],
    [false, '[a]'],
    [false, 'compareby: x'],
    ...CONFIG_FIELDS.map((field): [boolean, string] => [true, `${field}: `]),
    ...['name', 'compare_by', 'coder_of_record', 'codebook'].flatMap((field): [boolean, string][] => [
      [true, `${field}: text`],
      [false, `${field}: 2024`],
      [false, `${field}: [text]`],
    ]),
    ...['documents', 'ignore_classes'].flatMap((field): [boolean, string][] => [
      [true, `${field}: [a, b]`],
      [false, `${field}: a`],
      [false, `${field}: [1]`],
    ]),
    ...['/a.yaml', '../a.yaml', 'a/../b.yaml', '~/a.yaml', "'C:\\a.yaml'", 'a/..'].flatMap(
      (path): [boolean, string][] => [
        [false, `codebook: ${path}`],
        [false, `documents: [${path}]`],
      ],
    ),
    [true, 'codebook: a/..b/c.yaml'],
    [false, "documents: ['!../a']"],
    [true, "documents: ['!drafts/**', './a/*.md']"],
    ...['attributes', 'speakers', 'participants'].flatMap((field): [boolean, string][] => [
      [true, `${field}: { a: }`],
      [false, `${field}: [a]`],
      [false, `${field}: { a: text }`],
    ]),
    [true, 'attributes: { a: { type: date, required: true, values: [2024-01-31] } }'],
    [
      true,
      'attributes: { a: { values: [1, 2] }, b: { values: [x] }, c: { values: [true] }, d: { type: number, values: [1.5] } }',
    ],
    [false, 'attributes: { a: { type: string } }'],
    [false, 'attributes: { a: { required: yes } }'],
    [false, 'attributes: { a: { values: x } }'],
    [false, 'attributes: { a: { values: [[x]] } }'],
    [true, 'attributes: { a: { type: text, values: [1, 010] } }'],
    [false, 'attributes: { a: { type: text, values: [true] } }'],
    [false, 'attributes: { a: { type: integer, values: [1.5] } }'],
    [false, 'attributes: { a: { type: number, values: ["1"] } }'],
    [false, 'attributes: { a: { type: date, values: [soon] } }'],
    [false, 'attributes: { a: { type: boolean, values: ["true"] } }'],
    [false, 'attributes: { a: { vales: [x] } }'],
    [true, 'speakers: { interviewer: [INT], any role: [X] }'],
    [false, 'speakers: { interviewer: INT }'],
    [false, 'speakers: { interviewer: [1] }'],
    [true, 'participants: { P1: { role: principal, years: [1, 2], left: } }'],
    [false, 'participants: { P1: { sites: { a: b } } }'],
  ];
  for (const [fine, yaml] of configs) {
    it(`qualdown.yaml ${fine ? 'good' : 'wrong'}: ${yaml}`, () => {
      const found = parseConfig(yaml).problems.filter(({ rule }) => !beyond.test(rule));
      assert.deepEqual(
        [found.length === 0, valid.qualdown(parse(yaml))],
        [fine, fine],
        JSON.stringify(found),
      );
    });
  }
});
