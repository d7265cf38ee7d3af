import type { Problem, Range, Severity } from '../problem.js';
import type { NoteRule } from '../scan/types.js';

/** What a rule is about: the file whose lines it points at. */
export type Subject = 'file' | 'document' | 'front matter' | 'memo' | 'kept' | 'codebook' | 'study';

export interface Rule {
  readonly about: Subject;
  readonly severity: Severity;
  /** What is wrong, and why it matters to the counts. */
  readonly means: string;
  readonly wayOut: string;
}

/**
 * Every problem that a check can find, by its stable id. The one place for severities and explanations:
 * docs/problems.md is this table, printed (a test compares them).
 */
const table = {
  'file-unreadable': {
    about: 'file',
    severity: 'error',
    means:
      'A file of the study cannot be opened, or is not text in UTF-8. No table is made without it, since no figure would be right.',
    wayOut:
      'Make the file readable, save it as UTF-8, or leave it out by `documents` in qualdown.yaml. A Word document has to be turned into Markdown first.',
  },
  // Memos
  'memo-about-missing': {
    about: 'memo',
    severity: 'warning',
    means:
      'The memo is about a code, a document or a passage that does not exist, so it shows beside nothing and is found only in the list of memos.',
    wayOut:
      'Write the id of a code, the path of a document from the study downwards (`alder/ap1.md`), or a passage as `alder/ap1.md#its-id`.',
  },
  'memo-about-comment': {
    about: 'memo',
    severity: 'warning',
    means: 'What follows `#` without quotes is a comment to YAML, so the memo is about nothing.',
    wayOut: 'Put it in quotes, with the document before it: `about: "alder/ap1.md#its-id"`.',
  },
  // Saved comparisons, summaries of matrices, decisions between coders
  'kept-code-missing': {
    about: 'kept',
    severity: 'warning',
    means:
      'A saved comparison, a matrix or a decision between coders names a code that is neither in the codebook nor on any passage, so nothing is shown for it.',
    wayOut: 'Correct the id. A code that was renamed without an alias has to be renamed here too.',
  },
  'kept-attribute-missing': {
    about: 'kept',
    severity: 'warning',
    means: 'A saved comparison or a matrix goes by an attribute that no document states.',
    wayOut: 'Correct the name, or add the attribute to the front matter of the documents.',
  },
  'kept-name-repeated': {
    about: 'kept',
    severity: 'warning',
    means: 'Two files have the same name for what they keep, so it can mean either. The first file holds.',
    wayOut: 'Change `name` in one of them.',
  },
  'summary-row-missing': {
    about: 'kept',
    severity: 'warning',
    means:
      'A summary stands under a row that the study does not have: no document states the value, or there is no such document or participant. The matrix cannot show it.',
    wayOut: 'Write the row as the documents have it now, or delete the summary.',
  },
  'summary-stale': {
    about: 'kept',
    severity: 'info',
    means:
      'Passages under a summary were added, taken away or edited since the summary was written, so it may no longer be true of them.',
    wayOut:
      'Read the passages again and save the summary once more, changed or not; that notes what it is about now.',
  },
  'adjudication-document-missing': {
    about: 'kept',
    severity: 'warning',
    means:
      'Decisions between coders are about a document that the study does not have, so they show nowhere.',
    wayOut: 'Write the path as the document has it now, from the study downwards: `document: alder/ap1.md`.',
  },
  // Codes on passages
  'code-unknown': {
    about: 'document',
    severity: 'error',
    means: 'A passage carries a code that is not in the codebook. It is counted, and listed as unknown.',
    wayOut:
      'Correct the spelling, or add the code to the codebook. If the class is for layout and no code, list it under `ignore_classes` in qualdown.yaml.',
  },
  'code-retired': {
    about: 'document',
    severity: 'warning',
    means: 'The code is marked `status: retired` in the codebook. The passage still counts under it.',
    wayOut: 'Use the code that replaces it, where the codebook names one, or take the code off.',
  },
  'code-not-codable': {
    about: 'document',
    severity: 'warning',
    means:
      'The codebook says `codable: false`: the code only groups others and is not meant for passages. The passage still counts under it.',
    wayOut: 'Choose one of the codes below it, or remove `codable: false`.',
  },
  'code-alias': {
    about: 'document',
    severity: 'info',
    means: 'The passage uses an old id of a code. It counts under the code of today.',
    wayOut: 'Nothing has to be done; write the id of today where you want to be rid of the note.',
  },
  'id-repeated': {
    about: 'document',
    severity: 'error',
    means: 'Two marks of one document have the same `#id`, so a link to it can mean either.',
    wayOut:
      'Give one of them another id. To join pieces into one passage use the same `seg` value, not the same `#id`.',
  },
  'seg-codes': {
    about: 'document',
    severity: 'error',
    means:
      'Pieces with the same `seg` value are one passage, but they carry different codes. Each code counts, for the whole passage.',
    wayOut: 'Give all pieces the same codes, or another `seg` value to what is another passage.',
  },
  'seg-coder': {
    about: 'document',
    severity: 'error',
    means: 'Pieces with the same `seg` value are one passage, but they are signed by different coders.',
    wayOut: 'Give all pieces the same `coder`, or another `seg` value to what is another passage.',
  },
  // What looks like coding and is read otherwise
  'mark-space': {
    about: 'document',
    severity: 'warning',
    means: 'A space stands between the closing bracket and the brace, so this is plain text and no coding.',
    wayOut: 'Write `]{` without a space between.',
  },
  'mark-not-attributes': {
    about: 'document',
    severity: 'warning',
    means: 'What stands between the braces is not read as codes, so this is plain text and no coding.',
    wayOut:
      'Put a dot before each code (`{.buffering .focus}`), and quotes around a value with spaces (`memo="two words"`). A code begins with a letter.',
  },
  'mark-unclosed-braces': {
    about: 'document',
    severity: 'warning',
    means:
      'A brace opens after the bracket and is not closed on its line, so this is plain text and no coding.',
    wayOut: 'Close the brace: `{.buffering}`.',
  },
  'mark-unopened': {
    about: 'document',
    severity: 'warning',
    means: 'A mark ends here, but no bracket opens it in this paragraph, so nothing is coded.',
    wayOut:
      'Put `[` where the passage begins. A passage over several paragraphs is a div (`::: {.code}` … `:::`), or one mark in each paragraph with the same `seg` value.',
  },
  'mark-blank-line': {
    about: 'document',
    severity: 'warning',
    means:
      'A blank line stands inside the brackets or inside a quoted value. It ends the paragraph, so nothing is coded.',
    wayOut:
      'Use a div (`::: {.code}` … `:::`), or one mark in each paragraph with the same `seg` value. Keep a memo on one line.',
  },
  'mark-empty': {
    about: 'document',
    severity: 'warning',
    means: 'The passage is empty: it carries a code and holds no text.',
    wayOut: 'Put the passage between the brackets or fences, or delete the mark.',
  },
  'mark-not-span': {
    about: 'document',
    severity: 'warning',
    means:
      'These brackets belong to an image, a footnote or the label of a link, so the mark on them codes nothing.',
    wayOut: 'Put brackets of their own around the passage: `[![photo](board.jpg)]{.isolation}`.',
  },
  'div-under-paragraph': {
    about: 'document',
    severity: 'warning',
    means:
      'A line of colons stands directly below a paragraph, so it is part of that paragraph and opens no div.',
    wayOut: 'Put a blank line before it.',
  },
  'div-not-attributes': {
    about: 'document',
    severity: 'warning',
    means: 'What follows the colons is not read as codes, so no div begins here.',
    wayOut:
      'Write one word (`::: buffering`) or codes in braces, each with a dot (`::: {.buffering .focus}`).',
  },
  'div-unclosed': {
    about: 'document',
    severity: 'error',
    means:
      'The div is never closed, so it is read to the end of what holds it and everything below counts as coded.',
    wayOut: 'Put a line `:::` where the passage ends.',
  },
  'div-cut-short': {
    about: 'document',
    severity: 'warning',
    means: 'The list or quote that holds the div ends before the div is closed, so the passage ends there.',
    wayOut: 'Close the div inside the same list item or quote, or begin it outside.',
  },
  'div-unopened': {
    about: 'document',
    severity: 'warning',
    means: 'A line `:::` closes a div here, but none is open.',
    wayOut: 'Delete the line, or add the opening line `::: {.code}` above the passage.',
  },
  'label-unlisted': {
    about: 'document',
    severity: 'warning',
    means:
      'This speaker is in none of the lists of the study. The words are counted, but belong to no participant; if this is an interviewer, words are counted that should not be.',
    wayOut:
      'List the label in qualdown.yaml under `speakers` or `participants`, or in the front matter of the document under `participants`.',
  },
  'mark-not-read': {
    about: 'document',
    severity: 'warning',
    means: 'It looks like coding, but belongs to no mark: a passage’s bracket, a div’s line or a heading.',
    wayOut:
      'Write `[passage]{.code}` without a space between, one pair of braces a mark, `## Heading {.code}` after a blank line, or `::: {.code}` with three colons.',
  },
  'label-in-paragraph': {
    about: 'document',
    severity: 'warning',
    means:
      'A speaker’s label begins a line in the middle of a paragraph, so the words still count as the speaker’s before.',
    wayOut: 'Put a blank line before it.',
  },
  // Front matter
  'front-matter-unreadable': {
    about: 'front matter',
    severity: 'error',
    means:
      'A line of the front matter cannot be read as YAML. What else stands there still counts, but attributes may be missing.',
    wayOut:
      'Correct the line. A text with a colon, or one that begins with a bracket, brace, star or quotation mark, must stand in quotes.',
  },
  'front-matter-unclosed': {
    about: 'front matter',
    severity: 'error',
    means:
      'The front matter opens with `---` and is not closed, so its lines are read as text and the document has no attributes.',
    wayOut: 'Put a line `---` after the last attribute.',
  },
  'front-matter-repeated': {
    about: 'front matter',
    severity: 'error',
    means: 'An attribute is stated twice. The first holds.',
    wayOut: 'Delete one of the two lines.',
  },
  'coding-value': {
    about: 'front matter',
    severity: 'error',
    means:
      '`coding` says whether a document is coded: `none`, `partial` or `done`. Another value is not understood, and is read as if the line were not there.',
    wayOut: 'Write `coding: none`, `coding: partial` or `coding: done`.',
  },
  'coding-none-marked': {
    about: 'front matter',
    severity: 'warning',
    means:
      'The document says `coding: none` but holds coded passages. As it stands it is left out of every comparison.',
    wayOut: 'Write `coding: partial` or `coding: done`.',
  },
  'attribute-missing': {
    about: 'front matter',
    severity: 'error',
    means:
      'The study requires an attribute (`required: true` in qualdown.yaml) that the document does not state. Where it is the attribute compared by, the document stands in a column of its own.',
    wayOut: 'Add the attribute to the front matter, between the two lines `---` at the top of the document.',
  },
  'attribute-type': {
    about: 'front matter',
    severity: 'error',
    means: 'The value is not of the type that qualdown.yaml gives the attribute.',
    wayOut:
      'Write a value of that type (a date as 2024-03-05, a number without quotes), or change the type in qualdown.yaml.',
  },
  'attribute-value': {
    about: 'front matter',
    severity: 'error',
    means: 'The value is none of those that qualdown.yaml lists for the attribute.',
    wayOut: 'Correct the value, or add it to `values` in qualdown.yaml.',
  },
  'attribute-variant': {
    about: 'front matter',
    severity: 'warning',
    means:
      'Another document states the same value with other capitals or spaces, or accents encoded in another way. The two are counted as different cases.',
    wayOut:
      'Write the value the same way in all documents. List the right ones under `values` in qualdown.yaml to have every other reported.',
  },
  'attribute-name-variant': {
    about: 'front matter',
    severity: 'warning',
    means:
      'The name of this attribute differs from one that the study compares by or declares in capitals or spaces alone. It is another attribute, so its value counts nowhere.',
    wayOut:
      'Write the name as in qualdown.yaml; the attribute compared by is `district` if nothing else is said.',
  },
  'participant-unlisted': {
    about: 'front matter',
    severity: 'warning',
    means: 'The study lists its participants in qualdown.yaml, and this one is not among them.',
    wayOut: 'Correct the id, or add the participant to qualdown.yaml.',
  },
  // Codebook and qualdown.yaml
  'yaml-syntax': {
    about: 'codebook',
    severity: 'error',
    means:
      'A line cannot be read as YAML. That entry, and what is indented below it, is left out; everything else is read.',
    wayOut:
      'Correct the line as the message says. Entries of one level begin in the same column, with spaces and not tabs.',
  },
  'field-unknown': {
    about: 'codebook',
    severity: 'warning',
    means: 'There is no field of this name here, so what it says has no effect.',
    wayOut: 'Correct the name. A field of your own begins with `x-`, such as `x-source`, and is kept.',
  },
  'field-repeated': {
    about: 'codebook',
    severity: 'error',
    means: 'A field is stated twice in one entry. The first holds.',
    wayOut: 'Delete one of the two.',
  },
  'field-type': {
    about: 'codebook',
    severity: 'error',
    means: 'A field holds another kind of value than it takes: a text, a list, a map, or `true` or `false`.',
    wayOut: 'Write it as the message says. A text with a colon in it must stand in quotes.',
  },
  'field-value': {
    about: 'codebook',
    severity: 'error',
    means: 'The value is none of those that the field takes.',
    wayOut: 'Choose one of those the message names.',
  },
  'codes-missing': {
    about: 'codebook',
    severity: 'error',
    means: 'The codebook has no map `codes:`, so every code of the documents is unknown.',
    wayOut:
      'Begin the codes with a line `codes:` and put each code below it, indented by two spaces: `  buffering:`.',
  },
  'code-id-form': {
    about: 'codebook',
    severity: 'error',
    means:
      'A passage cannot carry a code with this id: an id is a letter, then letters, digits, `-` or `_`, without spaces.',
    wayOut: 'Use a short id, and put the full wording under `name`.',
  },
  'code-id-repeated': {
    about: 'codebook',
    severity: 'error',
    means:
      'Two codes have the same id. Ids are unique over the whole codebook, whatever family they are in. The first holds.',
    wayOut: 'Rename one of the two, or delete it.',
  },
  'code-ignored': {
    about: 'codebook',
    severity: 'error',
    means:
      'The id, or an alias, is one of the classes that are never read as codes (Pandoc’s own, such as `mark` and `underline`, and those under `ignore_classes`), so no passage can carry it.',
    wayOut: 'Choose another id or alias, or take the class off `ignore_classes`.',
  },
  'alias-clash': {
    about: 'codebook',
    severity: 'error',
    means:
      'An alias is also the id or an alias of another code, so it could mean either. The id holds, else the alias that stands first.',
    wayOut: 'Delete the alias from one of them.',
  },
  'replaced-by-missing': {
    about: 'codebook',
    severity: 'error',
    means: '`replaced_by` names a code that is not in the codebook.',
    wayOut: 'Correct the id, or delete the field.',
  },
  'replaced-by-circle': {
    about: 'codebook',
    severity: 'error',
    means: 'Following `replaced_by` from code to code leads back to where it began.',
    wayOut: 'Let the last code of the row have no `replaced_by`.',
  },
  'replaced-by-active': {
    about: 'codebook',
    severity: 'info',
    means:
      'The code names a successor but is not marked as retired, so nothing tells coders to use the other.',
    wayOut: 'Add `status: retired`, or delete `replaced_by`.',
  },
  'counterpart-missing': {
    about: 'codebook',
    severity: 'error',
    means: '`counterpart` names a code that is not in the codebook.',
    wayOut: 'Correct the id, or delete the field.',
  },
  'counterpart-self': {
    about: 'codebook',
    severity: 'error',
    means: 'A code cannot be its own counterpart.',
    wayOut: 'Name the other code, or delete the field.',
  },
  'color-form': {
    about: 'codebook',
    severity: 'warning',
    means: 'The colour is not understood; the code is shown in a colour of the palette.',
    wayOut: 'Write it in quotes as `"#b5651d"`: a hash sign and six digits from 0 to f.',
  },
  'definition-missing': {
    about: 'codebook',
    severity: 'hint',
    means: 'The code has no definition yet, so two coders may understand it differently.',
    wayOut: 'Add `definition`, and `use_when` and `not_when` where the code borders on another.',
  },
  'code-unused': {
    about: 'codebook',
    severity: 'hint',
    means: 'No passage of the study carries the code.',
    wayOut:
      'Nothing has to be done. Before the study ends: retire the code, merge it, or say in a memo what its absence means.',
  },
  'pattern-unmatched': {
    about: 'study',
    severity: 'warning',
    means:
      'A pattern under `documents` matches no document, so documents may be missing in every figure without anybody seeing it.',
    wayOut:
      'Correct the pattern (a folder of the study by its name, or `interviews/**/*.md`; capitals and spaces matter), or delete it.',
  },
  'attribute-undeclared': {
    about: 'study',
    severity: 'warning',
    means: '`compare_by` names an attribute that no document states, so every document stands in one column.',
    wayOut: 'Correct the name, or add the attribute to the front matter of the documents.',
  },
  'coder-unknown': {
    about: 'study',
    severity: 'warning',
    means:
      '`coder_of_record` names a coder who has signed no passage, while others have. Their codings are not counted.',
    wayOut: 'Correct the name, or delete the line to count the codings of all coders.',
  },
  'speaker-clash': {
    about: 'study',
    severity: 'error',
    means:
      'One label stands for two roles or two participants, so it is not clear who speaks. The first holds.',
    wayOut: 'Give each its own label.',
  },
  'path-outside': {
    about: 'study',
    severity: 'error',
    means: 'A path leads out of the study, or holds only on one computer.',
    wayOut: 'Write a path from the folder of the study downwards, with `/` between the folders.',
  },
} as const satisfies Record<string, Rule> & Record<NoteRule, Rule>;

export type RuleId = keyof typeof table;
export const RULES: Readonly<Record<RuleId, Rule>> = table;

/** A problem of a rule, with that rule's severity. */
export function problem(
  rule: RuleId,
  range: Range,
  message: string,
  data?: Readonly<Record<string, unknown>>,
): Problem {
  const { severity } = RULES[rule];
  return { rule, severity, start: range.start, end: range.end, message, ...(data && { data }) };
}
