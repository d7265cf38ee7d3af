// The page of an import: who speaks in the files, what they are called in the study, and how the first one will read.
import { element } from './elements.js';
import type {
  FromImportPage,
  ImportBlock,
  ImportPage,
  ToImportPage,
  VoiceRole,
  VoiceRow,
} from './import-messages.js';

declare function acquireVsCodeApi(): { postMessage(message: FromImportPage): void };

const host = acquireVsCodeApi();
const alert = element('p', 'alert');
alert.setAttribute('role', 'alert');
let form: Form | undefined;

addEventListener('message', ({ data }: MessageEvent<ToImportPage>) => {
  switch (data.type) {
    case 'reading':
      if (!form) document.body.replaceChildren(reading(data.message), alert);
      break;
    case 'page':
      form = new Form(data.page);
      document.body.replaceChildren(form.element, alert);
      form.focus();
      break;
    case 'key':
      form?.setKey(data.key, data.labels);
      break;
    case 'failed':
      alert.textContent = data.message;
      if (!alert.isConnected) document.body.append(alert);
  }
});
addEventListener('keydown', ({ key, target }) => {
  // In a field it closes a list of proposals, and what was typed there stays.
  const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
  if (key === 'Escape' && !isField) host.postMessage({ type: 'cancel' });
});
host.postMessage({ type: 'ready' });

function reading(message: string): HTMLElement {
  const status = element('p', 'hint', message);
  status.setAttribute('role', 'status');
  return status;
}

class Form {
  readonly element = element('form');
  readonly #page: ImportPage;
  readonly #voices: VoiceRow[];
  readonly #labels: HTMLInputElement[] = [];
  readonly #preview = element('div', 'blocks');
  readonly #warning = element('p', 'hint warning');
  readonly #key = element('span', 'path');
  readonly #forget = element('button', 'plain');
  readonly #inText = element('input');
  readonly #folder = element('input');

