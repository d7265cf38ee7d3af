import fc from 'fast-check';

/** Paragraphs, lists, sections and divs with codes on everything that can carry one. */
export const { blocks: wellFormed } = fc.letrec<{ inline: string; block: string; blocks: string }>((tie) => {
  const words = fc
    .array(
      fc.constantFrom('we', 'keep', 'don’t', 'well-being', 'été', '漢字', '*so*', '`code`', '(it)', '5'),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((parts) => parts.join(' '));
  const label = fc.constantFrom('', '', '**P1:** ', 'INT: ');
  const code = fc.constantFrom('.a', '.b', '.a .b coder=ana', '#x1 .a memo="m ] }"', '.a seg=k3v9q2xw');
  return {
    inline: fc.oneof(
      { weight: 2, arbitrary: words },
      fc.tuple(tie('inline'), code).map(([text, codes]) => `[${text}]{${codes}}`),
      fc.tuple(words, tie('inline'), fc.constantFrom('', ' ')).map(([one, two, gap]) => one + gap + two),
    ),
    block: fc.oneof(
      { weight: 3, arbitrary: fc.tuple(label, tie('inline')).map((parts) => parts.join('')) },
      fc.tuple(words, code).map(([text, codes]) => `## ${text} {${codes}}`),
      fc.tuple(tie('blocks'), code).map(([text, codes]) => `::: {${codes}}\n${text}\n:::`),
      fc.tuple(tie('inline'), tie('inline')).map((items) => items.map((item) => `- ${item}`).join('\n')),
      tie('inline').map((text) => `> ${text}`),
    ),
    blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n\n')),
  };
});
