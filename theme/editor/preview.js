// How the page will look: its kind, its title, who will see it and when, and its text, in the library's own styles.
'use strict';
window.loopEditor.push((CMS, config) => {
  const h = window.h;
  CMS.registerPreviewStyle('preview.css');
  // Sveltia would fetch what a page of ours is drawn with from elsewhere: it shows the fields one by one, in our letters.
  if (!window.loopEditor.hasPicks) return;

  const mark = (id) => h('svg', { className: 'mark', 'aria-hidden': true, key: id }, h('use', { href: `marks.svg#${id}` }));
  const notice = (kind, id, title, text) => h('div', { className: `notice notice--${kind}`, role: 'note', key: kind },
    mark(id), h('div', {}, h('p', { className: 'notice__title' }, title), h('p', {}, text)));
  const words = (day) => new Date(`${day}T12:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((each) => String(each).padStart(2, '0')).join('-');

  const notices = (data) => {
    const [audience, published] = [data.get('audience'), data.get('published')];
    const reason = data.getIn(['withdrawn', 'reason']);
    return [
      data.get('draft') && notice('withdrawn', 'info', 'This is a draft', 'It is on neither site until “Draft” is taken away.'),
      !audience && notice('withdrawn', 'info', 'Nobody will see this yet', 'Choose an audience: public or professional.'),
      audience === 'professional' && notice('professional', 'lock', 'For professionals', 'This page is on the professional site alone.'),
      isDay(published) && published > today && notice('embargo', 'eye', `Hidden until ${words(published)}`, 'Nobody sees this page before that day.'),
      reason && notice('withdrawn', 'info', 'This item has been withdrawn', reason),
    ];
  };

  const entries = (data, name, title) => {
    const list = data.get(name);
    if (!list || !list.size) return null;
    return h('section', { key: name }, h('h2', {}, title), ...list.toArray().map((each, at) => h('div', { key: `${name}${at}` },
      h('h3', {}, [each.get('ref'), each.get('title')].filter(Boolean).join(' ')),
      h('p', {}, each.get('text') ?? each.get('what') ?? ''))));
  };

  const pageOf = (collection) => ({ entry, widgetFor }) => {
    const data = entry.get('data');
    return h('article', { className: 'wrap article' },
      h('header', { className: 'head' },
        h('p', { className: 'kind' }, h('span', { className: 'kind__words' }, collection.label_singular)),
        h('h1', {}, data.get('title') || 'No title yet'),
        data.get('summary') ? h('p', { className: 'opening' }, data.get('summary')) : null,
        ...notices(data)),
      isDay(data.get('published')) ? h('dl', { className: 'facts' },
        h('div', {}, h('dt', {}, 'Published'), h('dd', {}, words(data.get('published'))))) : null,
      h('div', { className: 'layout layout--plain' },
        data.get('content_note') ? h('section', { className: 'note' },
          h('p', { className: 'note__title' }, 'Before you read'), h('p', {}, data.get('content_note'))) : null,
        h('div', { className: 'prose' },
          entries(data, 'three_things', 'Three things'),
          widgetFor('body'),
          entries(data, 'findings', 'Findings'),
          entries(data, 'recommendations', 'Recommendations'),
          entries(data, 'actions', 'Actions'))));
  };

  config.collections.filter((each) => each.folder).forEach((each) => CMS.registerPreviewTemplate(each.name, pageOf(each)));
});
