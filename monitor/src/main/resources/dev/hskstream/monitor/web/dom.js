// Elements from data. Text from the wire becomes text nodes only, never markup.

/** Creates an element; properties that are null or false are left out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element[name] = value;
    else if (name === 'width%') element.style.width = value + '%';
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false)
    .map(child => child instanceof Node ? child : document.createTextNode(String(child))));
  return element;
}

/** Makes the children of an element equal to the given nodes, and keeps what need not change, focus and scrolling included. */
export function show(parent, ...nodes) {
  const wanted = nodes.flat(Infinity).filter(Boolean);
  const kept = new Map([...parent.children].filter(child => child.dataset.keep).map(child => [child.dataset.keep, child]));
  wanted.forEach((node, index) => {
    const found = node.dataset && node.dataset.keep ? kept.get(node.dataset.keep) : null;
    if (found) {
      if (parent.childNodes[index] !== found) parent.insertBefore(found, parent.childNodes[index] || null);
      if (node.onrefresh) { found.onrefresh = node.onrefresh; found.onrefresh(found); }
      return;
    }
    const old = parent.childNodes[index];
    if (!old) parent.append(node);
    else if (!same(old, node)) old.dataset && old.dataset.keep ? parent.insertBefore(node, old) : old.replaceWith(node);
    else update(old, node);
  });
  while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
}

function same(old, node) {
  return old.nodeName === node.nodeName && (old.dataset ? old.dataset.keep : null) === (node.dataset ? node.dataset.keep : null);
}

function update(old, node) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== node.data) old.data = node.data;
    return;
  }
  for (const attribute of [...old.attributes]) if (!node.hasAttribute(attribute.name)) old.removeAttribute(attribute.name);
  for (const { name, value } of [...node.attributes]) {
    // The content security policy refuses style attributes, but not styles.
    if (name === 'style') old.style.cssText = node.style.cssText;
    else if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const name of ['onclick', 'oninput', 'onchange']) old[name] = node[name];
  show(old, ...node.childNodes);
}

/** A table; a column is [title, cell, isNumber]. The first column's cells head their rows. */
export function table(caption, columns, rows, empty) {
  if (!rows.length) return h('p', { class: 'none' }, empty);
  return h('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 }, h('table', {},
    h('caption', {}, caption),
    h('thead', {}, h('tr', {}, columns.map(([title, , number]) => h('th', { scope: 'col', class: number ? 'n' : null }, title)))),
    h('tbody', {}, rows.map(row => h('tr', {}, columns.map(([, cell, number], index) =>
      index ? h('td', { class: number ? 'n' : null }, cell(row)) : h('th', { scope: 'row' }, cell(row))))))));
}

/** Names and values. */
export function facts(...pairs) {
  return h('dl', { class: 'facts' }, pairs.filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** Large numbers with their names. */
export function numbers(...pairs) {
  return h('dl', { class: 'numbers' }, pairs.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', { class: 'value' }, value))));
}
