import type {
  Case,
  CodeNode,
  CodeSet,
  Coding,
  Note,
  Selection,
  Source,
  Text,
  User,
  Variable,
  VariableValue,
} from './types.js';
import { around, element, open, wrapped } from './xml.js';

// The parts of project.qde in the order that the schema asks for. An element that would hold nothing is left out.

const PROJECT = 'urn:QDA-XML:project:1.0';
const CODEBOOK = 'urn:QDA-XML:codebook:1.0';
const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';

export const SOURCES = '<Sources>\n';
export const SOURCES_END = '</Sources>\n';

export function projectStart(name: string, origin: string): string {
  return `${HEAD}${open('Project', { xmlns: PROJECT, name, origin })}\n`;
}

export function projectEnd(noteRefs: readonly string[]): string {
  return `${noteRefs.map(noteRef).join('\n')}\n</Project>\n`;
}

export function users(all: readonly User[]): string {
  return line(
    wrapped(
      'Users',
      all.map(({ guid, name }) => element('User', { guid, name })),
    ),
  );
}

export function codes(tree: readonly CodeNode[]): string {
  return line(wrapped('CodeBook', [wrapped('Codes', tree.map(code))].filter(Boolean)));
}

/** The codebook alone, as a file. */
export function codebook(origin: string, tree: readonly CodeNode[], groups: readonly CodeSet[]): string {
  const inside = [wrapped('Codes', tree.map(codeAlone)), wrapped('Sets', groups.map(setAlone))];
  return `${HEAD}${wrapped('CodeBook', inside.filter(Boolean), { xmlns: CODEBOOK, origin })}\n`;
}

export function variables(all: readonly Variable[]): string {
  return line(
    wrapped(
      'Variables',
      all.map(({ guid, name, type, description }) =>
        around('Variable', { guid, name, typeOfVariable: type }, [described(description)]),
      ),
    ),
  );
}

export function cases(all: readonly Case[]): string {
  return line(
    wrapped(
      'Cases',
      all.map(({ guid, name, description, values, sources }) =>
        around('Case', { guid, name }, [
          described(description),
          ...values.map(valueOf),
          ...sources.map((targetGUID) => element('SourceRef', { targetGUID })),
        ]),
      ),
    ),
  );
}

export function source(text: Source): string {
  return line(textElement('TextSource', text));
}

export function notes(all: readonly Note[]): string {
  return line(
    wrapped(
      'Notes',
      all.map((note) => textElement('Note', note)),
    ),
  );
}

export function sets(all: readonly CodeSet[]): string {
  return line(
    wrapped(
      'Sets',
      all.map(({ guid, name, description, codes }) =>
        around('Set', { guid, name }, [
          described(description),
          ...codes.map((targetGUID) => element('MemberCode', { targetGUID })),
        ]),
      ),
    ),
  );
}

function textElement(name: string, text: Text): string {
  const attributes = {
    guid: text.guid,
    name: text.name,
    plainTextPath: text.plainTextPath,
    creatingUser: text.user,
    creationDateTime: text.date,
  };
  return around(name, attributes, [
    described(text.description),
    text.plainText === undefined ? '' : element('PlainTextContent', {}, text.plainText),
    ...text.selections.map(selection),
    ...text.codings.map(coding),
    ...text.noteRefs.map(noteRef),
    ...text.values.map(valueOf),
  ]);
}

function selection({ guid, name, description, start, end, user, codings, noteRefs }: Selection): string {
  const attributes = { guid, name, startPosition: start, endPosition: end, creatingUser: user };
  return around('PlainTextSelection', attributes, [
    described(description),
    ...codings.map(coding),
    ...noteRefs.map(noteRef),
  ]);
}

function coding({ guid, code: targetGUID, user, noteRefs }: Coding): string {
  return around('Coding', { guid, creatingUser: user }, [
    element('CodeRef', { targetGUID }),
    ...noteRefs.map(noteRef),
  ]);
}

function code(node: CodeNode): string {
  return codeElement(node, node.noteRefs, code);
}

function codeAlone(node: CodeNode): string {
  return codeElement(node, [], codeAlone);
}

function codeElement(
  { guid, name, codable, color, description, children }: CodeNode,
  noteRefs: readonly string[],
  child: (node: CodeNode) => string,
): string {
  return around('Code', { guid, name, isCodable: codable, color }, [
    described(description),
    ...noteRefs.map(noteRef),
    ...children.map(child),
  ]);
}

function setAlone({ guid, name, description, codes }: CodeSet): string {
  return around('Set', { guid, name }, [
    described(description),
    ...codes.map((targetGUID) => element('MemberCode', { guid: targetGUID })),
  ]);
}

function valueOf({ variable, type, text }: VariableValue): string {
  return wrapped('VariableValue', [
    element('VariableRef', { targetGUID: variable }),
    element(`${type}Value`, {}, text),
  ]);
}

function noteRef(targetGUID: string): string {
  return element('NoteRef', { targetGUID });
}

function described(text: string | undefined): string {
  return text === undefined || text === '' ? '' : element('Description', {}, text);
}

function line(text: string): string {
  return text === '' ? '' : `${text}\n`;
}
