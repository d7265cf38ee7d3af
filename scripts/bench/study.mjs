// The study that the budgets are measured on: interviews as they are, at a given density of marks.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomFrom, sentencesOfSample } from './prose.mjs';

const FAMILIES = [
  'trust',
  'isolation',
  'oversight',
  'resources',
  'practice',
  'data',
  'time',
  'policy',
  'voice',
  'change',
];
const ASPECTS = ['building', 'of-confidence', 'at-school', 'refused', 'evidence'];
const DISTRICTS = [
  'Alder',
  'Port Hallam',
  'Tilden',
  'Marlow',
  'Eastbrook',
  'Quarry Hill',
  'Stanley',
  'Dunmore',
];
const ROLES = ['superintendent', 'principal', 'teacher', 'coach', 'board member'];
const PEOPLE = 300;
const MEAN_BYTES = 53_000;
/** The first document has this size: a long interview to type in. */
const FIRST_BYTES = 100_000;

/** Families code whole sections and blocks, their children passages: so no code ever lies within itself. */
const CHILDREN = FAMILIES.flatMap((family) => ASPECTS.map((aspect) => `${family}-${aspect}`));

/**
 * Writes a study into `folder`, the same for the same options.
 * @param density marks per megabyte
 * @returns its `files` (documents, absolute), bytes, and the `marks` and `codings` that were written; a coding in
 * several fragments is one
 */
export function writeStudy(folder, { documents, density, seed = 1 }) {
  const random = randomFrom(seed);
  const writer = new Writer(random, density / 1_000_000);
  const files = [];
  for (let index = 0; index < documents; index++) {
    const file = join(folder, `district-${index % DISTRICTS.length}`, `interview-${index}.md`);
    const bytes = index === 0 ? FIRST_BYTES : MEAN_BYTES * (0.4 + 1.2 * random());
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, writer.document(index, bytes));
    files.push(file);
  }
  writeFileSync(join(folder, 'qualdown.yaml'), configuration());
  writeFileSync(join(folder, 'codebook.yaml'), codebook());
  const { bytes, marks, codings } = writer;
  return { folder, density, files, bytes, marks, codings };
}

class Writer {
  bytes = 0;
  marks = 0;
  codings = 0;
  #parts = [];
  #fragments = 0;
  #sentences = sentencesOfSample();

  constructor(random, density) {
    this.random = random;
    this.density = density;
  }

  document(index, length) {
    this.#parts = [];
    const end = this.bytes + length;
    const speaker = `P${(index % PEOPLE) + 1}`;
    this.#put(frontMatter(index, speaker));
    while (this.bytes < end) this.#topic(speaker);
    return this.#parts.join('');
  }

