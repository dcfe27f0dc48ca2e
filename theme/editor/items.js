// Pick-lists of our own. A field that names items of the library: first a type, then the item by its title; only the type that is asked
// for is read. And the role of a block: the program's own list calls an item changed that was only opened.
'use strict';
window.loopEditor.hasPicks = true;
window.loopEditor.push((CMS, config) => {
  const { h, createClass } = window;
  const kinds = config.collections.filter((each) => each.folder);
  const kindOf = (collection) => collection.fields.find((each) => each.name === 'type').default;
  const idOf = (hit) => hit.path.replace(/(\/index)?\.md$/, '').replace(/^.*\//, '');

  const Control = createClass({
    getInitialState() {
      const wanted = this.props.field.get('kind');
      return { collection: kinds.find((each) => kindOf(each) === wanted).name, items: null };
    },

    componentDidMount() {
      this.mounted = true;
    },

    componentWillUnmount() {
      this.mounted = false;
    },

    many() {
      return this.props.field.get('multiple', false);
    },

    chosen() {
      const { value } = this.props;
      if (!value) return [];
      return typeof value === 'string' ? [value] : value.toJS();
    },

    // The program asks each control whether what it holds will do.
    isValid() {
      const { field } = this.props;
      const [least, most, count] = [field.get('min', 0), field.get('max', Infinity), this.chosen().length];
      if (!this.many() || (count === 0 && !field.get('required', true)) || (count >= least && count <= most)) return true;
      return { error: { message: count < least ? `Choose at least ${least}.` : `Choose at most ${most}.` } };
    },

    async load() {
      const { collection, items } = this.state;
      if (items) return;
      const { payload } = await this.props.query(`${this.props.forID}-${collection}`, collection, ['title'], '');
      const found = (payload.hits ?? []).map((hit) => ({ id: idOf(hit), title: hit.data.title ?? idOf(hit) }));
      found.sort((one, other) => one.title.localeCompare(other.title));
      if (this.mounted && this.state.collection === collection) this.setState({ items: found });
    },

    give(ids) {
      const { onChange, field } = this.props;
      // The program wants a list of its own kind, and gives no name for that: one is made from another.
      return onChange(this.many() ? field.keySeq().toList().clear().concat(ids) : ids[0] ?? '');
    },

    render() {
      const { forID, classNameWrapper, field, setActiveStyle, setInactiveStyle } = this.props;
      const ids = this.chosen();
      const { collection, items } = this.state;
      const add = (id) => id && !ids.includes(id) && this.give(this.many() ? [...ids, id] : [id]);
      const full = ids.length >= (this.many() ? field.get('max', Infinity) : Infinity);
      return h('div', { className: classNameWrapper, onFocus: setActiveStyle, onBlur: setInactiveStyle },
        h('ul', { className: 'loop-items' }, ...ids.map((id) => h('li', { key: id },
          h('code', {}, id), ' ',
          h('button', { type: 'button', onClick: () => this.give(ids.filter((each) => each !== id)) }, `Take out ${id}`)))),
        full ? null : h('p', {},
          h('label', {}, 'Type of item ',
            h('select', {
              value: collection,
              onChange: (event) => this.setState({ collection: event.target.value, items: null }, this.load),
            }, ...kinds.map((each) => h('option', { key: each.name, value: each.name }, each.label)))), ' ',
          h('label', { htmlFor: forID }, 'Item '),
          h('select', { id: forID, value: '', onFocus: this.load, onChange: (event) => add(event.target.value) },
            h('option', { value: '' }, items === null ? 'Choose …' : items.length ? 'Choose …' : 'There is none yet'),
            ...(items ?? []).map((each) => h('option', { key: each.id, value: each.id }, `${each.title} (${each.id})`)))));
    },
  });

  const Role = createClass({
    getInitialState() {
      return { roles: [] };
    },

    async componentDidMount() {
      this.mounted = true;
      const { payload } = await this.props.query(this.props.forID, 'registers', ['roles.*.label'], '', 'roles', 500);
      const found = (payload.hits ?? []).flatMap((hit) => hit.data.roles ?? []);
      if (this.mounted) this.setState({ roles: found });
    },

    componentWillUnmount() {
      this.mounted = false;
    },

    render() {
      const { forID, value, onChange, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      const { roles } = this.state;
      const known = !value || roles.some((each) => each.id === value);
      return h('div', { className: classNameWrapper },
        h('select', {
          id: forID, value: value ?? '', onFocus: setActiveStyle, onBlur: setInactiveStyle, onChange: (event) => onChange(event.target.value),
        },
        h('option', { value: '' }, 'Choose …'),
        known ? null : h('option', { value }, value),
        ...roles.map((each) => h('option', { key: each.id, value: each.id }, each.label))));
    },
  });

  const Preview = ({ value }) => h('span', {}, !value ? '' : typeof value === 'string' ? value : value.join(', '));
  CMS.registerWidget('loop-item', Control, Preview);
  CMS.registerWidget('loop-role', Role, Preview);
});