  constructor(page: ImportPage) {
    this.#page = page;
    this.#voices = page.voices.map((voice) => ({ ...voice }));
    const head = element('header');
    head.append(element('h1', '', page.title), element('p', 'hint', page.subtitle));
    head.append(...page.notes.map((note) => element('p', 'note', note)));
    const columns = element('div', 'columns');
    columns.append(this.#settings(), this.#reading());
    this.element.append(head, columns);
    this.element.onsubmit = (event) => {
      event.preventDefault();
      this.#send();
    };
    this.setKey(page.key, {});
    this.#changed();
  }

  focus(): void {
    (this.#labels[0] ?? this.element.querySelector<HTMLElement>('button.main') ?? this.#folder).focus();
  }

  setKey(key: string, labels: Readonly<Record<string, string>>): void {
    alert.textContent = '';
    this.#key.textContent = key === '' ? this.#page.texts.noKey : key;
    this.#forget.hidden = key === '';
    for (const [index, voice] of this.#voices.entries()) {
      const label = labels[voice.name];
      if (label === undefined) continue;
      voice.label = label;
      this.#labels[index]!.value = label;
    }
    this.#changed();
  }

  #settings(): HTMLElement {
    const { texts, folders, folder, ready } = this.#page;
    const settings = element('div', 'settings');
    settings.append(this.#who());

    this.#inText.type = 'checkbox';
    this.#inText.onchange = () => this.#changed();
    const inText = element('label', 'check');
    inText.append(this.#inText, texts.inText);

    const key = element('fieldset');
    const browse = button('plain', texts.browse, () => host.postMessage({ type: 'browseKey' }));
    browse.id = 'browse';
    this.#forget.type = 'button';
    this.#forget.textContent = texts.forget;
    this.#forget.onclick = () => host.postMessage({ type: 'forgetKey' });
    const row = element('div', 'row');
    row.append(this.#key, browse, this.#forget);
    key.append(element('legend', '', texts.key), row, element('p', 'hint', texts.keyHint));

    const place = element('fieldset');
    this.#folder.value = folder;
    this.#folder.id = 'folder';
    this.#folder.setAttribute('aria-label', texts.folder);
    this.#folder.setAttribute('list', 'folders');
    place.append(element('legend', '', texts.folder), this.#folder, listOf('folders', folders));
    place.append(element('p', 'hint', texts.folderHint));

    const buttons = element('div', 'buttons');
    const main = element('button', 'main', texts.import);
    main.type = 'submit';
    main.disabled = !ready;
    buttons.append(
      main,
      button('plain', texts.cancel, () => host.postMessage({ type: 'cancel' })),
    );
    settings.append(inText, key, place, this.#warning, buttons);
    return settings;
  }

  /** A row for each who speaks. */
  #who(): HTMLElement {
    const { texts, suggestions } = this.#page;
    const who = element('fieldset');
    who.append(element('legend', '', texts.who));
    if (this.#voices.length === 0) {
      who.append(element('p', 'hint', texts.noVoices));
      return who;
    }
    const table = element('table');
    const head = table.createTHead().insertRow();
    for (const text of [texts.name, texts.role, texts.label]) {
      const cell = element('th', '', text);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    this.#voices.forEach((voice, index) => body.append(this.#voiceRow(voice, index)));
    who.append(element('p', 'hint', texts.whoHint), table, listOf('labels', suggestions));
    return who;
  }

  #voiceRow(voice: VoiceRow, index: number): HTMLElement {
    const { texts } = this.#page;
    const row = element('tr');
    const name = element('th');
    name.scope = 'row';
    name.id = `voice-${index}`;
    name.append(element('span', 'name', voice.name), element('span', 'hint', voice.figures));
    if (voice.example !== '') name.append(element('span', 'example', voice.example));

    const role = element('select');
    role.id = `role-${index}`;
    role.setAttribute('aria-label', `${texts.role}: ${voice.name}`);
    for (const value of ['participant', 'interviewer', 'nobody'] as const) {
      const option = element('option', '', texts[value]);
      option.value = value;
      option.selected = voice.role === value;
      role.append(option);
    }
    const label = element('input');
    label.id = `label-${index}`;
    label.value = voice.label;
    label.setAttribute('aria-label', `${texts.label}: ${voice.name}`);
    label.setAttribute('list', 'labels');
    label.spellcheck = false;
    label.disabled = voice.role === 'nobody';
    role.onchange = () => {
      voice.role = role.value as VoiceRole;
      label.disabled = voice.role === 'nobody';
      this.#changed();
    };
    label.oninput = () => {
      voice.label = label.value;
      this.#changed();
    };
    this.#labels.push(label);
    for (const control of [role, label]) row.insertCell().append(control);
    row.prepend(name);
    return row;
  }

  #reading(): HTMLElement {
    const { texts, target } = this.#page;
    const reading = element('section', 'reading');
    reading.setAttribute('aria-label', texts.preview);
    reading.append(element('h2', '', texts.preview), element('p', 'hint', target), this.#preview);
    this.#preview.tabIndex = 0;
    this.#preview.setAttribute('role', 'region');
    this.#preview.setAttribute('aria-label', target);
    return reading;
  }

  #changed(): void {
    const { texts, blocks, ready } = this.#page;
    this.#preview.replaceChildren(...blocks.map((block) => this.#block(block)));
    const asked = this.#voices.some(({ role }) => role === 'interviewer');
    this.#warning.textContent = ready && this.#voices.length > 0 && !asked ? texts.noInterviewer : '';
  }

  #block({ speaker, time, text, heading }: ImportBlock): HTMLElement {
    const voice = this.#voices.find(({ name }) => name === speaker);
    const block = element(heading ? 'h3' : 'p', voice?.role ?? '');
    if (voice && voice.role !== 'nobody') block.append(element('strong', '', `${voice.label}:`), ' ');
    if (time !== null) block.append(element('span', 'time', `[${time}]`), ' ');
    const kept = voice?.role === 'nobody' ? `${voice.name}: ` : '';
    block.append(kept, this.#inText.checked ? this.#renamed(text) : text);
    return block;
  }

  /** As the import will do it: whole words, the longest name first. */
  #renamed(text: string): string {
    const names = this.#voices.filter(
      ({ name, label, role }) => role !== 'nobody' && label !== name && label !== '',
    );
    if (names.length === 0) return text;
    const sorted = names.map(({ name }) => name).sort((a, b) => b.length - a.length);
    const words = sorted.map((name) => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
    const whole = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${words})(?![\\p{L}\\p{M}\\p{N}])`, 'gu');
    return text.replace(whole, (name) => names.find((one) => one.name === name)?.label ?? name);
  }

  #send(): void {
    const empty = this.#voices.findIndex(({ role, label }) => role !== 'nobody' && label.trim() === '');
    if (empty >= 0) {
      alert.textContent = this.#page.texts.noLabel;
      this.#labels[empty]!.focus();
      return;
    }
    alert.textContent = '';
    const voices = this.#voices.map(({ name, label, role }) => ({ name, label: label.trim(), role }));
    host.postMessage({
      type: 'import',
      choices: { voices, inText: this.#inText.checked, folder: this.#folder.value.trim() },
    });
  }
}

function button(className: string, text: string, run: () => void): HTMLButtonElement {
  const made = element('button', className, text);
  made.type = 'button';
  made.onclick = run;
  return made;
}

function listOf(id: string, values: readonly string[]): HTMLElement {
  const list = element('datalist');
  list.id = id;
  for (const value of values) {
    const option = element('option');
    option.value = value;
    list.append(option);
  }
  return list;
}
