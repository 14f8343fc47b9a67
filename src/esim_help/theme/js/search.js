// window.esimHelp.search(text, {language, card, limit, typing}) -> Promise of the object of `search --json`.
// A port of analysis/*.py and search/*.py in their order; what a function is for stands there. Steps are synchronous: a
// look-up notes the files that it lacks, and ask() loads them and starts again. Texts are arrays of code points.
(function () {
  'use strict';

  const LANGS = ['zh', 'en'];
  const own = (table, key) => (Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined);
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const tenths = (number, weight) => Math.floor(number * weight / 10);

  // analysis/characters.py: as characters.json says, which a test compares over every code point

  const HAN = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;
  const LATIN = /[0-9a-z]/;
  const SKIPPED = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u;
  const IGNORED = '\u00ad';

  const isAscii = (term) => term < '\u0080';
  const isAlpha = (word) => /^[a-z]+$/.test(word);

  function foldLatin(one) {
    if (SKIPPED.test(one)) return IGNORED;
    if ('`´ʼ‘’＇'.includes(one)) return "'";
    if (/[０-９Ａ-Ｚａ-ｚ]/.test(one)) return String.fromCharCode(one.charCodeAt(0) - 0xfee0).toLowerCase();
    const whole = 'ßæÆœŒøØđĐłŁı'.indexOf(one);
    if (whole >= 0) return 'saaooooddlli'[whole];
    return /[A-Z\u00c0-\u024f\u1e00-\u1eff]/.test(one) ? one.normalize('NFD')[0].toLowerCase() : one;
  }

  const fold = (points, simplified) => points.map((one) => (HAN.test(one) ? simplified(one) : foldLatin(one)));

  // analysis/stem.py: snowballstem.org/algorithms/english/stemmer.html

  function endings(text) {
    const table = new Map(text.split(' ').map((entry) => entry.split(':')));
    return [new RegExp('(?:' + Array.from(table.keys()).join('|') + ')$'), table];
  }

  const WHOLE_WORDS = endings('andes atlas bias cosmos howe news sky skis:ski skies:sky idly:idl gently:gentl ugly:ugli early:earli only:onli singly:singl')[1];
  const REGION_1 = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
  const STEP_2 = endings('tional:tion enci:ence anci:ance abli:able entli:ent izer:ize ization:ize ational:ate ation:ate ator:ate ' +
    'alism:al aliti:al alli:al fulness:ful fulli:ful ousli:ous ousness:ous iveness:ive iviti:ive biliti:ble bli:ble ogist:og ' +
    'ogi:og lessli:less li');
  const STEP_3 = endings('tional:tion ational:ate alize:al icate:ic iciti:ic ical:ic ful ness ative');
  const STEP_4 = endings('al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize ion');

  const replaced = (word, [ending, table], holds) => word.replace(ending, (found, at) => (holds(found, at) ? table.get(found) || '' : found));

  function regionAfter(word, start) {
    const at = word.slice(start).search(/[aeiouy][^aeiouy]/);
    return at < 0 ? word.length : start + at + 2;
  }

  const endsShort = (word) => /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$/.test(word);

  const step1a = (word) => word.replace(/sses$/, 'ss').replace(/(..)ie[sd]$/, '$1i').replace(/ie[sd]$/, 'ie').replace(/([aeiouy].*[^us])s$/, '$1');

  function step1b(word, r1) {
    const end = (/(?:eed|ing|ed)(?:ly)?$/.exec(word) || [''])[0];
    const rest = word.slice(0, word.length - end.length);
    if (/^eed/.test(end)) return rest.length >= r1 && !/^(succ|proc|exc)$/.test(rest) ? rest + 'ee' : word;
    if (end === 'ing' && /^[^aeiouy]y$/.test(rest)) return rest[0] + 'ie';
    if (!end || !/[aeiouy]/.test(rest) || end === 'ing' && /^(even|cann|inn|earr|herr|out)$/.test(rest)) return word;
    if (/(at|bl|iz)$/.test(rest)) return rest + 'e';
    if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
    return rest.length === r1 && endsShort(rest) ? rest + 'e' : rest;
  }

  function step5(word, r1, r2) {
    const rest = word.slice(0, -1);
    if (/e$/.test(word)) return rest.length >= r2 || rest.length >= r1 && !endsShort(rest) ? rest : word;
    return /ll$/.test(word) && rest.length >= r2 ? rest : word;
  }

  function stemmed(typed) {
    let word = typed.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
    const r1 = (REGION_1.exec(word) || [''])[0].length || regionAfter(word, 0);
    const r2 = regionAfter(word, r1);
    word = step1b(step1a(word), r1).replace(/(.[^aeiouy])[yY]$/, '$1i');
    word = replaced(word, STEP_2, (end, at) => at >= r1 && (end !== 'ogi' || word[at - 1] === 'l') && (end !== 'li' || /[cdeghkmnrt]/.test(word[at - 1])));
    word = replaced(word, STEP_3, (end, at) => at >= (end === 'ative' ? r2 : r1));
    word = replaced(word, STEP_4, (end, at) => at >= r2 && (end !== 'ion' || /[st]/.test(word[at - 1])));
    return step5(word, r1, r2).replace(/Y/g, 'y');
  }

  const stems = new Map();

  function stem(word) {
    if (word.length < 3 || !isAlpha(word)) return word;
    if (!stems.has(word)) stems.set(word, WHOLE_WORDS.has(word) ? WHOLE_WORDS.get(word) || word : stemmed(word));
    return stems.get(word);
  }

  // analysis/tokens.py

  function units(points, simplified) {
    const found = [];
    let open = null; // the class of the run that may go on
    let run = 0;
    fold(points, simplified).forEach((one, at) => {
      const kind = [HAN, LATIN].find((each) => each.test(one));
      const end = at + 1;
      if (!kind) {
        if (one !== IGNORED && (one !== "'" || open !== LATIN)) open = null;
      } else if (kind === open && kind === LATIN) {
        const word = found[found.length - 1];
        word.term += one;
        word.end = end;
      } else {
        if (kind !== open) run += 1;
        found.push({ term: one, start: at, end, han: kind === HAN, run });
        open = kind;
      }
    });
    return found;
  }

  /** [term, start, end] of each. */
  function tokens(points, simplified) {
    return units(points, simplified).flatMap(({ term, start, end, han, run }, at, row) => {
      const next = row[at + 1];
      const pair = han && next && next.run === run ? [[term + next.term, start, next.end]] : [];
      return [[han ? term : stem(term), start, end]].concat(pair);
    });
  }

  // index/tables.py

  /** syllables.json's: each ending with the beginnings it has. Z, C, S stand for zh, ch, sh, and - for none. */
  const SYLLABLES = new Set(('a:-CSZbcdfghklmnpstwyz ai:-CSZbcdghklmnpstwz an:-CSZbcdfghklmnprstwyz ang:-CSZbcdfghklmnprstwyz ' +
    'ao:-CSZbcdghklmnprstyz e:-CSZcdghklmnrstyz ei:-SZbdfghklmnptwz en:-CSZbcfghklmnprswz eng:CSZbcdfghklmnprstwz er:- ' +
    'i:CSZbcdjlmnpqrstxyz ia:djlqx ian:bdjlmnpqtx iang:jlnqx iao:bdjlmnpqtx ie:bdjlmnpqtx in:bjlmnpqxy ing:bdjlmnpqtxy ' +
    'iong:jqx iu:djlmnqx o:-bflmpwy ong:CZcdghklnrstyz ou:-CSZcdfghklmnprstyz u:CSZbcdfghjklmnpqrstwxyz ua:CSZghk uai:CSZghk ' +
    'uan:CSZcdghjklnqrstxyz uang:CSZghk ue:jqxy ui:CSZcdghkrstz un:CSZcdghjklqrstxyz uo:CSZcdghklnrstz v:ln ve:ln'
  ).split(' ').map((entry) => entry.split(':')).flatMap(([ending, beginnings]) => Array.from(beginnings, (letter) =>
    (letter === '-' ? '' : letter < 'a' ? letter.toLowerCase() + 'h' : letter) + ending)));

  function readings(pair) {
    const [first, second] = Array.from(pair, sounds);
    return first.flatMap((one) => second.map((other) => [one, other]));
  }

  const blur = (syllable) => syllable.replace(/^([zcs])h/, '$1').replace(/^n/, 'l').replace(/ng$/, 'n');

  function phraseTerms(phrase) {
    return Array.from(new Set(phrase.flatMap((unit, at) => {
      if (isAscii(unit)) return [stem(unit)];
      if (at + 1 < phrase.length && !isAscii(phrase[at + 1])) return [unit + phrase[at + 1]];
      return at === 0 || isAscii(phrase[at - 1]) ? [unit] : [];
    })));
  }

  // search/spelling.py

  const [ONE_EDIT_FROM, TWO_EDITS_FROM, MAX_SEGMENTATIONS, MAX_INITIALS, LONGEST_SYLLABLE] = [4, 8, 8, 4, 6];

  function distance(a, b) {
    const rows = [];
    for (let i = 0; i <= a.length; i += 1) {
      rows.push([i]);
      for (let j = 1; j <= b.length; j += 1) {
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        rows[i][j] = i ? Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] !== b[j - 1]), swapped ? rows[i - 2][j - 2] + 1 : j + i) : j;
      }
    }
    return rows[a.length][b.length];
  }

  /** [word, edits] of each. */
  function nearWords(word, words) {
    const most = word.length >= TWO_EDITS_FROM ? 2 : word.length >= ONE_EDIT_FROM ? 1 : 0;
    if (!most || !isAlpha(word)) return [];
    return words
      .filter((other) => Math.abs(other.length - word.length) <= most && other.length >= 3)
      .map((other) => [other, distance(word, other)])
      .filter(([, edits]) => edits > 0 && edits <= most);
  }

  function segmentations(run) {
    const ways = [[[]]];
    for (let end = 1; end <= run.length; end += 1) {
      const found = [];
      for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start += 1) {
        const last = run.slice(start, end);
        if (SYLLABLES.has(last)) found.push(...ways[start].map((way) => way.concat(last)));
      }
      ways.push(found.sort((a, b) => a.length - b.length || (String(a) < String(b) ? -1 : 1)).slice(0, MAX_SEGMENTATIONS));
    }
    return ways[run.length];
  }

  function splits(word, words) {
    return Array.from(word.slice(3), (_, at) => [word.slice(0, at + 2), word.slice(at + 2)]).filter((cut) => cut.every((part) => words.includes(part)));
  }

  // search/understand.py

  function understand(text, { language, card, typing }) {
    const most = limits.query_code_points;
    const points = Array.from(text.slice(0, 2 * most)).slice(0, most);
    const row = units(points, simplified);
    const cards = cardsNamed(row);
    return {
      text: points.join(''),
      lang: LANGS.includes(language) ? language : HAN.test(text) ? 'zh' : 'en',
      card: cards.length === 1 ? cards[0] : cards.length ? '' : card || '',
      groups: makeGroups(points, row, typing),
      named: header.named.map((_, number) => number).filter((number) => occurs(row, header.named[number][0]))
    };
  }

  const standsAt = (row, phrase, at) => phrase.every((unit, k) => row[at + k] && row[at + k].term === unit);
  const occurs = (row, phrase) => row.some((_, at) => standsAt(row, phrase, at));

  function cardsNamed(row) {
    return Array.from(new Set(header.card_words.filter(([phrase]) => occurs(row, phrase)).map(([, card]) => card)));
  }

  function makeGroups(points, row, typing) {
    const groups = [];
    const also = synonyms(row);
    const unfinished = row[row.length - 1];
    const lastOpen = typing && unfinished && !unfinished.han && unfinished.end === points.length ? row.length - 1 : -1;
    const seen = new Set();
    const typed = typedTerms(row);
    typed.forEach((one) => {
      const { term, first, word, present } = one;
      if (seen.has(term)) return;
      seen.add(term);
      const alternatives = present ? [[[term], weights.typed]] : [];
      alternatives.push(...also.get(term) || []);
      if (word) {
        alternatives.push(...joined(row, first));
        if (first === lastOpen) alternatives.push(...prefixed(word));
        if (!present) {
          const sounded = pinyin(word);
          alternatives.push(...typos(word));
          if (sounded.length && !alternatives.length) {
            const fresh = sounded.filter(([sound]) => sound === term || !seen.has(sound));
            groups.push(...fresh.map(([sound, more]) => makeGroup(sound, more)));
            fresh.forEach(([sound]) => seen.add(sound));
            return;
          }
        }
      } else if (!present && one.last > first && !betweenWords(typed, one)) {
        alternatives.push(...homophones(term));
      }
      groups.push(makeGroup(term, alternatives));
    });
    return groups;
  }

  /** An alternative is [terms, weight in tenths]. */
  function makeGroup(typed, all) {
    const strongest = new Map();
    all.forEach(([terms, weight]) => {
      const kept = strongest.get(String(terms));
      if (!kept || weight > kept[1]) strongest.set(String(terms), [terms, weight]);
    });
    const alternatives = Array.from(strongest.values()).sort((a, b) => b[1] - a[1] || (order(a[0]) < order(b[0]) ? -1 : 1));
    return { typed, information: informationOf(typed), alternatives };
  }

  /** Terms as a text that sorts by code points. */
  const order = (terms) => String(terms).replace(/[\ud800-\udfff]/g, '\uffff$&');

  function informationOf(typed) {
    const { information: told, function_terms: functionTerms, function_tenths: little } = header;
    const share = functionTerms.includes(typed) ? little : 10;
    const df = steps(typed).length / 2;
    if (df) return tenths(told[df], share);
    const kind = isAscii(typed) ? 'word' : Array.from(typed)[1] ? 'pair' : 'character';
    return Math.floor(told[0] * limits.unseen_tenths[kind] * share / 100);
  }

  function typedTerms(row) {
    const typed = (term, first, last, word) => ({ term, first, last, word, present: has(term) });
    return row.flatMap(({ term, han, run }, at) => {
      if (!han) return [typed(stem(term), at, at, term)];
      const next = row[at + 1];
      const pair = next && next.han ? [typed(term + next.term, at, at + 1)] : [];
      return [typed(term, at, at)].concat(pair.filter(({ present }) => present || next.run === run));
    });
  }

  function betweenWords(typed, one) {
    const pairs = typed.filter(({ first, last, present }) => present && first < last);
    return pairs.some(({ last }) => last === one.first) && pairs.some(({ first }) => first === one.last);
  }

  const asAlternatives = (phrases, weight) => phrases.map((phrase) => [phraseTerms(phrase), weight]);

  function synonyms(row) {
    const found = new Map();
    row.forEach((unit, at) => synonymsOf(unit.term).forEach(([phrase, meanings]) => {
      if (!standsAt(row, phrase, at)) return;
      phraseTerms(phrase).forEach((term) => found.set(term, (found.get(term) || []).concat(asAlternatives(meanings, weights.synonym))));
    }));
    return found;
  }

  function meaningsOf(phrase, weight) {
    return asAlternatives([phrase], weight).filter(([terms]) => terms.every(has)).concat(synonymsOf(phrase[0]).flatMap(([known, meanings]) =>
      (String(known) === String(phrase) ? asAlternatives(meanings, tenths(weight, weights.synonym)) : [])));
  }

  function joined(row, first) {
    return [first, first - 1]
      .filter((a) => row[a] && row[a + 1] && !row[a].han && !row[a + 1].han)
      .map((a) => stem(row[a].term + row[a + 1].term)).filter(has)
      .map((word) => [[word], weights.joined]);
  }

  function prefixed(word) {
    const longer = word.length < 2 ? [] : indexWords().filter((one) => one.startsWith(word) && one !== word);
    return longer.flatMap((one) => meaningsOf([one], weights.prefix));
  }

  function typos(word) {
    const { typo, typo2, joined: together } = weights;
    const near = nearWords(word, indexWords()).flatMap(([one, edits]) => meaningsOf([one], edits === 1 ? typo : typo2));
    return near.concat(splits(word, indexWords()).flatMap((cut) => meaningsOf(cut, together)));
  }

  /** [what was typed, its alternatives] for each pair of syllables or of initials. */
  function pinyin(word) {
    const { pinyin: weight, initials } = weights;
    const ways = segmentations(word).filter((way) => way.length > 1);
    const meant = (found, points) => found.flatMap((pair) => meaningsOf(Array.from(pair), points));
    const sounded = new Map(ways.flatMap((way) => way.slice(1).map((second, at) => {
      const sound = way[at] + ' ' + second;
      return [sound, meant(own(ofSound(blur(way[at]) + ' ' + blur(second)) || {}, sound) || [], weight)];
    })));
    const short = !ways.length && word.length <= MAX_INITIALS;
    return Array.from(sounded).concat(short ? initialsChain(word).map(([letters, found]) => [letters, meant(found, initials)]) : [])
      .filter(([, more]) => more.length);
  }

  function initialsChain(word) {
    const steps = Array.from(word.slice(1), (letter, at) => word[at] + letter);
    const chains = steps.map(initialsOf).reduce((before, pairs) => before.flatMap((chain) =>
      pairs.filter((pair) => !chain[0] || String(chain).endsWith(Array.from(pair)[0])).map((pair) => chain.concat(pair))), [[]]);
    return steps.map((letters, at) => [letters, chains.map((chain) => chain[at])]);
  }

  function homophones(pair) {
    const read = readings(pair);
    const said = new Set(read.map((reading) => reading.join(' ')));
    return Array.from(new Set(read.map((reading) => reading.map(blur).join(' ')))).sort().flatMap((blurred) =>
      Object.entries(ofSound(blurred) || {}).flatMap(([reading, pairs]) =>
        pairs.flatMap((other) => meaningsOf(Array.from(other), weights[said.has(reading) ? 'homophone' : 'near_homophone']))));
  }

  // search/rank.py

  /** Ordinal -> [points, weight of the alternative]. */
  function contributions(group) {
    const best = new Map();
    group.alternatives.forEach(([terms, weight]) => weakest(terms).forEach(([ordinal, impact]) => {
      const points = tenths(impact, weight);
      if (points > (best.get(ordinal) || [0])[0]) best.set(ordinal, [points, weight]);
    }));
    return best;
  }

  function weakest(terms) {
    return terms.map(postings).reduce((together, postings) => {
      const impacts = new Map(postings);
      return together.filter(([ordinal]) => impacts.has(ordinal)).map(([ordinal, impact]) => [ordinal, Math.min(impact, impacts.get(ordinal))]);
    });
  }

  function rank(query) {
    const found = new Map();
    query.groups.forEach((group) => contributions(group).forEach(([points, weight], ordinal) => {
      const ranked = found.get(ordinal) || { ordinal, score: 0, covered: 0, otherCard: isOtherCard(header.cards[ordinal], query.card) };
      ranked.score += points;
      ranked.covered += tenths(group.information, weight);
      found.set(ordinal, ranked);
    }));
    return Array.from(found.values()).sort((a, b) => a.otherCard - b.otherCard || b.score - a.score || a.ordinal - b.ordinal);
  }

  const isOtherCard = (cards, card) => card !== '' && cards.length > 0 && !cards.includes(card);

  function confidence(query, best) {
    const total = sum(query.groups.map((group) => group.information));
    return best && total ? Math.floor(1000 * best.covered / total) : 0;
  }

  // search/snippet.py

  function termValues(groups) {
    const values = new Map();
    groups.forEach(({ information, alternatives }) => alternatives.forEach(([terms, weight]) => terms.forEach((term) => {
      values.set(term, Math.max(values.get(term) || 0, tenths(information, weight)));
    })));
    return values;
  }

  function coverage(groups, terms) {
    return sum(groups.map(({ information, alternatives }) => {
      const there = alternatives.filter(([all]) => all.every((term) => terms.has(term)));
      return tenths(information, Math.max(0, ...there.map(([, weight]) => weight)));
    }));
  }

  function bestPlace(query, text) {
    let best = null;
    let most = 0;
    text.sections.forEach((section) => {
      const covered = coverage(query.groups, section.terms);
      if (covered > most) [best, most] = [section, covered];
    });
    return best && { ...best, snippet: cutSnippet(best, termValues(query.groups), limits.snippet_code_points[query.lang]) };
  }

  function cutSnippet(section, values, length) {
    const { points } = section;
    const found = section.tokens.filter(([term]) => values.has(term));
    if (!found.length) return null;
    const [, first] = found[bestStart(found, values, length)];
    const start = wholeWords(points, Math.max(0, Math.min(first - Math.floor(length / 6), points.length - length)), 1);
    const end = wholeWords(points, Math.min(points.length, start + length), -1);
    const before = start > 0 ? '…' : '';
    const after = end < points.length ? '…' : '';
    const shift = before.length - start;
    const inside = found.filter(([, a, b]) => a >= start && b <= end).map(([, a, b]) => [a + shift, b + shift]);
    return { text: before + points.slice(start, end).join('') + after, highlights: merged(inside) };
  }

  function bestStart(found, values, length) {
    const reach = length - Math.floor(length / 6);
    const inside = new Map();
    let [worth, best, first, last] = [0, 0, 0, 0];
    const count = (term, step) => {
      inside.set(term, (inside.get(term) || 0) + step);
      return inside.get(term);
    };
    found.forEach(([term, start], number) => {
      for (; last < found.length && found[last][2] <= start + reach; last += 1) {
        if (count(found[last][0], 1) === 1) worth += values.get(found[last][0]);
      }
      if (worth > best) [best, first] = [worth, number];
      if (last === number) last += 1;
      else if (!count(term, -1)) worth -= values.get(term);
    });
    return first;
  }

  /** `at`, or where the Latin word ends or starts that it would cut. */
  function wholeWords(points, at, step) {
    while (at > 0 && at < points.length && /^[a-zA-Z0-9]{2}$/.test(points[at - 1] + points[at])) at += step;
    return at;
  }

  function merged(ranges) {
    const found = [];
    ranges.forEach((range) => {
      const last = found[found.length - 1];
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
      else found.push(range);
    });
    return found;
  }

  // search/search.py

  function search(text, options) {
    const query = understand(text, options);
    const ranked = rank(query);
    if (lacking.size) return null;
    const sure = confidence(query, ranked[0]);
    if (sure < limits.nothing_below || !ranked.length) {
      const { support } = header;
      return outcomeJson(query, 'nothing', sure, [], { support: support === null ? null : link(support, query.lang) });
    }
    const { limit = 5 } = options;
    const hits = ranked.slice(0, Math.max(limit, 0)).map((one) => hitJson(one, query));
    const other = otherCard(query, ranked);
    if (other) return outcomeJson(query, 'other_card', sure, hits, { other_card: other });
    const unknown = unstated(query, ranked[0].ordinal);
    return outcomeJson(query, unknown ? 'unstated' : 'answered', sure, hits, { unstated: unknown });
  }

  function shownLang(ordinal, lang) {
    const there = langs(ordinal);
    return there.includes(lang) ? lang : there[0];
  }

  const shownText = (ordinal, lang) => hitText(ordinal, shownLang(ordinal, lang));

  function link(ordinal, lang) {
    const { id, title, url } = shownText(ordinal, lang);
    return { id, title, url };
  }

  function otherCard(query, ranked) {
    const things = query.named.map((number) => header.named[number]);
    const thing = things.filter(([, cards]) => isOtherCard(cards, query.card))[0];
    if (!thing) return null;
    const best = ranked.filter((one) => one.otherCard && thing[2].includes(one.ordinal))[0];
    return { card: thing[1][0], article: best ? link(best.ordinal, query.lang) : null };
  }

  function unstated(query, ordinal) {
    const shown = shownText(ordinal, query.lang);
    const texts = shown.unknowns.length ? langs(ordinal).map((lang) => hitText(ordinal, lang)) : [];
    const sections = texts.flatMap((text) => text.sections.map(({ terms }) => coverage(query.groups, terms)));
    const enough = Math.floor(sum(query.groups.map(({ information }) => information)) * limits.unstated_from / 1000);
    let most = Math.max(enough, ...sections);
    let best = '';
    texts.forEach((text) => text.unknowns.forEach((unknown) => {
      const covered = coverage(query.groups, unknown.terms);
      if (covered > most) [best, most] = [unknown.id, covered];
    }));
    const { id, question, instead } = shown.unknowns.filter((unknown) => unknown.id === best)[0] || {};
    return best ? { id, question, instead } : null;
  }

  function outcomeJson({ text, lang }, outcome, sure, hits, more) {
    return { query: text, lang, outcome, confidence: sure, took_ms: 0, hits, unstated: null, other_card: null, support: null, ...more };
  }

  function hitJson({ ordinal, score }, query) {
    const lang = shownLang(ordinal, query.lang);
    const text = hitText(ordinal, lang);
    const { anchor, heading, snippet = null } = bestPlace(query, text) || {};
    const { id, title, answer, url, cards } = text;
    return { kind: 'article', id, lang, title, answer, url, section: anchor ? { anchor, heading } : null, snippet, score, cards };
  }

  // Reading: bundle/export.py the other way round

  const loaded = new Map(); // path -> content
  let [header, limits, weights, lacking, urgency] = [];

  // A look-up is a guess while one of more urgency is lacking.
  const [TERMS, FOLDING, SOUNDS, TEXTS] = [0, 1, 2, 3];

  function file(path, urgent) {
    if (!loaded.has(path) && urgent <= urgency) {
      if (urgent < urgency) lacking.clear();
      urgency = urgent;
      lacking.add(path);
    }
    return loaded.get(path);
  }

  function entry(path, part, key, urgent) {
    const shard = file(path + '.json', urgent);
    return shard && own(part ? shard[part] : shard, key);
  }

  const bucket = (key, shards) => (key.codePointAt(0) * 31 + (Array.from(key)[1] || '\0').codePointAt(0)) % shards;
  const spread = (key, shards) => Array.from(key).reduce((total, one) => (total * 31 + one.codePointAt(0)) % 1000003, 0) % shards;

  const ofTerm = (part, term) => entry('t/' + bucket(term, header.shards), part, term, TERMS);
  const ofCharacter = (part, one, urgent) => entry('c/' + one.codePointAt(0) % header.character_shards, part, one, urgent);
  const ofSound = (key) => entry('h/' + spread(key, header.sound_shards), '', key, SOUNDS);

  /** [step, impact, …] */
  const steps = (term) => (!term.includes(' ') && ofTerm('t', term)) || [];
  const has = (term) => steps(term).length > 0;

  /** [ordinal, impact] of each. */
  function postings(term) {
    let ordinal = 0;
    return steps(term).flatMap((step, at, all) => {
      if (at % 2) return [];
      ordinal += step;
      return [[ordinal, all[at + 1]]];
    });
  }

  const synonymsOf = (unit) => ofTerm('s', unit) || [];
  const initialsOf = (letters) => ofSound('=' + letters) || [];
  const indexWords = () => file('words.json', SOUNDS) || [];

  /** A Han character that the index has is folded already. */
  const simplified = (one) => (!has(one) && ofCharacter('f', one, FOLDING)) || one;
  const sounds = (one) => (ofCharacter('y', one, SOUNDS) || '').split(' ').filter(Boolean);

  const langs = (ordinal) => LANGS.filter((lang) => ((header.texts || [])[ordinal] || header.languages).includes(lang));
  const hitText = (ordinal, lang) => file('d/' + ordinal + '.' + lang + '.json', TEXTS) || { cards: [], sections: [], unknowns: [] };

  /** A stored text with the tokens and terms of its parts. */
  function analysed(text) {
    const cut = (words) => tokens(Array.from(words), (one) => own(text.folding, one) || one);
    const termsOf = (...parts) => new Set(parts.flatMap(cut).map(([term]) => term));
    const sections = text.sections.map(([anchor, heading, words]) =>
      ({ anchor, heading, points: Array.from(words), tokens: cut(words), terms: termsOf(heading, words) }));
    return { ...text, sections, unknowns: text.unknowns.map(([id, question, instead, phrases]) => ({ id, question, instead, terms: termsOf(...phrases) })) };
  }

  // Loading

  const esimHelp = window.esimHelp = window.esimHelp || {};
  const coming = new Map(); // path -> Promise

  /** A file of the bundle, parsed; another edition may put its own function here. */
  esimHelp.files = esimHelp.files || async function (path) {
    const { root = '', search: folder = '' } = document.documentElement.dataset;
    const response = await fetch(root + folder + path);
    if (!response.ok) throw new Error('HTTP ' + response.status);
    return response.json();
  };

  function load(path) {
    if (!coming.has(path)) {
      coming.set(path, esimHelp.files(path).then((content) => loaded.set(path, path[0] === 'd' ? analysed(content) : content)).catch((error) => {
        coming.delete(path);
        throw new Error('search cannot load ' + path + ': ' + error.message);
      }));
    }
    return coming.get(path);
  }

  /** What `step` answers when it lacks no file. */
  async function ask(step) {
    await load('manifest.json');
    for (;;) {
      header = loaded.get('manifest.json');
      ({ limits } = header);
      ({ weights } = limits);
      lacking = new Set();
      urgency = TEXTS;
      const answer = step();
      if (!lacking.size) return answer;
      await Promise.all(Array.from(lacking, load));
    }
  }

  esimHelp.search = async function (text, options) {
    const began = performance.now();
    const outcome = await ask(() => search(String(text), options || {}));
    return { ...outcome, took_ms: Math.round(performance.now() - began) };
  };

  /** Parts for tests and demonstrations. */
  esimHelp.engine = { ask, understand, tokens, stem, fold, SYLLABLES };
})();