  /** A heading, some questions and answers, now and then a list or a quotation. */
  #topic(speaker) {
    const coded = this.#owed() >= 1 && this.#chance(0.2);
    this.#put(`## ${this.#words(5)}${coded ? ` {.${this.#count(this.#pick(FAMILIES))}}` : ''}\n\n`);
    for (let turn = 0; turn < 6; turn++) {
      this.#put(`**INT:** ${this.#plain()}\n\n**${speaker}:** ${this.#answer()}\n\n`);
      if (this.#chance(0.3)) this.#put(`${this.#answer()}\n\n`);
    }
    if (this.#chance(0.3)) this.#put(`- ${this.#answer(1)}\n- ${this.#answer(1)}\n- ${this.#plain()}\n\n`);
    if (this.#chance(0.1)) this.#put(`> ${this.#answer(2)}\n\n`);
    if (!coded && this.#owed() >= 1 && this.#chance(0.1)) {
      this.#put(`::: {.${this.#count(this.#pick(FAMILIES))}}\n${this.#answer()}\n:::\n\n`);
    }
  }

  #answer(most = 8) {
    const sentences = [];
    for (let count = 1 + Math.floor(this.random() * most); count > 0; count--)
      sentences.push(this.#sentence());
    return sentences.join(' ');
  }

  /** A sentence with as many marks as are due; a tenth of them within another mark. */
  #sentence() {
    const { words, bytes } = this.#pick(this.#sentences);
    this.#pending += bytes + 1;
    const due = Math.min(Math.floor(this.#owed()), words.length >> 1);
    if (due < 1) return this.#chance(0.02) ? words.with(-1, `*${words.at(-1)}*`).join(' ') : words.join(' ');
    const nested = due > 2 && this.#chance(0.3);
    const codes = new Set();
    const pieces = [];
    const passages = nested ? due - 1 : due;
    for (let at = 0; at < passages; at++) {
      const from = Math.floor((at * words.length) / passages);
      const to = Math.floor(((at + 1) * words.length) / passages);
      // Few codes each: the last word or two of a passage stay outside, as they do when people select.
      pieces.push(this.#mark(words.slice(from, to).join(' '), codes));
    }
    const text = pieces.join(' ');
    return nested ? this.#mark(text, codes) : text;
  }
  /** Bytes of sentences that are not put down yet. */
  #pending = 0;

  #mark(text, used) {
    const code = this.#code(used);
    this.#count(code);
    const luck = this.random();
    let attributes = `.${code}`;
    if (luck < 0.1) {
      const second = this.#code(used);
      this.codings++;
      attributes += ` .${second}`;
    } else if (luck < 0.13) attributes += ' coder=ana';
    else if (luck < 0.15) attributes += ` memo="${this.#words(6)}"`;
    else if (luck < 0.17) {
      // Two fragments of one passage: two marks, one coding.
      const [first, ...others] = text.split(' ');
      const plain = !text.includes('{') && others.length > 1;
      if (plain) {
        const seg = `${attributes} seg=s${(this.#fragments++).toString(36).padStart(7, '0')}`;
        this.marks++;
        this.#pending += seg.length + 5;
        attributes = seg;
        text = `${first}]{${seg}} ${others[0]} [${others.slice(1).join(' ')}`;
      }
    }
    this.#pending += attributes.length + 4;
    return `[${text}]{${attributes}}`;
  }

  #code(used) {
    for (;;) {
      const code = this.#pick(CHILDREN);
      if (used.has(code)) continue;
      used.add(code);
      return code;
    }
  }

  #count(code) {
    this.marks++;
    this.codings++;
    return code;
  }

  #owed() {
    return this.density * (this.bytes + this.#pending) - this.marks;
  }

  #put(text) {
    this.#pending = 0;
    this.bytes += Buffer.byteLength(text);
    this.#parts.push(text);
  }

  #plain() {
    return this.#pick(this.#sentences).words.join(' ');
  }

  #words(count) {
    return this.#plain()
      .split(' ')
      .slice(0, count)
      .join(' ')
      .replace(/[^\p{L}\p{N}’ ]/gu, '');
  }

  #pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  #chance(probability) {
    return this.random() < probability;
  }
}

function frontMatter(index, speaker) {
  const day = String((index % 28) + 1).padStart(2, '0');
  return `---
title: Interview ${index} with ${speaker}
district: ${DISTRICTS[index % DISTRICTS.length]}
wave: ${(index % 2) + 1}
role: ${ROLES[index % ROLES.length]}
kind: interview
date: 2024-03-${day}
participants: [${speaker}]
coding: done
---

`;
}

function configuration() {
  const people = Array.from({ length: PEOPLE }, (_, index) => {
    const role = ROLES[index % ROLES.length];
    return `  P${index + 1}: { role: ${role}, district: ${DISTRICTS[index % DISTRICTS.length]} }\n`;
  });
  return `name: A generated study
codebook: codebook.yaml
compare_by: district
attributes:
  district: { type: text, required: true, values: [${DISTRICTS.join(', ')}] }
  wave: { type: integer, required: true, values: [1, 2] }
  role: { type: text, required: true }
speakers:
  interviewer: [INT, Interviewer]
participants:
${people.join('')}`;
}

function codebook() {
  const families = FAMILIES.map((family) => {
    const children = ASPECTS.map((aspect) => `      ${family}-${aspect}: { name: ${family} ${aspect} }\n`);
    return `  ${family}:\n    name: ${family}\n    codes:\n${children.join('')}`;
  });
  return `name: Codes of a generated study\ncodes:\n${families.join('')}`;
}
