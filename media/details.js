// Builds the details page out of data. Text only ever becomes text: nothing here parses HTML.

/** @typedef {import('../src/core/view/details/model.ts').Inline} Inline */
/** @typedef {import('../src/core/view/details/model.ts').Block} Block */
/** @typedef {import('../src/core/view/details/model.ts').Fact} Fact */
/** @typedef {import('../src/core/view/details/model.ts').Step} Step */
/** @typedef {import('../src/core/view/details/model.ts').DetailsModel} DetailsModel */
/** @typedef {import('../src/core/view/details/model.ts').DetailsButton} DetailsButton */
/** @typedef {import('../src/core/view/details/model.ts').DetailsSection} DetailsSection */
/** @typedef {import('../src/core/view/details/model.ts').PendingPart} PendingPart */
/** @typedef {import('../src/editor/details/protocol.ts').PageState} PageState */
/** @typedef {import('../src/editor/details/protocol.ts').FromPage} FromPage */
/** @typedef {import('../src/editor/details/protocol.ts').ToPage} ToPage */

(() => {
  const vscode = acquireVsCodeApi();
  const page = document.getElementById('page') ?? document.body;
  /** The page that indices count for. */
  let revision = 0;
  /** @type {PageState | undefined} */
  let current;
  /** What each part was built from, to leave alone what is still the same. @type {Map<string, { written: string, node: HTMLElement }>} */
  let built = new Map();

  /** @param {FromPage} message */
  const post = (message) => vscode.postMessage(message);

  /**
   * @param {string} tag
   * @param {string} [className]
   * @param {readonly (HTMLElement | string)[]} [children]
   */
  function element(tag, className, children = []) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  }

  /**
   * @param {string} className
   * @param {string} text
   * @param {() => void} press
   */
  function button(className, text, press) {
    const node = element('button', className, [text]);
    node.setAttribute('type', 'button');
    node.addEventListener('click', press);
    return node;
  }

  /** @param {string} text @param {number} place */
  function placeButton(text, place) {
    const node = button('place', text, () => post({ type: 'openPlace', revision, place }));
    node.title = 'Open in the editor';
    return node;
  }

  /** @param {Inline} inline @returns {HTMLElement | string} */
  function inlineNode(inline) {
    switch (inline.kind) {
      case 'text':
        return inline.text;
      case 'code':
        return element('code', '', [inline.text]);
      case 'emphasis':
        return element('em', '', inline.inlines.map(inlineNode));
      case 'strong':
        return element('strong', '', inline.inlines.map(inlineNode));
      case 'place':
        return placeButton(inline.text, inline.place);
      case 'link': {
        const link = element('a', '', [inline.text]);
        link.setAttribute('href', '#');
        link.title = inline.url;
        link.addEventListener('click', (event) => {
          event.preventDefault();
          event.stopPropagation();
          post({ type: 'open', revision, link: inline.link });
        });
        if (inline.host === undefined) return link;
        return element('span', '', [link, element('span', 'host', [` (${inline.host})`])]);
      }
    }
  }

  /** @param {Block} block @returns {readonly HTMLElement[]} */
  function blockNodes(block) {
    switch (block.kind) {
      case 'paragraph':
        return [element('p', block.muted ? 'muted' : '', block.inlines.map(inlineNode))];
      case 'list': {
        const items = block.items.map((item) => element('li', '', item.flatMap(blockNodes)));
        const list = element(block.ordered ? 'ol' : 'ul', '', items);
        if (block.start !== undefined) list.setAttribute('start', String(block.start));
        return [list];
      }
      case 'code':
        return [...heading(block.label), scrolling(block.label ?? 'Code', [block.text])];
      case 'facts':
        return [element('dl', '', block.facts.flatMap(factNodes))];
      case 'steps': {
        const steps = element('ol', 'steps', block.steps.map(stepNode));
        steps.setAttribute('aria-label', block.label);
        return [...(block.label === 'Code flow' ? [] : heading(block.label)), steps];
      }
      case 'diff':
        return [
          ...heading(block.label),
          scrolling(
            block.label,
            block.lines.map(({ kind, text }) =>
              element('span', `line ${kind}`, [text === '' ? ' ' : text, '\n']),
            ),
          ),
        ];
    }
  }

  /** @param {string | undefined} text */
  function heading(text) {
    return text === undefined ? [] : [element('h3', '', [text])];
  }

  /** @param {string} label @param {readonly (HTMLElement | string)[]} children */
  function scrolling(label, children) {
    const pre = element('pre', '', [element('code', '', children)]);
    pre.tabIndex = 0;
    pre.setAttribute('role', 'group');
    pre.setAttribute('aria-label', label);
    return pre;
  }

  /** @param {Fact} fact */
  function factNodes({ label, inlines }) {
    return [element('dt', '', [label]), element('dd', '', inlines.map(inlineNode))];
  }

  /** @param {Step} step */
  function stepNode({ type, name, text, place }) {
    const spot = element('div', 'spot', [
      ...(name === undefined ? [] : [element('code', '', [name])]),
      placeButton(text, place),
    ]);
    return element('li', '', [element('div', 'step', [element('span', 'type', [type]), spot])]);
  }

  /** @param {DetailsModel} model */
  function header(model) {
    const severity = element('span', `severity ${model.severity}`, [
      element('span', 'icon'),
      model.severityName,
    ]);
    severity.firstElementChild?.setAttribute('aria-hidden', 'true');
    const node = element('header', '', [
      element('h1', '', [model.title]),
      element('p', 'grade', [severity, element('span', 'muted', [` · ${model.reportType}`])]),
      element('p', 'status', [model.status]),
    ]);
    if (model.buttons.length > 0) node.append(buttonRow(model.buttons));
    if (model.sources.length > 0) node.append(element('p', 'sources muted', [model.sources.join(' ')]));
    return node;
  }

  /** A button that cannot be pressed stays reachable, so that its reason can be found. @param {readonly DetailsButton[]} buttons */
  function buttonRow(buttons) {
    const row = element('div', 'buttons');
    const reasons = element('div', 'reasons muted');
    for (const [index, { id, label, disabled }] of buttons.entries()) {
      const node = button(index === 0 ? 'main' : '', label, () => {
        if (disabled === undefined) post({ type: 'press', button: id });
      });
      if (disabled !== undefined) {
        node.setAttribute('aria-disabled', 'true');
        node.setAttribute('aria-describedby', `reason-${id}`);
        const reason = element('p', '', [disabled]);
        reason.id = `reason-${id}`;
        reasons.append(reason);
      }
      row.append(node);
    }
    return reasons.childElementCount > 0 ? element('div', '', [row, reasons]) : row;
  }

  /** @param {DetailsSection | PendingPart} part */
  function partNode(part) {
    switch (part.kind) {
      case 'section': {
        const title = element('h2', '', [part.title]);
        title.id = `title-${part.id}`;
        const node = element('section', part.id, [title, ...part.blocks.flatMap(blockNodes)]);
        node.setAttribute('aria-labelledby', title.id);
        return node;
      }
      case 'loading':
        return element('p', 'pending loading', [part.text]);
      case 'failed':
        return element('div', 'pending failed', [
          element('p', '', [part.text]),
          button('', part.retry, () => post({ type: 'retry' })),
        ]);
    }
  }

  /** @param {DetailsModel} model @returns {readonly (readonly [string, unknown, () => HTMLElement])[]} */
  function partsOf(model) {
    const { gone } = model;
    const head = { ...model, parts: [], gone: undefined };
    return [
      ...(gone === undefined
        ? []
        : [/** @type {const} */ (['gone', gone, () => element('p', 'gone', [gone])])]),
      ['header', head, () => header(model)],
      ...model.parts.map(
        (part) =>
          /** @type {const} */ ([part.kind === 'section' ? part.id : 'pending', part, () => partNode(part)]),
      ),
    ];
  }

  /** Replaces what is different only, so that scroll, selection and focus stay where they are. @param {DetailsModel} model */
  function show(model) {
    const focus = focused();
    const seen = tops(focus?.name);
    const next = new Map();
    for (const [name, from, build] of partsOf(model)) {
      const written = JSON.stringify(from);
      const before = built.get(name);
      next.set(name, before?.written === written ? before : { written, node: build() });
    }
    built = next;
    const nodes = [...next.values()].map(({ node }) => node);
    for (const child of [...page.children]) if (!nodes.some((node) => node === child)) child.remove();
    for (const [index, node] of nodes.entries()) {
      if (page.children[index] !== node) page.insertBefore(node, page.children[index] ?? null);
    }
    page.classList.toggle('muted-page', model.gone !== undefined);
    announce(model);
    restore(focus);
    hold(seen);
  }

  /** Where the parts in view are, the one with the focus first; what comes and goes is nothing to hold on to. @param {string | undefined} first */
  function tops(first) {
    /** @type {Map<string, number>} */
    const seen = new Map();
    if (window.scrollY === 0) return seen;
    const parts = [...built].sort(([a], [b]) => Number(b === first) - Number(a === first));
    for (const [name, { node }] of parts) {
      const { top, bottom } = node.getBoundingClientRect();
      if (name !== 'pending' && bottom > 0 && top < window.innerHeight) seen.set(name, top);
    }
    return seen;
  }

  /** Keeps what is read in its place when something appears above it. @param {Map<string, number>} seen */
  function hold(seen) {
    for (const [name, top] of seen) {
      const node = built.get(name)?.node;
      if (node === undefined) continue;
      window.scrollBy(0, node.getBoundingClientRect().top - top);
      return;
    }
  }

  const focusable = 'button, a, pre';

  /** Where the focus is: the part, and how many-eth of it. */
  function focused() {
    const active = document.activeElement;
    for (const [name, { node }] of built) {
      if (active !== null && node !== active && node.contains(active)) {
        return { name, active, index: [...node.querySelectorAll(focusable)].indexOf(active) };
      }
    }
    return undefined;
  }

  /** @param {ReturnType<typeof focused>} focus */
  function restore(focus) {
    if (focus === undefined || focus.active.isConnected) return;
    const part = built.get(focus.name) ?? built.get('header');
    const all = [...(part?.node.querySelectorAll(focusable) ?? [])];
    const found = all[Math.min(focus.index, all.length - 1)];
    if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  }

  const live = element('p', 'live');
  live.setAttribute('role', 'status');
  document.body.append(live);

  /** @param {DetailsModel} model */
  function announce(model) {
    const pending = model.parts.flatMap((part) => (part.kind === 'section' ? [] : [part.text]));
    const text = model.gone ?? pending.join(' ');
    if (live.textContent !== text) live.textContent = text;
  }

  /** Where a page that is new here is to be scrolled to, until it is. @type {number | undefined} */
  let wanted;

  /** @param {PageState} state */
  function turnTo(state) {
    const kept = vscode.getState();
    const isKept = kept?.repositoryRoot === state.repositoryRoot && kept?.key === state.key;
    wanted = isKept && typeof kept.scroll === 'number' ? kept.scroll : 0;
    current = state;
    built = new Map();
    page.replaceChildren();
  }

  window.addEventListener('message', (event) => {
    /** @type {ToPage} */
    const message = event.data;
    const { state } = message;
    if (state.key !== current?.key || state.repositoryRoot !== current.repositoryRoot) turnTo(state);
    if (message.type === 'show') {
      revision = message.revision;
      show(message.model);
      if (wanted !== undefined) window.scrollTo(0, wanted);
      const isWhole = message.model.parts.every(({ kind }) => kind !== 'loading');
      if (isWhole || wanted === 0) wanted = undefined;
    } else {
      built = new Map();
      page.replaceChildren(element('p', 'waiting', [message.text]));
    }
    keep();
  });

  /** Lets the page come back after a reload, at the same finding and place. */
  function keep() {
    if (current) vscode.setState({ ...current, scroll: wanted ?? window.scrollY });
  }

  for (const own of ['wheel', 'keydown', 'pointerdown']) {
    window.addEventListener(own, () => (wanted = undefined), { passive: true });
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let keeping;
  window.addEventListener('scroll', () => {
    clearTimeout(keeping);
    keeping = setTimeout(keep, 150);
  });

  post({ type: 'ready' });
})();
