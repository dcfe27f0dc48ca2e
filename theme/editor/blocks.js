// The directives of the library's Markdown as blocks of the editor.
'use strict';
{
  const text = { name: 'text', label: 'Text', widget: 'text' };
  const line = (name, label, more = {}) => ({ name, label, widget: 'string', required: false, ...more });
  const picked = window.loopEditor.hasPicks ? { widget: 'loop-role' } : {
    widget: 'relation', collection: 'registers', file: 'roles',
    value_field: 'roles.*.id', search_fields: ['roles.*.label'], display_fields: ['roles.*.label'],
  };
  const role = { name: 'argument', label: 'Role', ...picked };
  const address = line('address', 'Address of the film, with https://', {
    required: true, pattern: ['^https://\\S+$', 'Write an address that begins with https://'],
  });

  // The class is that of the published page, so that the preview looks like it.
  const blocks = [
    { id: 'professional', label: 'For professionals only', tag: 'section', look: 'professional-only', fields: [] },
    { id: 'role', label: 'For one role', tag: 'aside', look: 'role-block', fields: [role] },
    { id: 'voice', label: 'Somebody’s words', tag: 'figure', look: 'voice', fields: [line('argument', 'Who said it, and how we know', { required: true })] },
    { id: 'well-done', label: 'Well done', tag: 'section', look: 'well-done', title: 'Well done', fields: [line('argument', 'Heading')] },
    { id: 'questions', label: 'Questions for a team', tag: 'section', look: 'questions', title: 'Questions for your team', fields: [line('argument', 'Heading')] },
    { id: 'video', label: 'Film', tag: 'div', look: 'video', fields: [address, line('argument', 'Title', { required: true })] },
  ];

  const told = (words) => (words ?? '').trim().replace(/\s*\n\s*/g, ' ');

  // Enough of Markdown to see a block as it will be: paragraphs, lists, stress, links. The text itself is never changed.
  const inline = (words) => {
    const { h } = window;
    const [whole, before, strong, soft, label, href, after] =
      /^([\s\S]*?)(?:\*\*(.+?)\*\*|\*(.+?)\*|\[([^\]]+)\]\(([^)\s]+)\))([\s\S]*)$/.exec(words) ?? [];
    if (whole === undefined) return [words];
    const found = strong ? h('strong', { key: after }, strong) : soft ? h('em', { key: after }, soft) : h('a', { key: after, href: /^(https:|[./])/.test(href) ? href : '#' }, label);
    return [before, found, ...inline(after)];
  };
  const shown = (words) => words.trim().split(/\n{2,}/).filter(Boolean).map((part, at) => {
    const { h } = window;
    const lines = part.split('\n');
    const [bullet, number] = [/^[-*] +/, /^\d+[.)] +/];
    const sign = [bullet, number].find((each) => each.test(lines[0]));
    if (!sign) return h('p', { key: `p${at}` }, ...inline(told(part)));
    const entries = [];
    lines.forEach((each) => sign.test(each) ? entries.push(each.replace(sign, '')) : entries.push(`${entries.pop()} ${each.trim()}`));
    return h(sign === bullet ? 'ul' : 'ol', { key: `l${at}` }, ...entries.map((each, which) => h('li', { key: `i${which}` }, ...inline(each))));
  });
  const asWords = (one) => one.charAt(0).toUpperCase() + one.slice(1).replace(/-/g, ' ');

  const component = ({ id, label, tag, look, title, fields }) => ({
    id,
    label,
    fields: [...fields, text],
    pattern: new RegExp(`^::: ${id}(?: ([^\\n]*))?\\n([\\s\\S]*?)\\n:::(?=\\n|$)`),
    fromBlock: (match) => {
      const [, words = '', inner] = match;
      if (id !== 'video') return { argument: words.trim(), text: inner.trim() };
      const [first, ...rest] = words.trim().split(' ');
      return { address: first, argument: rest.join(' '), text: inner.trim() };
    },
    // The dialect asks for a blank line before and after; the program puts one between blocks.
    toBlock: (given) => {
      const words = [id, told(given.address), told(given.argument)].filter(Boolean).join(' ');
      return `::: ${words}\n${(given.text ?? '').trim()}\n:::`;
    },
    toPreview: (given) => {
      const h = window.h;
      const words = told(given.argument) || title || '';
      const paragraphs = shown(given.text ?? '');
      if (id === 'professional') return h(tag, { className: look }, ...paragraphs);
      if (id === 'voice') return h(tag, { className: look }, h('blockquote', {}, ...paragraphs), h('figcaption', {}, words));
      const heading = id === 'role' ? asWords(words) : words;
      return h(tag, { className: look }, heading && h('p', { key: 'title', className: `${look}__title` }, heading), ...paragraphs);
    },
  });

  window.loopEditor.push((CMS) => blocks.forEach((block) => CMS.registerEditorComponent(component(block))));
}
