// window.esimHelp.search(text, {language, card, limit, typing}) -> Promise of an outcome, the object of `search --json`.
//
// A port of the Python in analysis/ and search/, function by function and in its order; what a function is for stands there.
// Steps are synchronous and read loaded files through `reader`. A look-up into a file that is not loaded answers "nothing"
// and notes the file; ask() loads what was noted and takes the step again until nothing is lacking.
// Texts are arrays of code points, and offsets count them.
(function () {
  'use strict';

  const LANGS = ['zh', 'en'];
  const own = (table, key) => (Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined);
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const tenths = (number, weight) => Math.floor(number * weight / 10);

  // analysis/characters.py

  const HAN = [[0x3005, 0x3007], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff], [0x20000, 0x323af]];
  const LATIN = [[0x30, 0x39], [0x61, 0x7a]];
  const SKIPPED = [[0xad, 0xad], [0x200b, 0x200f], [0x202a, 0x202e], [0x2060, 0x2064], [0x2066, 0x2069], [0xfe00, 0xfe0f],
    [0xfeff, 0xfeff], [0xe0100, 0xe01ef]];
  const FULL_WIDTH = [[0xff01, 0xff5e]];
  const ACCENTED = [[0x41, 0x5a], [0xc0, 0x24f], [0x1e00, 0x1eff]];
  const UNDECOMPOSED = 'ßsæaÆaœoŒoøoØođdĐdłlŁlıi';
  const IGNORED = '\u00ad';

  const within = (ranges) => (character) => ranges.some(([low, high]) => character.codePointAt(0) >= low && character.codePointAt(0) <= high);
  const isHan = within(HAN);
  const isLatin = within(LATIN);
  const isSkipped = within(SKIPPED);
  const isFullWidth = within(FULL_WIDTH);
  const isAccented = within(ACCENTED);
  const isAscii = (term) => term < '\u0080';
  const isAlpha = (word) => /^[a-z]+$/.test(word);

  /** A character that is not Han folded as characters.json says, which a test asks of every code point. */
  function foldLatin(character) {
    if (isLatin(character)) return character;
    if ('`´ʼ‘’＇'.indexOf(character) >= 0) return "'";
    if (isSkipped(character)) return IGNORED;
    if (isFullWidth(character)) return String.fromCharCode(character.charCodeAt(0) - 0xfee0).toLowerCase();
    const letter = UNDECOMPOSED.indexOf(character);
    if (letter >= 0) return UNDECOMPOSED[letter + 1];
    return isAccented(character) ? character.normalize('NFD')[0].toLowerCase() : character;
  }

  const fold = (points, simplified) => points.map((character) => (isHan(character) ? simplified(character) : foldLatin(character)));

  /** The end of the run that begins at `start`. */
  function runEnd(folded, start) {
    const han = isHan(folded[start]);
    let end = start;
    for (let at = start; at < folded.length; at += 1) {
      if ((han ? isHan : isLatin)(folded[at])) end = at + 1;
      else if (folded[at] !== IGNORED && (han || folded[at] !== "'")) break;
    }
    return end;
  }

  // analysis/stem.py: Snowball's English algorithm, https://snowballstem.org/algorithms/english/stemmer.html

  /** 'ending:instead …' as [what matches the longest of the endings, ending -> instead]. */
  function endings(text) {
    const table = new Map(text.split(' ').map((entry) => entry.split(':')));
    return [new RegExp('(?:' + Array.from(table.keys()).join('|') + ')$'), table];
  }

  const WHOLE_WORDS = endings('andes:andes atlas:atlas bias:bias cosmos:cosmos howe:howe news:news sky:sky skis:ski skies:sky ' +
    'idly:idl gently:gentl ugly:ugli early:earli only:onli singly:singl')[1];
  const REGION_1 = /^(arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
  const STEP_2 = endings('tional:tion enci:ence anci:ance abli:able entli:ent izer:ize ization:ize ational:ate ation:ate ator:ate ' +
    'alism:al aliti:al alli:al fulness:ful fulli:ful ousli:ous ousness:ous iveness:ive iviti:ive biliti:ble bli:ble ogist:og ' +
    'ogi:og lessli:less li:');
  const STEP_3 = endings('tional:tion ational:ate alize:al icate:ic iciti:ic ical:ic ful: ness: ative:');
  const STEP_4 = endings('al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: ism: ate: iti: ous: ive: ize: ion:');

  /** `word` with its ending replaced where `holds(ending, where it begins)`. */
  const replaced = (word, [ending, table], holds) => word.replace(ending, (found, at) => (holds(found, at) ? table.get(found) : found));

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
    if (!stems.has(word)) stems.set(word, WHOLE_WORDS.get(word) || stemmed(word));
    return stems.get(word);
  }

  // analysis/tokens.py

  function units(points, simplified) {
    const folded = fold(points, simplified);
    const found = [];
    for (let start = 0, run = 0; start < folded.length; start += 1) {
      const han = isHan(folded[start]);
      if (!han && !isLatin(folded[start])) continue;
      const end = runEnd(folded, start);
      if (han) {
        for (let at = start; at < end; at += 1) {
          if (folded[at] !== IGNORED) found.push({ term: folded[at], start: at, end: at + 1, han, run });
        }
      } else {
        found.push({ term: folded.slice(start, end).filter(isLatin).join(''), start, end, han, run });
      }
      start = end - 1;
      run += 1;
    }
    return found;
  }

  function tokens(points, simplified) {
    const found = [];
    units(points, simplified).forEach(({ term, start, end, han, run }, at, row) => {
      found.push({ term: han ? term : stem(term), start, end });
      const next = row[at + 1];
      if (han && next && next.run === run) found.push({ term: term + next.term, start, end: next.end });
    });
    return found;
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
    const [first, second] = Array.from(pair, reader.sounds);
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

  const ONE_EDIT_FROM = 4;
  const TWO_EDITS_FROM = 8;
  const MAX_SEGMENTATIONS = 8;
  const MAX_INITIALS = 6;
  const LONGEST_SYLLABLE = 6;

  function distance(a, b, most) {
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i += 1) {
      const earlier = before;
      before = row;
      row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], earlier[j - 2] + 1);
      }
      if (Math.min(...row, ...before) > most) break;
    }
    return Math.min(row[b.length], most + 1);
  }

  function nearWords(word, words) {
    const most = word.length >= TWO_EDITS_FROM ? 2 : word.length >= ONE_EDIT_FROM ? 1 : 0;
    if (!most || !isAlpha(word)) return [];
    return words
      .filter((candidate) => Math.abs(candidate.length - word.length) <= most && candidate.length >= 3)
      .map((candidate) => [candidate, distance(word, candidate, most)])
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
    return Array.from(word.slice(3), (_, at) => [word.slice(0, at + 2), word.slice(at + 2)]).filter((cut) => cut.every((part) => words.has(part)));
  }

  // search/understand.py

  function understand(text, { language, card, typing }) {
    const most = reader.limits.query_code_points;
    const points = Array.from(text.slice(0, 2 * most)).slice(0, most);
    const row = units(points, reader.simplified);
    const cards = cardsNamed(row);
    return {
      text: points.join(''),
      lang: LANGS.indexOf(language) >= 0 ? language : points.some(isHan) ? 'zh' : 'en',
      card: cards.length === 1 ? cards[0] : cards.length ? '' : card || '',
      groups: makeGroups(points, row, typing),
      named: reader.header.named.map((_, number) => number).filter((number) => occurs(row, reader.header.named[number][0]))
    };
  }

  const standsAt = (row, phrase, at) => phrase.every((unit, k) => row[at + k] && row[at + k].term === unit);
  const occurs = (row, phrase) => row.some((_, at) => standsAt(row, phrase, at));

  function cardsNamed(row) {
    return Array.from(new Set(reader.header.card_words.filter(([phrase]) => occurs(row, phrase)).map(([, card]) => card)));
  }

  function makeGroups(points, row, typing) {
    const groups = [];
    const also = synonyms(row);
    const unfinished = row[row.length - 1];
    const lastOpen = typing && unfinished && !unfinished.han && unfinished.end === points.length ? row.length - 1 : -1;
    const seen = new Set();
    const typed = typedTerms(row);
    const present = typed.map(({ term }) => reader.has(term));
    typed.forEach(({ term, first, last, word }, number) => {
      if (seen.has(term)) return;
      seen.add(term);
      const { start } = row[first];
      const { end } = row[last];
      const alternatives = present[number] ? [{ terms: [term], origin: 'typed', weight: reader.weights.typed }] : [];
      alternatives.push(...also.get(term) || []);
      if (word) {
        alternatives.push(...joined(row, first));
        if (first === lastOpen) alternatives.push(...prefixed(word));
        if (!present[number]) {
          const sounded = pinyin(word);
          alternatives.push(...typos(word));
          if (sounded.size && !alternatives.length) {
            sounded.forEach((more, typedAs) => {
              if (!seen.has(typedAs)) groups.push(makeGroup(typedAs, start, end, more));
            });
            sounded.forEach((_, typedAs) => seen.add(typedAs));
            return;
          }
        }
      } else if (!present[number] && last > first && !betweenWords(typed, present, number)) {
        alternatives.push(...homophones(term));
      }
      groups.push(makeGroup(term, start, end, alternatives));
    });
    return groups;
  }

  function makeGroup(typed, start, end, all) {
    const table = reader.header.information;
    const df = reader.postings(typed).length;
    const information = df ? table[df] : tenths(table[0], reader.limits.unseen_tenths);
    const strongest = new Map();
    all.forEach((one) => {
      const kept = strongest.get(String(one.terms));
      if (!kept || one.weight > kept.weight) strongest.set(String(one.terms), one);
    });
    const alternatives = Array.from(strongest.values()).sort((a, b) => b.weight - a.weight || (order(a.terms) < order(b.terms) ? -1 : 1));
    return { typed, start, end, information, alternatives };
  }

  /** Terms as a text that sorts by code points. */
  const order = (terms) => String(terms).replace(/[\ud800-\udfff]/g, '\uffff$&');

  function typedTerms(row) {
    const found = [];
    row.forEach((unit, at) => {
      found.push({ term: unit.han ? unit.term : stem(unit.term), first: at, last: at, word: unit.han ? '' : unit.term });
      const next = row[at + 1];
      if (!unit.han || !next || !next.han) return;
      const term = unit.term + next.term;
      if (next.run === unit.run || reader.has(term)) found.push({ term, first: at, last: at + 1, word: '' });
    });
    return found;
  }

  function betweenWords(typed, present, number) {
    const pairs = typed.filter((term, k) => present[k] && term.first < term.last);
    return pairs.some(({ last }) => last === typed[number].first) && pairs.some(({ first }) => first === typed[number].last);
  }

  const asAlternatives = (phrases, origin, weight) => phrases.map((phrase) => ({ terms: phraseTerms(phrase), origin, weight }));

  function synonyms(row) {
    const found = new Map();
    row.forEach((unit, at) => reader.synonymsOf(unit.term).forEach(([phrase, meanings]) => {
      if (!standsAt(row, phrase, at)) return;
      phraseTerms(phrase).forEach((term) => {
        found.set(term, (found.get(term) || []).concat(asAlternatives(meanings, 'synonym', reader.weights.synonym)));
      });
    }));
    return found;
  }

  function meaningsOf(phrase, origin, weight) {
    const found = asAlternatives([phrase], origin, weight).filter(({ terms }) => terms.every(reader.has));
    reader.synonymsOf(phrase[0]).forEach(([known, meanings]) => {
      if (String(known) === String(phrase)) found.push(...asAlternatives(meanings, origin, tenths(weight, reader.weights.synonym)));
    });
    return found;
  }

  function joined(row, first) {
    return [first, first - 1]
      .filter((a) => a >= 0 && a + 1 < row.length && !row[a].han && !row[a + 1].han)
      .map((a) => stem(row[a].term + row[a + 1].term)).filter(reader.has)
      .map((word) => ({ terms: [word], origin: 'typo', weight: reader.weights.joined }));
  }

  function prefixed(word) {
    const longer = word.length < 2 ? [] : reader.words().filter((one) => one.startsWith(word) && one !== word);
    return longer.flatMap((one) => meaningsOf([one], 'prefix', reader.weights.prefix));
  }

  function typos(word) {
    const { typo, typo2, joined: together } = reader.weights;
    const near = nearWords(word, reader.words()).flatMap(([one, edits]) => meaningsOf([one], 'typo', edits === 1 ? typo : typo2));
    return near.concat(splits(word, reader.wordSet()).flatMap((cut) => meaningsOf(cut, 'typo', together)));
  }

  function pinyin(word) {
    const ways = segmentations(word).filter((way) => way.length > 1);
    const sounded = new Map();
    const add = (typed, found, weight) => {
      const more = found.flatMap((pair) => meaningsOf(Array.from(pair), 'pinyin', weight));
      if (more.length && !sounded.has(typed)) sounded.set(typed, more);
    };
    ways.forEach((way) => way.slice(1).forEach((second, at) => {
      const typed = way[at] + ' ' + second;
      add(typed, own(reader.homophones(blur(way[at]) + ' ' + blur(second)), typed) || [], reader.weights.pinyin);
    }));
    if (!ways.length && word.length <= MAX_INITIALS) {
      Array.from(word.slice(1), (letter, at) => word[at] + letter).forEach((typed) => add(typed, reader.initials(typed), reader.weights.initials));
    }
    return sounded;
  }

  function homophones(pair) {
    const read = readings(pair);
    const said = new Set(read.map((reading) => reading.join(' ')));
    return Array.from(new Set(read.map((reading) => reading.map(blur).join(' ')))).sort().flatMap((blurred) =>
      Object.entries(reader.homophones(blurred)).flatMap(([reading, pairs]) =>
        pairs.flatMap((other) => meaningsOf(Array.from(other), 'homophone', reader.weights[said.has(reading) ? 'homophone' : 'near_homophone']))));
  }

  // search/rank.py

  /** Ordinal -> [points, weight of the alternative]. */
  function contributions(group) {
    const best = new Map();
    group.alternatives.forEach(({ terms, weight }) => weakest(terms).forEach(([ordinal, impact]) => {
      const points = tenths(impact, weight);
      if (points > (best.get(ordinal) || [0])[0]) best.set(ordinal, [points, weight]);
    }));
    return best;
  }

  function weakest(terms) {
    return terms.map(reader.postings).reduce((together, postings) => {
      const impacts = new Map(postings);
      return together.filter(([ordinal]) => impacts.has(ordinal)).map(([ordinal, impact]) => [ordinal, Math.min(impact, impacts.get(ordinal))]);
    });
  }

  function rank(query) {
    const found = new Map();
    query.groups.forEach((group) => contributions(group).forEach(([points, weight], ordinal) => {
      const ranked = found.get(ordinal) || { ordinal, score: 0, covered: 0, otherCard: isOtherCard(reader.header.cards[ordinal], query.card) };
      ranked.score += points;
      ranked.covered += tenths(group.information, weight);
      found.set(ordinal, ranked);
    }));
    return Array.from(found.values()).sort((a, b) => a.otherCard - b.otherCard || b.score - a.score || a.ordinal - b.ordinal);
  }

  const isOtherCard = (cards, card) => card !== '' && cards.length > 0 && cards.indexOf(card) < 0;

  function confidence(query, best) {
    const total = sum(query.groups.map((group) => group.information));
    return best && total ? Math.floor(1000 * best.covered / total) : 0;
  }

  // search/snippet.py

  function termValues(groups) {
    const values = new Map();
    groups.forEach(({ information, alternatives }) => alternatives.forEach(({ terms, weight }) => terms.forEach((term) => {
      values.set(term, Math.max(values.get(term) || 0, tenths(information, weight)));
    })));
    return values;
  }

  function coverage(groups, terms) {
    return sum(groups.map(({ information, alternatives }) => {
      const there = alternatives.filter((one) => one.terms.every((term) => terms.has(term)));
      return tenths(information, Math.max(0, ...there.map(({ weight }) => weight)));
    }));
  }

  function bestPlace(query, text) {
    let best = null;
    let most = 0;
    text.sections.forEach((section) => {
      const covered = coverage(query.groups, section.terms);
      if (covered > most) [best, most] = [section, covered];
    });
    return best && { ...best, snippet: cutSnippet(best, termValues(query.groups), reader.limits.snippet_code_points[query.lang]) };
  }

  function cutSnippet(section, values, length) {
    const { points } = section;
    const found = section.tokens.filter(({ term }) => values.has(term));
    if (!found.length) return null;
    const first = found[bestStart(found, values, length)];
    const start = wholeWords(points, Math.max(0, Math.min(first.start - Math.floor(length / 6), points.length - length)), 1);
    const end = wholeWords(points, Math.min(points.length, start + length), -1);
    const before = start > 0 ? '…' : '';
    const after = end < points.length ? '…' : '';
    const inside = found.filter((token) => token.start >= start && token.end <= end);
    const shift = before.length - start;
    return { text: before + points.slice(start, end).join('') + after, highlights: merged(inside).map(([a, b]) => [a + shift, b + shift]) };
  }

  function bestStart(found, values, length) {
    const reach = length - Math.floor(length / 6);
    const inside = new Map();
    let [worth, best, first, last] = [0, 0, 0, 0];
    found.forEach(({ term, start }, number) => {
      for (; last < found.length && found[last].end <= start + reach; last += 1) {
        const one = found[last].term;
        inside.set(one, (inside.get(one) || 0) + 1);
        if (inside.get(one) === 1) worth += values.get(one);
      }
      if (worth > best) [best, first] = [worth, number];
      if (last > number) {
        inside.set(term, inside.get(term) - 1);
        if (!inside.get(term)) worth -= values.get(term);
      } else {
        last = number + 1;
      }
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
    ranges.forEach(({ start, end }) => {
      const last = found[found.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else found.push([start, end]);
    });
    return found;
  }

  // search/search.py

  function search(text, options) {
    const query = understand(text, options);
    const ranked = rank(query);
    if (reader.lacking.size) return null;
    const sure = confidence(query, ranked[0]);
    if (sure < reader.limits.nothing_below || !ranked.length) {
      const { support } = reader.header;
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
    const there = reader.langs(ordinal);
    return there.indexOf(lang) < 0 ? there[0] : lang;
  }

  const shownText = (ordinal, lang) => reader.text(ordinal, shownLang(ordinal, lang));

  function link(ordinal, lang) {
    const { id, title, url } = shownText(ordinal, lang);
    return { id, title, url };
  }

  function otherCard(query, ranked) {
    const things = query.named.map((number) => reader.header.named[number]);
    const thing = things.filter(([, cards]) => isOtherCard(cards, query.card))[0];
    if (!thing) return null;
    const best = ranked.filter((one) => one.otherCard && thing[2].indexOf(one.ordinal) >= 0)[0];
    return { card: thing[1][0], article: best ? link(best.ordinal, query.lang) : null };
  }

  function unstated(query, ordinal) {
    const shown = shownText(ordinal, query.lang);
    const texts = shown.unknowns.length ? reader.langs(ordinal).map((lang) => reader.text(ordinal, lang)) : [];
    const sections = texts.flatMap((text) => text.sections.map(({ terms }) => coverage(query.groups, terms)));
    let most = Math.max(0, ...sections) + reader.limits.unstated_lead;
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
    const text = reader.text(ordinal, lang);
    const { anchor, heading, snippet = null } = bestPlace(query, text) || {};
    const { id, title, answer, url, cards } = text;
    return { kind: 'article', id, lang, title, answer, url, section: anchor ? { anchor, heading } : null, snippet, score, cards };
  }

  // Reading: bundle/export.py the other way round

  const loaded = new Map(); // path -> content
  const made = new Map(); // what was made of loaded content

  function once(name, make) {
    if (!made.has(name)) made.set(name, make());
    return made.get(name);
  }

  const bucket = (key, shards) => (key.codePointAt(0) * 31 + (Array.from(key)[1] || '\0').codePointAt(0)) % shards;
  const spread = (key, shards) => Array.from(key).reduce((total, one) => (total * 31 + one.codePointAt(0)) % 1000003, 0) % shards;

  /** [step, impact, …] as [ordinal, impact] pairs. */
  function unpacked(steps) {
    const found = [];
    for (let at = 0, ordinal = 0; at < steps.length; at += 2) found.push([ordinal += steps[at], steps[at + 1]]);
    return found;
  }

  /** A stored text with the tokens and terms of its parts. */
  function analysed(text) {
    const cut = (words) => tokens(Array.from(words), (character) => own(text.folding, character) || character);
    const termsOf = (...parts) => new Set(parts.flatMap(cut).map(({ term }) => term));
    const sections = text.sections.map(([anchor, heading, words]) =>
      ({ anchor, heading, points: Array.from(words), tokens: cut(words), terms: termsOf(heading, words) }));
    return { ...text, sections, unknowns: text.unknowns.map(([id, question, instead, phrases]) => ({ id, question, instead, terms: termsOf(...phrases) })) };
  }

  const NO_TEXT = { cards: [], sections: [], unknowns: [] };

  // How urgent a file is: without the files before, what is looked up in those behind would be a guess.
  const [TERMS, FOLDING, SOUNDS, TEXTS] = [0, 1, 2, 3];

  const reader = {
    begin() {
      reader.header = loaded.get('manifest.json');
      reader.limits = reader.header.limits;
      reader.weights = reader.limits.weights;
      reader.lacking = new Set();
      reader.urgency = TEXTS;
    },

    file(path, urgency) {
      if (!loaded.has(path) && urgency <= reader.urgency) {
        if (urgency < reader.urgency) reader.lacking.clear();
        reader.urgency = urgency;
        reader.lacking.add(path);
      }
      return loaded.get(path);
    },

    entry(path, part, key, urgency) {
      const file = reader.file(path + '.json', urgency);
      return file && own(part ? file[part] : file, key);
    },

    term: (part, term) => reader.entry('t/' + bucket(term, reader.header.shards), part, term, TERMS),
    character: (part, one, urgency) => reader.entry('c/' + one.codePointAt(0) % reader.header.character_shards, part, one, urgency),
    sound: (key) => reader.entry('h/' + spread(key, reader.header.sound_shards), '', key, SOUNDS),

    postings(term) {
      const steps = term.indexOf(' ') < 0 && reader.term('t', term);
      return steps ? once(term, () => unpacked(steps)) : [];
    },
    has: (term) => reader.postings(term).length > 0,
    synonymsOf: (unit) => reader.term('s', unit) || [],

    /** A Han character folded; one that the index has is folded already. */
    simplified: (one) => (!reader.has(one) && reader.character('f', one, FOLDING)) || one,
    sounds: (one) => (reader.character('y', one, SOUNDS) || '').split(' ').filter(Boolean),
    homophones: (key) => reader.sound(key) || {},
    initials: (letters) => reader.sound('=' + letters) || [],
    words: () => reader.file('words.json', SOUNDS) || [],
    wordSet: () => (reader.words().length ? once('all words', () => new Set(reader.words())) : new Set()),

    langs: (ordinal) => LANGS.filter((lang) => ((reader.header.texts || [])[ordinal] || reader.header.languages).indexOf(lang) >= 0),
    text(ordinal, lang) {
      const path = 'd/' + ordinal + '.' + lang + '.json';
      const text = reader.file(path, TEXTS);
      return text ? once(path, () => analysed(text)) : NO_TEXT;
    }
  };

  // Loading

  const esimHelp = window.esimHelp = window.esimHelp || {};
  const coming = new Map(); // path -> Promise

  /** A file of the bundle, parsed, by its path: another edition may put its own function here. */
  esimHelp.files = esimHelp.files || async function (path) {
    const { root = '', search: folder = '' } = document.documentElement.dataset;
    const response = await fetch(root + folder + path);
    if (!response.ok) throw new Error('HTTP ' + response.status);
    return response.json();
  };

  async function load(path) {
    try {
      loaded.set(path, await esimHelp.files(path));
    } catch (error) {
      coming.delete(path);
      throw new Error('search cannot load ' + path + ': ' + (error && error.message));
    }
  }

  function loadOnce(path) {
    if (!coming.has(path)) coming.set(path, load(path));
    return coming.get(path);
  }

  /** What `step` answers when no file is lacking. */
  async function ask(step) {
    await loadOnce('manifest.json');
    for (;;) {
      reader.begin();
      const answer = step();
      if (!reader.lacking.size) return answer;
      await Promise.all(Array.from(reader.lacking, loadOnce));
    }
  }

  esimHelp.search = async function (text, options) {
    const began = performance.now();
    const outcome = await ask(() => search(String(text), options || {}));
    return { ...outcome, took_ms: Math.round(performance.now() - began) };
  };

  /** Parts for tests and demonstrations. */
  esimHelp.engine = { ask, understand, tokens, stem, fold, HAN, SYLLABLES };
})();
