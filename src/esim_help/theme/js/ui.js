// The interface: the search box, the card switch, the look, notices by date, and the language link.
// Search itself is window.esimHelp.search (search.js). Texts are put on the page as text nodes only.
(function () {
  'use strict';

  const root = document.documentElement;
  const $ = (selector, within) => (within || document).querySelector(selector);
  const $$ = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  /** Remembers a choice; without storage it lasts as long as the page. */
  function remember(key, value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch (error) {
      // Storage is switched off.
    }
  }

  function setOrRemove(name, value) {
    if (value === '') root.removeAttribute(name);
    else root.setAttribute(name, value);
  }

  /** A new element: properties, then children (strings become text nodes). */
  function element(name, attributes, children) {
    const made = document.createElement(name);
    Object.keys(attributes || {}).forEach((key) => made.setAttribute(key, attributes[key]));
    (children || []).forEach((child) => {
      if (child) made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
    return made;
  }

  // Cards ---------------------------------------------------------------------------------------------------------

  const cardIds = (root.getAttribute('data-card-ids') || '').split(' ').filter(Boolean);
  const radios = $$('.cards input');

  function chosenCard() {
    return root.getAttribute('data-card') || '';
  }

  function chooseCard(card) {
    setOrRemove('data-card', card);
    setOrRemove('data-card-index', card ? String(cardIds.indexOf(card)) : '');
    remember('esim-help-card', card);
  }

  function setUpCards() {
    radios.forEach((radio) => {
      radio.checked = radio.value === chosenCard();
      radio.addEventListener('change', () => chooseCard(radio.value));
    });
  }

  /** A card's name as the switch shows it (it knows its languages); nothing where cards are not told apart. */
  function nameOf(card) {
    const radio = radios.filter((one) => one.value === card)[0];
    return radio ? Array.from(radio.nextElementSibling.childNodes, (node) => node.cloneNode(true)) : [];
  }

  function badge(card) {
    const name = nameOf(card);
    return name.length ? element('span', { class: 'badge', 'data-card-index': String(cardIds.indexOf(card)) }, name) : null;
  }

  // Look, notices, anchors ----------------------------------------------------------------------------------------

  function setUpTheme() {
    const select = $('#ui-theme');
    select.value = root.getAttribute('data-theme') || '';
    select.addEventListener('change', () => {
      setOrRemove('data-theme', select.value);
      remember('esim-help-theme', select.value);
    });
  }

  /** The reader's date, as notices write theirs: 2026-11-22. */
  function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, '0');
    return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
  }

  function showNotices() {
    const date = today();
    $$('.notice[data-first]').forEach((notice) => {
      notice.hidden = date < notice.getAttribute('data-first') || date > notice.getAttribute('data-last');
    });
  }

  /** Shows the element that the address names, even inside another card's block or a closed step of a tree. */
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decoded(location.hash.slice(1)));
    if (!target) return;
    for (let node = target; node && node !== document.body; node = node.parentElement) {
      if (node.hasAttribute('data-for')) node.classList.add('forced');
      if (node.tagName === 'DETAILS') node.open = true;
    }
    target.scrollIntoView();
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }

  function setUpLanguageLinks() {
    $$('a[data-keep-anchor]').forEach((link) => {
      const keep = () => { link.hash = location.hash; };
      ['pointerdown', 'focus', 'click'].forEach((event) => link.addEventListener(event, keep));
    });
  }

  // Search --------------------------------------------------------------------------------------------------------

  const form = $('.search');
  const box = $('#ui-search-box');
  const words = JSON.parse(form.getAttribute('data-words'));
  const list = element('div', { id: 'ui-hits', role: 'listbox', 'aria-label': words.list });
  const panel = element('div', { class: 'panel', hidden: '' });
  const status = element('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  let latest = 0; // the number of the last search asked for: an older answer is dropped
  let active = -1; // the option that the arrow keys have reached
  let composing = false;
  let saying = 0;

  function fill(text, blanks) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in blanks ? blanks[name] : whole));
  }

  /** A root-relative address ("/zh/contact/") as this page writes it. */
  function here(url) {
    return root.getAttribute('data-root') + String(url).replace(/^\/+/, '');
  }

  function htmlLang(lang) {
    return lang === 'zh' ? 'zh-Hans' : lang;
  }

  function options() {
    return $$('.hit', list);
  }

  /** Something in the list that can be chosen: with an address, a link. */
  function choice(name, index, attributes, children) {
    const common = { class: 'hit', id: 'ui-' + name + '-' + index, role: 'option', tabindex: '-1', 'aria-selected': 'false' };
    return element(attributes.href ? 'a' : 'div', Object.assign(common, attributes), children);
  }

  function say(text) {
    clearTimeout(saying);
    saying = setTimeout(() => { status.textContent = text; }, 400);
  }

  function open() {
    panel.hidden = false;
    box.setAttribute('aria-expanded', 'true');
  }

  function close() {
    panel.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  function activate(index) {
    active = index;
    options().forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    const option = options()[index];
    if (!option) return box.removeAttribute('aria-activedescendant');
    box.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  /** The text with its ranges in <mark>; ranges count code points. */
  function highlighted(snippet) {
    const points = Array.from(snippet.text);
    const parts = [];
    let end = 0;
    snippet.highlights.forEach((range) => {
      parts.push(points.slice(end, range[0]).join(''));
      parts.push(element('mark', {}, [points.slice(range[0], range[1]).join('')]));
      end = range[1];
    });
    return parts.concat(points.slice(end).join(''));
  }

  /** The card of which alone a snippet is true, or that it is our advice. */
  function whose(snippet) {
    if (!snippet.block) return [];
    const advice = () => element('span', { class: 'badge', lang: root.getAttribute('lang') }, [words.our_advice]);
    return [snippet.block === 'ours' ? advice() : badge(snippet.block), ' '];
  }

  function option(hit, index) {
    const anchor = hit.section && hit.section.anchor ? '#' + encodeURIComponent(hit.section.anchor) : '';
    const cards = hit.cards.length < cardIds.length ? hit.cards : [];
    return choice('hit', index, { href: here(hit.url) + anchor, lang: htmlLang(hit.lang) }, [
      element('span', { class: 'hit-title' }, [hit.title].concat(...cards.map((card) => [' ', badge(card)]))),
      hit.answer ? element('span', { class: 'hit-answer' }, [hit.answer]) : null,
      hit.snippet ? element('span', { class: 'hit-text' }, whose(hit.snippet).concat(highlighted(hit.snippet))) : null
    ]);
  }

  /** How the question may go on: chosen, it is asked. What is among the hits is not said twice; a phone shows fewer. */
  function completions(found) {
    const others = (found.completions || []).filter((one) => !found.hits.some((hit) => hit.title === one.text));
    const made = others.slice(0, innerWidth < 768 ? 3 : 5).map((one, index) => {
      const row = choice('completion', index, { class: 'hit line', lang: htmlLang(one.lang) },
        [$('.icon', form).cloneNode(true), element('span', {}, [one.text])]);
      row.addEventListener('click', () => {
        box.value = one.text;
        box.focus();
        ask(false);
      });
      return row;
    });
    return made.length ? element('div', { class: 'go-on', role: 'group', 'aria-label': words.completions }, made) : null;
  }

  /** What stands ready before anything is typed: the popular articles that the page holds. */
  function showPopular() {
    const ready = $('#ui-fallback').content;
    const label = $('ul', ready) && $('ul', ready).previousElementSibling.textContent;
    list.textContent = '';
    if (!label) return close();
    const made = $$('li', ready).map((item, index) => {
      const [link, ...badges] = item.cloneNode(true).childNodes;
      return choice('popular', index, { class: 'hit line', href: link.getAttribute('href') },
        [element('span', {}, [...link.childNodes, ...badges])]);
    });
    list.appendChild(element('div', { role: 'group', 'aria-label': label },
      [element('p', { class: 'label', 'aria-hidden': 'true' }, [label])].concat(made)));
    show([list]);
  }

  /** That something else was searched for than what was typed, and the way back. */
  function saidCorrected(found) {
    if (!found.corrected) return null;
    const blanks = { text: found.corrected.text, typed: found.query };
    const back = element('button', { type: 'button' }, [fill(words.as_typed, blanks)]);
    back.addEventListener('click', () => {
      box.focus();
      ask(false, true);
    });
    return element('div', { class: 'aside back' }, [element('span', {}, [fill(words.corrected, blanks) + ' ']), back]);
  }

  /** Dated incidents that concern what was found, for the reader's day and card. */
  function noticesAbove(found) {
    const own = root.getAttribute('data-lang');
    const current = window.esimHelp.notices ? window.esimHelp.notices(found, chosenCard(), today()) : [];
    return current.map((texts) => {
      const lang = texts[own] ? own : Object.keys(texts)[0];
      return element('div', { class: 'said', role: 'note', lang: htmlLang(lang) }, [texts[lang]]);
    });
  }

  /** What stands above the hits: that the guide does not say, or that it says it of the other card only. */
  function said(found) {
    if (found.outcome === 'unstated' && found.unstated) return saidUnstated(found.unstated);
    if (found.outcome !== 'other_card' || !found.other_card) return null;
    const other = found.other_card;
    const way = other.article || other;
    const name = nameOf(other.card).map((node) => node.textContent).join('') || other.card;
    return element('div', { class: 'said' }, [
      element('b', {}, [fill(words.other_card, { card: name })]),
      way.url ? element('a', { href: here(way.url) }, [way.title]) : null
    ]);
  }

  function saidUnstated(unknown) {
    return element('div', { class: unknown.answer ? 'said good' : 'said' }, [
      element('b', {}, [unknown.answer ? words.known : words.unstated]),
      element('p', {}, [unknown.question]),
      element('p', {}, [unknown.answer || (unknown.instead ? words.instead + unknown.instead : '')])
    ]);
  }

  /** The ways on when nothing was found: support and the popular articles, as the page holds them ready. */
  function fallback() {
    const ways = document.importNode($('#ui-fallback').content, true);
    const made = element('div', { class: 'aside' }, [element('p', {}, [element('b', {}, [words.none])]), element('p', {}, [words.none_hint])]);
    made.appendChild(ways);
    return made;
  }

  /** The link to support that the page holds ready, if the centre has one. */
  function wayToSupport() {
    const button = $('.button', $('#ui-fallback').content);
    if (!button) return null;
    const link = element('a', { href: button.getAttribute('href') }, Array.from(button.cloneNode(true).childNodes));
    return element('div', { class: 'aside' }, [words.help + ' ', link]);
  }

  function show(parts) {
    panel.textContent = '';
    parts.forEach((part) => { if (part) panel.appendChild(part); });
    panel.scrollTop = 0;
    activate(-1);
    open();
  }

  function render(found) {
    list.textContent = '';
    const going = completions(found);
    [going].concat(found.hits.map(option)).forEach((one) => { if (one) list.appendChild(one); });
    const above = noticesAbove(found).concat(saidCorrected(found) || [], said(found) || []);
    const aloud = above.map((one) => one.textContent + ' ').join('');
    if (!found.hits.length && going) {
      show([list]);
      return say(words.completions + ' ' + going.childNodes.length);
    }
    if (!found.hits.length) {
      show(above.concat(list, fallback()));
      return say(aloud + words.none);
    }
    show(above.concat(list, wayToSupport()));
    const count = found.hits.length === 1 ? words.one : fill(words.count, { n: found.hits.length });
    say(aloud + count);
  }

  function renderFailure() {
    list.textContent = '';
    show([element('div', { class: 'aside' }, [words.failed + ' ', element('a', { href: form.action }, [words.questions])]), list]);
    say(words.failed);
  }

  function canSearch() {
    return Boolean(window.esimHelp && typeof window.esimHelp.search === 'function');
  }

  /** Asks the engine and shows its answer, unless something else was asked meanwhile. */
  function ask(typing, asTyped) {
    const text = box.value.trim();
    const number = ++latest;
    if (!text) {
      showPopular();
      say('');
      return Promise.resolve(true);
    }
    const waiting = setTimeout(() => {
      if (number === latest && panel.hidden) show([element('p', { class: 'aside' }, [words.waiting]), list]);
    }, 200);
    const wanted = { language: root.getAttribute('data-lang'), limit: 5, typing: typing };
    if (chosenCard()) wanted.card = chosenCard();
    if (asTyped) wanted.asTyped = true;
    return Promise.resolve(window.esimHelp.search(text, wanted)).then(
      (found) => { clearTimeout(waiting); if (number === latest) render(found); return number === latest; },
      () => { clearTimeout(waiting); if (number === latest) renderFailure(); return false; }
    );
  }

  function move(key) {
    const last = options().length - 1;
    if (last < 0) return false;
    const to = { ArrowDown: active === last ? -1 : active + 1, ArrowUp: active === -1 ? last : active - 1, Home: 0, End: last }[key];
    activate(to);
    return true;
  }

  function onKey(event) {
    if (event.isComposing || composing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (panel.hidden) ask(false).then((shown) => { if (shown) move(key); });
      else move(key);
    } else if ((key === 'Home' || key === 'End') && active >= 0) {
      if (move(key)) event.preventDefault();
    } else if (key === 'Enter' && !panel.hidden && options()[active]) {
      event.preventDefault();
      options()[active].click();
    } else if (key === 'Escape') {
      event.preventDefault();
      latest += 1;
      if (panel.hidden) box.value = '';
      close();
    }
  }

  function onSubmit(event) {
    if (!canSearch()) return;
    event.preventDefault();
    ask(false).then((shown) => { if (shown && options().length) activate(0); });
  }

  function setUpSearch() {
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-controls', 'ui-hits');
    box.setAttribute('aria-expanded', 'false');
    box.setAttribute('aria-haspopup', 'listbox');
    panel.appendChild(list);
    form.appendChild(panel);
    form.appendChild(status);
    box.addEventListener('compositionstart', () => { composing = true; });
    box.addEventListener('compositionend', () => { composing = false; if (canSearch()) ask(true); });
    box.addEventListener('input', (event) => { if (!composing && !event.isComposing && canSearch()) ask(true); });
    box.addEventListener('keydown', onKey);
    box.addEventListener('click', wake);
    box.addEventListener('focus', () => {
      wake();
      if (innerWidth < 768 && form.classList.contains('search-big')) form.scrollIntoView();
    });
    form.addEventListener('submit', onSubmit);
    form.addEventListener('focusout', (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });
    document.addEventListener('pointerdown', (event) => { if (!form.contains(event.target)) close(); });
    radios.forEach((radio) => radio.addEventListener('change', () => { if (!panel.hidden) ask(false); }));
  }

  /** The panel opens again with what it showed, or with the popular questions. */
  function wake() {
    if (!panel.hidden) return;
    if (!box.value) showPopular();
    else if (options().length) open();
  }

  function focusSearch() {
    box.focus();
    box.select();
  }

  function isField(target) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ? target.type !== 'radio' : target.isContentEditable;
  }

  function setUpShortcuts() {
    document.addEventListener('keydown', (event) => {
      const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
      const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
      if (!slash && !chord) return;
      if (event.defaultPrevented || (isField(event.target) && event.target !== box)) return;
      if (slash && event.target === box) return;
      event.preventDefault();
      focusSearch();
    });
  }

  /** The address of the search form without scripts carries the question: ask it here. */
  function askFromAddress() {
    const asked = new URLSearchParams(location.search).get('q');
    if (!asked) return;
    box.value = asked;
    box.focus();
    if (canSearch()) ask(false);
  }

  setUpCards();
  setUpTheme();
  showNotices();
  setUpLanguageLinks();
  setUpSearch();
  setUpShortcuts();
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => $$('details').forEach((one) => { one.open = true; }));
  reveal();
  askFromAddress();
})();
