// window.esimHelp.search(text, {language, card, limit, typing, asTyped, explain}) -> Promise of the object of `search --json`.
// A port of analysis/*.py and search/*.py: what a function is for stands there. Steps are synchronous: a look-up notes
// the file it lacks, ask() loads those and starts again. Offsets count code points.
(function () {
'use strict';

const LANGS = ['zh', 'en'];
const own = (table, key) => (Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined);
const range = (start, count) => Array.from({ length: count }, (_, at) => start + at);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const tenths = (number, weight) => Math.floor(number * weight / 10);

// analysis/characters.py

const HAN = /[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;
const LATIN = /[0-9a-z]/;
const SKIPPED = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u;
const IGNORED = '\u00ad';

const isAscii = (term) => term < '\u0080';
const isWord = (word) => /^[a-z]{3,}$/.test(word);

function fold(one) {
  if (SKIPPED.test(one)) return IGNORED;
  if ('`´ʼ‘’＇'.includes(one)) return "'";
  if (/[０-９Ａ-Ｚａ-ｚ]/.test(one)) return String.fromCharCode(one.charCodeAt(0) - 0xfee0).toLowerCase();
  const whole = 'ßæÆœŒøØđĐłŁı'.indexOf(one);
  if (whole >= 0) return 'saaooooddlli'[whole];
  return /[A-Z\u00c0-\u024f\u1e00-\u1eff]/.test(one) ? one.normalize('NFD')[0].toLowerCase() : one;
}

// analysis/stem.py

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
  const [before] = /^.*?[aeiouy][^aeiouy]/.exec(word.slice(start)) || [word];
  return start + before.length;
}

const endsShort = (word) => /[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$/.test(word);

const step1a = (word) => word.replace(/sses$/, 'ss').replace(/(..)ie[sd]$/, '$1i').replace(/ie[sd]$/, 'ie').replace(/([aeiouy].*[^us])s$/, '$1');

function step1b(word, r1) {
  const [end] = /(eed|ing|ed)(ly)?$/.exec(word) || [''];
  const rest = word.slice(0, word.length - end.length);
  if (/^eed/.test(end)) return rest.length >= r1 && !/^(succ|proc|exc)$/.test(rest) ? rest + 'ee' : word;
  if (end === 'ing' && /^[^aeiouy]y$/.test(rest)) return rest[0] + 'ie';
  if (!end || !/[aeiouy]/.test(rest) || /^(even|cann|inn|earr|herr|out)ing$/.test(word)) return word;
  if (/(at|bl|iz)$/.test(rest)) return rest + 'e';
  if (/([bdfgmnprt])\1$/.test(rest)) return /^[aeo]..$/.test(rest) ? rest : rest.slice(0, -1);
  return rest.length === r1 && endsShort(rest) ? rest + 'e' : rest;
}

function step5(word, r1, r2) {
  const rest = word.slice(0, -1);
  if (/e$/.test(word)) return rest.length >= r2 || rest.length >= r1 && !endsShort(rest) ? rest : word;
  return /ll$/.test(word) && rest.length >= r2 ? rest : word;
}

function stemmed(typed) {
  let word = typed.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
  const [known] = REGION_1.exec(word) || [''];
  const r1 = known.length || regionAfter(word, 0);
  const r2 = regionAfter(word, r1);
  word = step1b(step1a(word), r1).replace(/(.[^aeiouy])[yY]$/, '$1i');
  word = replaced(word, STEP_2, (end, at) => at >= r1 && (end !== 'ogi' || word[at - 1] === 'l') && (end !== 'li' || /[cdeghkmnrt]/.test(word[at - 1])));
  word = replaced(word, STEP_3, (end, at) => at >= (end === 'ative' ? r2 : r1));
  word = replaced(word, STEP_4, (end, at) => at >= r2 && (end !== 'ion' || /[st]/.test(word[at - 1])));
  return step5(word, r1, r2).replace(/Y/g, 'y');
}

const stems = new Map();

function stem(word) {
  if (!isWord(word)) return word;
  if (!stems.has(word)) stems.set(word, WHOLE_WORDS.has(word) ? WHOLE_WORDS.get(word) || word : stemmed(word));
  return stems.get(word);
}

// analysis/tokens.py

function units(points, simplified) {
  const found = [];
  let runKind = null;
  let run = 0;
  points.forEach((point, at) => {
    const one = HAN.test(point) ? simplified(point) : fold(point);
    const kind = [HAN, LATIN].find((each) => each.test(one));
    const end = at + 1;
    if (!kind) {
      if (one !== IGNORED && (one !== "'" || runKind !== LATIN)) runKind = null;
    } else if (kind === runKind && kind === LATIN) {
      const word = found[found.length - 1];
      word.term += one;
      word.end = end;
    } else {
      if (kind !== runKind) run += 1;
      found.push({ term: one, start: at, end, han: kind === HAN, run });
      runKind = kind;
    }
  });
  return found;
}

const keyOf = ({ han, term }) => (han ? term : stem(term));

/** [term, start, end] of each. */
function tokens(points, simplified) {
  return units(points, simplified).flatMap((unit, at, row) => {
    const next = row[at + 1];
    const pair = unit.han && next && next.run === unit.run ? [[unit.term + next.term, unit.start, next.end]] : [];
    return [[keyOf(unit), unit.start, unit.end]].concat(pair);
  });
}

// index/tables.py

/** Endings with the beginnings they have; Z, C, S stand for zh, ch, sh. */
const SYLLABLES = new Set(('a:-CSZbcdfghklmnpstwyz ai:-CSZbcdghklmnpstwz an:-CSZbcdfghklmnprstwyz ang:-CSZbcdfghklmnprstwyz ' +
  'ao:-CSZbcdghklmnprstyz e:-CSZcdghklmnrstyz ei:-SZbdfghklmnptwz en:-CSZbcfghklmnprswz eng:CSZbcdfghklmnprstwz er:- ' +
  'i:CSZbcdjlmnpqrstxyz ia:djlqx ian:bdjlmnpqtx iang:jlnqx iao:bdjlmnpqtx ie:bdjlmnpqtx in:bjlmnpqxy ing:bdjlmnpqtxy ' +
  'iong:jqx iu:djlmnqx o:-bflmpwy ong:CZcdghklnrstyz ou:-CSZcdfghklmnprstyz u:CSZbcdfghjklmnpqrstwxyz ua:CSZghk uai:CSZghk ' +
  'uan:CSZcdghjklnqrstxyz uang:CSZghk ue:jqxy ui:CSZcdghkrstz un:CSZcdghjklqrstxyz uo:CSZcdghklnrstz v:ln ve:ln'
).split(' ').map((entry) => entry.split(':')).flatMap(([ending, beginnings]) => Array.from(beginnings, (letter) =>
  (letter === '-' ? '' : letter < 'a' ? letter.toLowerCase() + 'h' : letter) + ending)));

const blur = (syllable) => syllable.replace(/^([zcs])h/, '$1').replace(/^n/, 'l').replace(/ng$/, 'n');

function phraseTerms(phrase) {
  return Array.from(new Set(phrase.flatMap((unit, at) => {
    if (isAscii(unit)) return [unit];
    if (at + 1 < phrase.length && !isAscii(phrase[at + 1])) return [unit + phrase[at + 1]];
    return at === 0 || isAscii(phrase[at - 1]) ? [unit] : [];
  })));
}

// search/spelling.py

function distance(a, b) {
  const rows = [];
  for (let i = 0; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i][j] = i ? Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] !== b[j - 1]), swapped ? rows[i - 2][j - 2] + 1 : j + i) : j;
    }
  }
  return rows[a.length][b.length];
}

/** The set of the letters of a word, a bit a letter. */
const lettersOf = (word) => Array.from(word).reduce((bits, letter) => bits | 1 << (letter.charCodeAt(0) & 31), 0);
const ones = (bits) => (bits ? 1 + ones(bits & bits - 1) : 0);

function nearWords(word, { words, letters }) {
  const most = word.length >= 8 ? 2 : 1;
  const least = word.length === 3 ? 4 : word.length - most;
  const mine = lettersOf(word);
  // An edit takes away at most one letter and brings at most one.
  return (isWord(word) ? words : [])
    .filter((other, at) => other.length >= least && other.length <= word.length + most && ones(mine ^ letters[at]) <= 2 * most)
    .map((other) => [other, distance(word, other)])
    .filter(([, edits]) => edits > 0 && edits <= most);
}

function segmentations(run) {
  const ways = [[[]]];
  while (ways.length <= run.length) {
    const found = ways.flatMap((before, start) => {
      const last = run.slice(start, ways.length);
      return SYLLABLES.has(last) ? before.map((way) => way.concat(last)) : [];
    });
    ways.push(found.sort((a, b) => a.length - b.length || (String(a) < String(b) ? -1 : 1)).slice(0, 8));
  }
  return ways[run.length];
}

function splits(word, words) {
  const uneven = (at) => Math.abs(word.length - 2 * at);
  return Array.from(word.slice(3), (_, at) => at + 2).sort((a, b) => uneven(a) - uneven(b) || a - b)
    .map((at) => [word.slice(0, at), word.slice(at)]).filter((cut) => cut.every((part) => words.has(part)));
}

// search/understand.py

function understand(text, { language, card, typing, asTyped }) {
  const most = limits.query_code_points;
  const points = Array.from(text.slice(0, 2 * most)).slice(0, most);
  const cut = points.join('');
  const asWritten = units(points, simplified);
  const unfinished = typing && asWritten.filter(({ end }) => end === points.length)[0];
  const trade = standing(asWritten.map(keyOf), elsewhereOf);
  const row = asTyped ? asWritten : putRight(asWritten, trade, unfinished);
  const keys = row.map(keyOf);
  const groups = makeGroups(row, keys, unfinished, asTyped);
  const understood = asUnderstood(row, keys, groups);
  groups.push(...seams(row, understood, groups));
  const meant = understood.map(([key]) => key);
  const together = pairsTogether(understood);
  const written = new Set(asWritten);
  const cards = Array.from(new Set(header.card_words.filter(([phrase]) => occurs(meant, phrase)).map(([, named]) => named)));
  return {
    text: cut,
    points,
    lang: LANGS.includes(language) ? language : HAN.test(cut) ? 'zh' : 'en',
    card: cards[1] ? '' : cards[0] || card || '',
    namesCard: cards.length > 0,
    row,
    asks: Boolean(unfinished || together[0]) || tells(row),
    asWritten,
    mended: new Set(row.filter((unit) => !written.has(unit)).map(({ start }) => start)),
    groups,
    total: sum(groups.map(({ information }) => information)),
    named: named(meant),
    elsewhere: apart(trade),
    keys: meant,
    together,
    near: nearness(meant, together)
  };
}

/** Whether a row has a unit that is neither a word of grammar nor a character of one. */
function tells(row) {
  const pairIs = (at) => row[at] && row[at + 1] && row[at].han && row[at + 1].han && isFunctionTerm(row[at].term + row[at + 1].term);
  return row.some((unit, at) => !isFunctionTerm(keyOf(unit)) && !pairIs(at - 1) && !pairIs(at));
}

/** The units of a text with those put right that are surely slips; words of other trades are none. */
function putRight(row, trade, unfinished) {
  const known = trade.flatMap(([, [phrase]]) => phraseTerms(phrase));
  const right = putWordsRight(row, known, unfinished);
  const mended = mends(right, known);
  return right.map((unit, at) => (mended.has(at) ? { ...unit, term: mended.get(at) } : unit));
}

const standsAt = (keys, phrase, at) => phrase.every((unit, k) => keys[at + k] === unit);
const occurs = (keys, phrase) => keys.some((_, at) => standsAt(keys, phrase, at));

/** An alternative is [meanings, weight, their postings, the name of its weight, what a guess takes the typed for]. */
function makeGroups(row, keys, unfinished, asTyped) {
  const groups = [];
  const also = synonyms(keys);
  const seen = new Set();
  const typed = typedTerms(row, keys);
  const alike = asTyped ? new Map() : slips(typed, also);
  const group = (term, found, one) => {
    const alternatives = strongest(found);
    groups.push({ typed: term, one, information: informationOf(term, alternatives), alternatives });
  };
  typed.forEach((one) => {
    const { term, at, word, present } = one;
    if (seen.has(term)) return;
    seen.add(term);
    const found = present ? [ofTerms([term], 'typed')] : [];
    const add = (more) => found.push(...more);
    add(also.get(term) || []);
    add(alike.get(term) || []);
    if (word) {
      if (!asTyped) add(joined(row, at));
      if (row[at] === unfinished) add(prefixed(word));
      if (!present && !asTyped) {
        let instead = split(word);
        if (!instead[0] && !found[0]) instead = pinyin(word);
        if (!instead[0] && !found[0] && (!row[1] || row.some(({ han }) => han))) instead = abbreviation(word);
        if (!instead[0]) add(typos(word));
        else if (!found[0]) {
          Array.from(new Map(instead)).filter(([sound]) => sound === term || !seen.has(sound)).forEach(([sound, more]) => {
            group(sound, more, one);
            seen.add(sound);
          });
          return;
        }
      }
    }
    group(term, found, one);
  });
  return groups;
}

/** The pairs that a word in pinyin makes with its neighbours, as it is understood. */
function seams(row, understood, groups) {
  const seen = new Set(groups.map(({ typed }) => typed));
  return understood.slice(1).flatMap(([other, second], before) => {
    const [one, first] = understood[before];
    const typed = one + other;
    const at = row.findIndex(({ start }) => start === first);
    const sounded = row.some(({ start, han }) => !han && (start === first || start === second));
    if (first === second || isAscii(one) || isAscii(other) || !sounded || seen.has(typed) || !has(typed)) return [];
    seen.add(typed);
    const alternatives = [ofTerms([typed], 'pinyin')];
    return [{ typed, one: { at, pair: true }, information: informationOf(typed, alternatives), alternatives }];
  });
}

function strongest(alternatives) {
  const kept = new Map(alternatives.reverse().sort((a, b) => a[1] - b[1]).map((one) => [order(one[0]), one]));
  const known = Array.from(kept, ([key, one]) => [key, one, postingsOf(one).length]);
  return known.sort(([a, one, n], [b, other, m]) => other[1] - one[1] || m - n || (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Meanings as a text that sorts by code points. */
const order = (meanings) => meanings.join(' ').replace(/[\ud800-\udfff]/g, '\uffff$&');

function informationOf(typed, [first]) {
  const told = header.information;
  const df = steps(typed).length / 2 || (first ? postingsOf(first).length : 0);
  if (df) return tenths(told[df], share(typed));
  const isForeign = !/^[0-9]/.test(typed) && !header.languages.includes(isAscii(typed) ? 'en' : 'zh');
  const kind = isForeign ? 'foreign' : isAscii(typed) ? 'word' : Array.from(typed)[1] ? 'pair' : 'character';
  return Math.floor(told[0] * limits.unseen_tenths[kind] * share(typed) / 100);
}

function typedTerms(row, keys) {
  const typed = (term, at, pair, word) => ({ term, at, pair, word, present: has(term) });
  const pairs = pairsOf(row);
  return row.flatMap(({ term, han }, at) =>
    [typed(keys[at], at, false, han ? '' : term)].concat(pairs.has(at) ? [typed(pairs.get(at), at, true)] : []));
}

/** Whether a pair merely bridges two words: one ends where it begins, and another, or a word of grammar, begins where it ends. */
function bridges(held, { at, term }) {
  const there = (place) => held.some((one) => one.at === place);
  return there(at - 1) && (there(at + 1) || isFunctionTerm(Array.from(term)[1]));
}


/** What may stand between the words of an English phrase. */
const DETERMINERS = 'a an the my your our his her their this that these those'.split(' ');

const ofTerms = (terms, name, surface) => [[terms], weights[name], undefined, name, surface];
const ofSynonym = ([, meanings, postings, isRelated], portion, name, surface) =>
  [meanings.map(phraseTerms), tenths(isRelated ? weights.related : weights.synonym, portion), postings, name, surface, tenths(weights.synonym, portion)];

function synonyms(keys) {
  const found = new Map();
  const bare = keys.filter((key) => !DETERMINERS.includes(key));
  const standingIn = (row) => standing(row, synonymsOf).map(([, synonym]) => synonym);
  new Set(standingIn(keys).concat(standingIn(bare))).forEach((synonym) => {
    new Set(phraseTerms(synonym[0]).concat(synonym[0])).forEach((term) => {
      found.set(term, (found.get(term) || []).concat([ofSynonym(synonym, 10, 'synonym')]));
    });
  });
  return found;
}

/** Of the entries kept by a term, those whose phrase stands in a row of keys, each with its place. */
function standing(keys, kept) {
  const pair = (at) => (keys[at + 1] && !isAscii(keys[at]) && !isAscii(keys[at + 1]) ? [keys[at] + keys[at + 1]] : []);
  return keys.flatMap((key, at) => [key].concat(pair(at)).flatMap((term) => kept(term).map((entry) => {
    const within = entry[0].findIndex((unit, k, phrase) => term === unit || term === unit + phrase[k + 1]);
    return [at - within, entry];
  }))).filter(([start, [phrase]]) => standsAt(keys, phrase, start));
}

function named(keys) {
  const things = new Set(standing(keys, namedOf).map(([, thing]) => thing));
  return Array.from(things).sort(([a], [b]) => (order([a]) < order([b]) ? -1 : 1));
}

/** How many of some words do not overlap one before. */
function apart(words) {
  let [count, end] = [0, 0];
  words.sort(([a, [one]], [b, [other]]) => a - b || other.length - one.length).forEach(([start, [phrase]]) => {
    if (start >= end) [count, end] = [count + 1, start + phrase.length];
  });
  return count;
}

function meaningsOf(phrase, name, surface) {
  const terms = phraseTerms(phrase);
  const also = synonymsOf(terms[0]).filter(([known]) => String(known) === String(phrase));
  return (terms.every(has) ? [ofTerms(terms, name, surface)] : [])
    .concat(also.map((synonym) => ofSynonym(synonym, weights[name], name, surface)));
}

function putWordsRight(row, others, unfinished) {
  return row.flatMap((unit, at) => {
    const { han, term } = unit;
    const known = han || unit === unfinished || has(stem(term)) || synonymsOf(stem(term))[0] || others.includes(stem(term)) || wordTable().known.has(term) || isFunctionTerm(stem(term));
    const [first, second] = known ? [] : wordsMeant(row, at);
    const seam = unit.start + (first || '').length;
    if (second) return unit.end - unit.start === term.length ? [{ ...unit, term: first, end: seam }, { ...unit, term: second, start: seam }] : [unit];
    return [first ? { ...unit, term: first } : unit];
  });
}

/** The ways to cut a word into two of the index; what sounds like pinyin is not cut for a word of grammar. */
const cuts = (word) => splits(word, wordTable().known).filter((cut) => !waysOf(word)[0] || !cut.some((piece) => isFunctionTerm(stem(piece))));

/** What an unknown word surely is: what is asked together with a word beside it, or the only thing it may be. */
function wordsMeant(row, at) {
  const { term } = row[at];
  if (!isWord(term) || joined(row, at)[0]) return [];
  const beside = [row[at - 1], row[at + 1]].map((unit) => (unit && !unit.han ? stem(unit.term) : ''));
  const fitting = (words, edits) => {
    const stems = words.map(stem);
    const often = stems.concat(beside[1]).map((other, k) => bothNear(placesAsked(k ? stems[k - 1] : beside[0]), placesAsked(other)).length);
    return [sum(often.map((n) => 32 - Math.clz32(n))) - 2 * (edits - 1), 3 - words.length, sum(often), Math.min(...stems.map(documents)), words.join(' ')];
  };
  const found = likeliest(term).map(([near, edits]) => fitting([near], edits))
    .concat(cuts(term).map((cut) => fitting(cut, 1))).filter((one) => one[3] || one[1] > 1);
  const [best, other] = found.sort((a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2] || b[3] - a[3] || (a[4] > b[4] ? -1 : 1));
  if (best && (best[0] > 0 || !other && best[1] > 1 && !waysOf(term)[0])) return best[4].split(' ');
  return row.some(({ han }) => han) ? besidePinyin(term) : [];
}

/** A word of the index and pinyin that were run together (`lebxufei`): the longest such word, of equals the first. */
function besidePinyin(word) {
  if (waysOf(word)[0]) return [];
  const cuts = Array.from(word.slice(5), (_, at) => [word.slice(0, at + 3), word.slice(at + 3)]);
  const size = (one, other) => (wordTable().known.has(one) && waysOf(other)[0] ? one.length : 0);
  const found = cuts.map((cut) => [size(...cut), cut]).concat(cuts.map(([one, other]) => [size(other, one), [one, other]]));
  return found.reduce((best, each) => (each[0] > best[0] ? each : best), [0, []])[1];
}

const documents = (term) => steps(term).length / 2;

/** The few nearest words, of each stem one: of equally near ones those that most documents have. */
const likeliest = (word) => nearWords(word, wordTable())
  .sort(([a, edits], [b, others]) => edits - others || documents(stem(b)) - documents(stem(a)) || (a < b ? -1 : 1))
  .filter(([other], k, all) => all.findIndex(([one]) => stem(one) === stem(other)) === k).slice(0, 3);

function joined(row, first) {
  return [first, first - 1].filter((at) => row[at] && row[at + 1] && !row[at].han && !row[at + 1].han)
    .map((at) => row[at].term + row[at + 1].term).filter((word) => has(stem(word)))
    .map((word) => ofTerms([stem(word)], 'joined', word));
}

function prefixed(word) {
  const longer = !isWord(word) ? [] : indexWords().filter((one) => one.startsWith(word) && one !== word);
  return longer.flatMap((one) => meaningsOf([stem(one)], 'prefix'));
}

function typos(word) {
  const near = wordTable().known.has(word) ? [] : nearWords(word, wordTable());
  return near.flatMap(([one, edits]) => meaningsOf([stem(one)], edits === 1 ? 'typo' : 'typo2', one));
}

function split(word) {
  return (cuts(word)[0] || []).map((piece) => [stem(piece), meaningsOf([stem(piece)], 'joined', piece)]);
}

const waysOf = (word) => segmentations(word).filter((way) => way[1]);
const meant = (pairs, name) => pairs.flatMap((pair) => meaningsOf(Array.from(pair), name, pair));
const telling = (sounded) => Array.from(new Map(sounded)).filter(([, more]) => more[0]);

function pinyin(word) {
  return telling(waysOf(word).flatMap((way) => way.slice(1).map((second, at) => {
    const sound = way[at] + ' ' + second;
    return [sound, meant(readAs([way[at], second]), 'pinyin')];
  })));
}

function abbreviation(word) {
  const chain = word.length > 4 || waysOf(word)[0] ? [] : initialsChain(word);
  const listed = chain[1] ? [] : chain.flatMap(([, pairs]) => pairs.filter(isListed));
  return telling(chain.map(([letters, pairs]) => [letters, meant(listed[0] ? listed : pairs, 'initials')]));
}

/** Whether a pair is a word by itself, not a part of a longer one, as far as synonyms tell. */
const isListed = (pair) => synonymsOf(pair).some(([phrase]) => phrase.join('') === pair);

function initialsChain(word) {
  const letters = Array.from(word.slice(1), (letter, at) => word[at] + letter);
  const chains = letters.map(initialsOf).reduce((before, pairs) => before.flatMap((chain) =>
    pairs.filter((pair) => !chain[0] || String(chain).endsWith(Array.from(pair)[0])).map((pair) => chain.concat(pair))), [[]]);
  return letters.map((two, at) => [two, chains.map((chain) => chain[at])]);
}

// search/homophones.py

/** The characters that were surely taken for others that sound alike, put right, by their places. */
function mends(row, known) {
  const pairs = pairsOf(row);
  const alike = new Map();
  pairs.forEach((pair, at) => {
    const others = has(pair) || known.includes(pair) ? [pair] : readAlike(pair);
    if (!others.includes(pair)) alike.set(at, new Set(others));
  });
  const words = new Map();
  alike.forEach((others, first) => others.forEach((other) => Array.from(other).forEach((one, k, two) => {
    if (two[1 - k] !== row[first + 1 - k].term) return;
    const at = first + k;
    const [, , made, docs] = words.get(at + one) || [at, one, 0, 0];
    words.set(at + one, [at, one, made + 1, docs + documents(other)]);
  })));
  const mended = new Map();
  const many = limits.nothing_below.rich_from;
  const free = (side) => !pairs.has(side) || alike.has(side);
  Array.from(words.values()).filter(([at, , made, docs]) => free(at - 1) && free(at) && !isFunctionTerm(row[at].term) &&
    (made > 1 || docs * limits.mended_common_part * many >= header.cards.length * Math.min(header.questions, many)))
    .sort((a, b) => b[2] - a[2] || b[3] - a[3] || a[0] - b[0] || (a[1] < b[1] ? -1 : 1))
    .forEach(([at, one]) => [-1, 0, 1].some((step) => mended.has(at + step)) || mended.set(at, one));
  return mended;
}

/** Each two Han characters in a row, by the place of the first, and across white space where the index has them. */
function pairsOf(row) {
  const pairs = new Map();
  row.slice(1).forEach((next, at) => {
    const pair = row[at].term + next.term;
    if (row[at].han && next.han && (row[at].run === next.run || has(pair))) pairs.set(at, pair);
  });
  return pairs;
}

function readingsOf(pair) {
  const [first, second] = Array.from(pair, sounds);
  return first.flatMap((one) => second.map((other) => [one, other]));
}

const blurred = (reading) => reading.map(blur).join(' ');
const readAs = (reading) => own(alike(blurred(reading)), reading.join(' ')) || [];
const readAlike = (pair) => readingsOf(pair).flatMap(readAs);

function slips(typed, known) {
  const found = new Map();
  const held = typed.filter(({ pair, present, term }) => pair && (present || known.has(term)));
  const inWords = new Set(held.flatMap(({ at }) => [at, at + 1]));
  typed.filter((one) => one.pair && !one.present && !bridges(held, one)).forEach(({ term, at }) => {
    const alike = homophones(term);
    found.set(term, alike);
    Array.from(term).filter((character, k) => !inWords.has(at + k) || !has(character)).forEach((character) => {
      found.set(character, (found.get(character) || []).concat(alike));
    });
  });
  return found;
}

function homophones(pair) {
  const read = readingsOf(pair);
  const said = read.map((reading) => reading.join(' '));
  const typed = Array.from(pair);
  return Array.from(new Set(read.map(blurred))).flatMap((key) => Object.entries(alike(key))).flatMap(([reading, pairs]) => pairs.flatMap((other) => {
    const units = Array.from(other);
    const slip = units.some((one, at) => one === typed[at]) ? 'homophone' : 'homophone2';
    return meaningsOf(units, said.includes(reading) ? slip : 'near_homophone', other);
  }));
}

// search/together.py

const GUESSES = ['typo', 'typo2', 'joined', 'homophone', 'homophone2', 'near_homophone', 'pinyin', 'initials'];

/** A unit as it is understood is [key, start, end]. */
function asUnderstood(row, keys, groups) {
  const guessed = new Map();
  groups.filter(({ alternatives: [best] }) => best && GUESSES.includes(best[3])).forEach(({ one: { at, pair }, typed, alternatives: [[[terms]]] }) => {
    if (!row[at].han) guessed.set(at, unitsOf(terms, guessed.get(at) || []));
    else if (pair && Array.from(typed)[1] && !guessed.has(at) && !guessed.has(at + 1)) guessed.set(at, unitsOf(terms, [])).set(at + 1, []);
  });
  return row.flatMap(({ start, end }, at) => (guessed.get(at) || [keys[at]]).map((key) => [key, start, end]));
}

function unitsOf(terms, before) {
  return terms.reduce((units, term) => {
    const [first, ...rest] = Array.from(term);
    if (isAscii(term)) return units.concat(term);
    if (!units[0]) return [first].concat(rest);
    return units[units.length - 1] === first ? units.concat(rest) : units;
  }, before);
}

function pairsTogether(row) {
  const { within, latin_tenths: latin, han_tenths: han, shared_tenths: part } = limits.together;
  const asked = new Map(row.map(([key]) => [key, placesAsked(key)]));
  const seen = new Set();
  return row.flatMap(([key, start], at) => row.slice(at + (isAscii(key) ? 1 : 2), at + 1 + within).flatMap(([other, , end]) => {
    if (key === other || isAscii(key) !== isAscii(other) || seen.has(key + ' ' + other) || seen.has(other + ' ' + key)) return [];
    seen.add(key + ' ' + other);
    const [own, shared] = [new Map(), new Map()];
    const questions = bothNear(asked.get(key), asked.get(other));
    questions.map(ownersOf).forEach((owners) => {
      const times = owners[1] === undefined ? own : shared;
      owners.forEach((ordinal) => times.set(ordinal, (times.get(ordinal) || 0) + 1));
    });
    const impacts = impactsTogether(own, 10);
    impactsTogether(shared, part).forEach((impact, ordinal) => impacts.set(ordinal, (impacts.get(ordinal) || 0) + impact));
    return [{ words: [key, other], start, end, information: header.information[impacts.size], weight: isAscii(key) ? latin : han, impacts, questions }];
  }));
}

function impactsTogether(times, part) {
  const information = header.information[times.size];
  return new Map(Array.from(times, ([ordinal, n]) => [ordinal, tenths(Math.floor(information * n / (n + 1)), part)]));
}

function bothNear(one, other) {
  const near = (a, b) => a.some((place) => b.some((next) => Math.abs(place - next) <= limits.together.within));
  return Array.from(one).filter(([number, places]) => other.has(number) && near(places, other.get(number))).map(([number]) => number);
}

/** For each question that shares something with a query, what they share tells. */
function nearness(keys, together) {
  const near = new Map();
  const add = (number, told) => near.set(number, (near.get(number) || 0) + told);
  Array.from(new Set(keys)).filter((key) => !isFunctionTerm(key)).forEach((key) => {
    const told = header.information[steps(key).length / 2];
    placesAsked(key).forEach((_, number) => add(number, told));
  });
  together.forEach(({ questions, information }) => questions.forEach((number) => add(number, information)));
  return near;
}

/** Per document, what its nearest question shares; of one that several documents are asked, a part. */
function nearestQuestions(near) {
  const { shared_tenths: part, nearest_from: many } = limits.together;
  const listed = Math.min(header.questions, many);
  const nearest = new Map();
  near.forEach((told, number) => {
    const owners = ownersOf(number);
    const points = owners[1] === undefined ? told : tenths(told, part);
    owners.forEach((ordinal) => nearest.set(ordinal, Math.max(points, nearest.get(ordinal) || 0)));
  });
  return new Map(Array.from(nearest, ([ordinal, points]) => [ordinal, Math.floor(points * listed / many)]));
}

// search/rank.py

function contributions(group) {
  const best = new Map();
  group.alternatives.forEach((alternative) => postingsOf(alternative).forEach(([ordinal, impact]) => {
    const [, weight, , , , covers = weight] = alternative;
    const points = tenths(impact, weight);
    const [most, strongest] = best.get(ordinal) || [0, covers];
    if (points > most) best.set(ordinal, [points, strongest, alternative]);
  }));
  return best;
}

const postingsOf = ([meanings, , together]) => (together ? unpacked(together) : weakest(meanings[0]));

function weakest(terms) {
  return terms.map((term) => unpacked(steps(term))).reduce((together, postings) => {
    const impacts = new Map(postings);
    return together.filter(([ordinal]) => impacts.has(ordinal)).map(([ordinal, impact]) => [ordinal, Math.min(impact, impacts.get(ordinal))]);
  });
}

function rank(query) {
  const found = new Map();
  query.groups.forEach((group) => contributions(group).forEach(([points, weight], ordinal) => {
    const ranked = found.get(ordinal) || { ordinal, score: 0, covered: 0, title: 0, together: 0, nearest: 0, otherCard: isOtherCard(header.cards[ordinal], query.card) };
    ranked.score += points;
    ranked.covered += tenths(group.information, weight);
    found.set(ordinal, ranked);
  }));
  query.together.forEach(({ impacts, weight, information }) => impacts.forEach((impact, ordinal) => {
    const ranked = found.get(ordinal) || {};
    ranked.score += tenths(impact, weight);
    ranked.together += information;
  }));
  nearestQuestions(query.near).forEach((told, ordinal) => {
    const ranked = found.get(ordinal) || {};
    ranked.score += tenths(told, limits.together.nearest_tenths);
    ranked.nearest = told;
  });
  return inOrder(Array.from(found.values()));
}

const inOrder = (ranked) => ranked.sort((a, b) => a.otherCard - b.otherCard || b.score - a.score || a.ordinal - b.ordinal);

const isOtherCard = (cards, card) => Boolean(card && cards[0]) && !cards.includes(card);

function confidence({ total, namesCard, elsewhere: words, together: pairs }, ranked) {
  const [first = { covered: 0, together: 0, title: 0 }] = ranked;
  const scored = ranked.reduce((a, b) => (b.score > a.score || b.score === a.score && b.ordinal < a.ordinal ? b : a), first);
  const best = scored.covered > first.covered ? scored : first;
  const { covered } = best;
  const unseen = header.information[0];
  const counted = Math.min(total - covered, tenths(unseen, limits.uncovered_tenths));
  const elsewhere = tenths(words * unseen, limits.elsewhere_tenths);
  const card = namesCard && covered ? tenths(unseen, limits.card_tenths) : 0;
  const ofPairs = sum(pairs.map(({ information }) => information));
  const together = Math.max(first.together, scored.together);
  const { title } = first;
  const counts = covered + card + title;
  const ofWords = counts ? Math.floor(2000 * counts / (counts + counted + elsewhere)) : 0;
  const sure = ofPairs ? Math.floor((ofWords + Math.floor(1000 * together / ofPairs)) / 3) : Math.floor(ofWords / 2);
  return { best, covered, counted, elsewhere, card, title, pairs: ofPairs, together, sure };
}

// search/titles.py

function withTitles(query, ranked) {
  const { among } = limits.titles;
  const first = ranked.slice(0, among).map((one) => {
    const title = titlePoints(query, one.ordinal);
    return { ...one, score: one.score + title, title };
  });
  return inOrder(first).concat(ranked.slice(among));
}

function titlePoints({ groups, lang }, ordinal) {
  const words = groups.filter(({ typed }) => isAscii(typed) || Array.from(typed)[1]);
  const asked = sum(words.map(({ information }) => information));
  return Math.max(...shownText(ordinal, lang).titles.map(({ terms, information: said }) => {
    const shared = sum(words.map(({ information, alternatives }) =>
      tenths(information, Math.max(0, ...alternatives.filter(([meanings]) => meanings.some((meaning) => meaning.every((term) => terms.has(term)))).map(([, weight]) => weight)))));
    return shared && tenths(Math.floor(asked * shared / Math.max(asked + said - shared, 1)), limits.titles.tenths);
  }));
}

// search/snippet.py

function termValues(groups) {
  const values = new Map();
  groups.filter(({ typed }) => !isFunctionTerm(typed)).forEach(({ information, alternatives }) => {
    alternatives.forEach(([meanings, weight, postings]) => [].concat(...meanings).forEach((term) => {
      const isLittle = isAscii(term) && (!term[1] || (postings ? functionWords.has(term) : isFunctionTerm(term)));
      values.set(term, Math.max(values.get(term) || 0, isLittle ? 0 : tenths(information, weight)));
    }));
  });
  return values;
}

function coverage(groups, values, terms) {
  const stands = (term) => values.has(term) && terms.has(term);
  return sum(groups.filter(({ alternatives }) => alternatives.some(([meanings]) => meanings.some((meaning) => meaning.every(stands))))
    .map(({ information }) => information));
}

/** The sections with what concerns a card: the passages of another card than it do not, where the text is about both. */
function sectionsFor({ sections, cards }, card) {
  const isOther = ({ block }) => block !== card && cards.includes(card) && cards.includes(block);
  return sections.map((section) => {
    const passages = section.passages.filter((passage) => !isOther(passage));
    return { ...section, passages, terms: new Set(section.terms.concat(...passages.map(({ tokens: all }) => all.map(([term]) => term)))) };
  });
}

function bestPlace(query, text) {
  const values = termValues(query.groups);
  let best = null;
  let most = 0;
  sectionsFor(text, query.card).forEach((section) => {
    const covered = coverage(query.groups, values, section.terms);
    if (covered > most) [best, most] = [section, covered];
  });
  return best && { ...best, snippet: bestSnippet(best.passages, values, limits.snippet_code_points[query.lang], text.cards) };
}

function bestSnippet(passages, values, length, cards) {
  let best = null;
  let most = 0;
  passages.forEach((passage) => {
    const found = passage.tokens.filter(([term]) => values.get(term));
    const [first, worth] = bestStart(found, values, length);
    if (worth > most) [best, most] = [{ ...passage, found, first }, worth];
  });
  return best && { ...cutSnippet(best, length), block: cards[1] || cards[0] !== best.block ? best.block : '' };
}

function cutSnippet({ points, found, first: at }, length) {
  const [, first] = found[at];
  let start = Math.max(0, Math.min(first - Math.floor(length / 6), points.length - length));
  while (cutsWord(points, start)) start += 1;
  while (start > 0 && start < points.length && ' \n,.;:!?)，。；：！？、）'.includes(points[start])) start += 1;
  const end = wordEnd(points, start + length);
  const before = start > 0 ? '…' : '';
  const after = end < points.length ? '…' : '';
  const shift = before.length - start;
  const inside = found.filter(([, a, b]) => a >= start && b <= end).map(([, a, b]) => [a + shift, b + shift]);
  return { text: before + points.slice(start, end).join('') + after, highlights: merged(inside) };
}

const cutsWord = (points, at) => /^[a-zA-Z0-9]{2}$/.test(points[at - 1] + points[at]);
const wordEnd = (points, at) => (at >= points.length ? points.length : cutsWord(points, at) ? wordEnd(points, at - 1) : at);

function answerPlace(query, { answer, shown }) {
  const points = Array.from(answer);
  const end = wordEnd(points, limits.snippet_code_points[query.lang]);
  const text = points.slice(0, end).join('') + (end < points.length ? '…' : '');
  return { section: { anchor: 'ui-answered', heading: shown.question }, snippet: { text, highlights: [], block: '' } };
}

function bestStart(found, values, length) {
  const reach = length - Math.floor(length / 6);
  const inside = new Map();
  const count = (term, step) => inside.set(term, (inside.get(term) || 0) + step).get(term);
  let [worth, best, first, last] = [0, 0, 0, 0];
  found.forEach(([term, start], number) => {
    for (; last < found.length && found[last][2] <= start + reach; last += 1) {
      if (count(found[last][0], 1) === 1) worth += values.get(found[last][0]);
    }
    if (worth > best) [best, first] = [worth, number];
    if (last === number) last += 1;
    else if (!count(term, -1)) worth -= values.get(term);
  });
  return [first, best];
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

// search/unstated.py

function unknownAsked(query, ordinal, text, stated) {
  const ours = text.unknowns.filter(({ cards }) => !query.card || cards.includes(query.card)).map(({ shown }) => shown.id);
  const asked = (file('a/' + ordinal + '.json') || []).filter(([name]) => !name || ours.includes(name));
  if (!asked[1] || !query.together[0]) return '';
  const { tenths: plain, stated_tenths: more, units_added: added } = limits.unstated;
  const [answered, ...unknowns] = asked.map(([name, lengths]) => {
    const numbers = numbersOf(name, ordinal);
    const near = lengths.map((length, at) => Math.floor(1000 * (query.near.get(numbers[at]) || 0) / (length + added)));
    const nearness = Math.max(0, ...near);
    return { name, number: numbers[near.indexOf(nearness)], nearness };
  });
  const nearest = unknowns.reduce((a, b) => (b.nearness > a.nearness ? b : a));
  const near = nearest.nearness && nearest.nearness * 10 >= answered.nearness * (stated ? more : plain);
  return near && !isTold(query, nearest.number, sectionsFor(text, query.card)) ? nearest.name : '';
}

/** Whether a section has so much more of the query's words than a question that it must tell what is asked. */
function isTold({ keys }, number, sections) {
  const words = Array.from(new Set(keys)).filter((key) => !isFunctionTerm(key));
  const told = (some) => sum(some.map((key) => header.information[steps(key).length / 2]));
  const asked = told(words.filter((key) => placesAsked(key).has(number)));
  const most = Math.max(0, ...sections.map(({ terms }) => told(words.filter((key) => terms.has(key)))));
  return most - asked > Math.floor(told(words) * limits.unstated.behind / 1000);
}

/** The questions that ask for an unknown of whatever document, or for what the document has an answer to. */
function numbersOf(unknown, ordinal) {
  if (!unknown) return range(sum(header.asked.slice(0, ordinal)), header.asked[ordinal]);
  let end = sum(header.asked);
  return [].concat(...header.unknowns.map(([name, , count]) => {
    end += count;
    return name === unknown ? range(end - count, count) : [];
  }));
}

// search/things.py

/** [cards, ordinals] of the thing of other cards that a query with a card is nearest to. */
function thingMeant(query) {
  const { among, tenths: part } = limits.things;
  const cardsOf = new Map(header.things.filter(([cards]) => isOtherCard(cards, query.card))
    .flatMap(([cards, start, count]) => range(start, count).map((number) => [number, cards])));
  const near = Array.from(cardsOf.size ? nearnessBesideCards(query) : []).sort(([a, told], [b, more]) => more - told || a - b);
  const [meant, others] = [true, false].map((is) => near.filter(([number]) => cardsOf.has(number) === is).slice(0, among));
  const told = (some) => sum(some.map(([, one]) => one));
  if (!meant[0] || told(meant) * 10 <= told(others) * part) return null;
  return [cardsOf.get(meant[0][0]), meant.flatMap(([number]) => ownersOf(number))];
}

/** What each question shares with a query, the words left out that name its card. */
function nearnessBesideCards({ keys, together, namesCard, near }) {
  if (!namesCard) return near;
  const taken = header.card_words.flatMap(([phrase]) => keys.flatMap((_, at) => (standsAt(keys, phrase, at) ? range(at, phrase.length) : [])));
  const left = keys.filter((_, at) => !taken.includes(at));
  return nearness(left, together.filter(({ words }) => words.every((word) => left.includes(word))));
}

// search/search.py

function search(text, options) {
  const query = understand(text, options);
  const ranked = ranking(query);
  if (lacking.size) return null;
  const outcome = outcomeOf(query, ranked, options);
  if (outcome.outcome !== 'nothing' && (query.mended.size || query.groups.some(isGuess))) outcome.corrected = suggest().corrected(query, ranked[0].ordinal);
  if (options.typing) outcome.completions = suggest().completions(query);
  return outcome;
}

const isGuess = ({ alternatives }) => Boolean(alternatives[0]) && alternatives.every((one) => one[4]);

function outcomeOf(query, ranked, options) {
  const { sure } = confidence(query, ranked);
  const named = query.named.map(([, ...thing]) => thing).find((thing) => isOtherCard(thing[0], query.card) && !isBeside(thing, ranked));
  if (!ranked.length || !query.asks || sure < least(query) && !(named && query.namesCard)) {
    return outcomeJson(query, 'nothing', sure, [], { support: header.support === null ? null : link(header.support, query.lang) });
  }
  const { limit = 5 } = options;
  const hits = ranked.slice(0, Math.max(limit, 0)).map((one) => hitJson(one, query));
  const thing = named || query.card && thingMeant(query);
  if (thing) return outcomeJson(query, 'other_card', sure, hits, { other_card: { card: thing[0][0], article: articleOn(thing, query, ranked) } });
  const text = shownText(ranked[0].ordinal, query.lang);
  const name = unknownAsked(query, ranked[0].ordinal, text, isStated(query, ranked[0]));
  const unknown = text.unknowns.find(({ shown }) => shown.id === name);
  if (unknown && !unknown.answer) return outcomeJson(query, 'unstated', sure, hits, { unstated: unknown.shown });
  if (unknown && hits[0]) Object.assign(hits[0], answerPlace(query, unknown));
  return outcomeJson(query, 'answered', sure, hits, {});
}

const ranking = (query) => {
  const ranked = rank(query);
  return lacking.size ? ranked : withTitles(query, ranked);
};

function least({ text }) {
  const { plain_zh: zh, plain_en: en, rich, rich_from: from } = limits.nothing_below;
  const plain = HAN.test(text) && header.languages.includes('zh') ? zh : en;
  return plain + Math.floor((rich - plain) * Math.min(header.questions, from) / from);
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

/** The best document that tells of a thing, of whatever card. */
const bestTelling = ([, ordinals], ranked) =>
  ranked.filter(({ ordinal }) => ordinals.includes(ordinal)).sort((a, b) => b.score - a.score || a.ordinal - b.ordinal)[0];

/** Whether the first document, which does not tell of a thing, is so much better that the thing is just mentioned. */
function isBeside(thing, ranked) {
  const best = bestTelling(thing, ranked);
  const [first] = ranked;
  if (!best || thing[1].includes(first.ordinal)) return false;
  const cards = header.cards[first.ordinal];
  return (!cards[0] || cards.some((card) => thing[0].includes(card))) && first.score * 10 >= best.score * limits.things.beside_tenths;
}

function articleOn(thing, { lang }, ranked) {
  const best = bestTelling(thing, ranked);
  return best ? link(best.ordinal, lang) : null;
}

const isStated = ({ named, card }, { ordinal }) => named.some(([, cards, ordinals]) => ordinals.includes(ordinal) && (!card || cards.includes(card)));

function outcomeJson({ text, lang }, outcome, sure, hits, more) {
  return { query: text, lang, outcome, confidence: sure, took_ms: 0, hits, unstated: null, other_card: null, support: null, corrected: null, completions: [], ...more };
}

function hitJson({ ordinal, score }, query) {
  const lang = shownLang(ordinal, query.lang);
  const text = hitText(ordinal, lang);
  const { anchor, heading, snippet = null } = bestPlace(query, text) || {};
  const { id, title, answer, url, cards } = text;
  return { kind: 'article', id, lang, title, answer, url, section: anchor ? { anchor, heading } : null, snippet, score, cards };
}

// bundle/export.py

const loaded = new Map();
let [header, limits, weights, lacking, first] = [];

// A look-up is a guess while one before it lacks its file.
const ORDER = { t: 0, c: 1, h: 2, w: 2, a: 3, d: 3, q: 3, s: 3, x: 3 };

function file(path) {
  const turn = ORDER[path[0]];
  if (!loaded.has(path) && turn <= first) {
    if (turn < first) lacking.clear();
    first = turn;
    lacking.add(path);
  }
  return loaded.get(path);
}

const code = (one) => one.codePointAt(0);
const bucket = (term, shards) => spread(Array.from(term).slice(0, isAscii(term) ? 3 : 2), shards);
const spread = (key, shards) => Array.from(key).reduce((total, one) => (total * 31 + code(one)) % 1000003, 0) % shards;

const NO_SHARD = { t: {}, s: {}, e: {}, n: {}, a: {}, f: [], y: {}, r: {} };
const shardOf = (term) => (!term.includes(' ') && file('t/' + bucket(term, header.shards) + '.json')) || NO_SHARD;
const ofCharacter = (one) => file('c/' + code(one) % header.character_shards + '.json') || NO_SHARD;
const ofSound = (key) => own(file('h/' + spread(key, header.sound_shards) + '.json') || NO_SHARD, key);

const steps = (term) => own(shardOf(term).t, term) || [];
const has = (term) => steps(term).length > 0;

/** [ordinal, impact] of each. */
function unpacked(steps) {
  let ordinal = 0;
  return steps.flatMap((step, at) => (at % 2 ? [[ordinal += steps[at - 1], step]] : []));
}

/** Question numbers to positions of the unit in it. */
const placesAsked = (key) => own((file('t/' + spread(key, header.shards) + '.json') || NO_SHARD).a, key) || new Map();

function placesIn(text) {
  const found = new Map();
  let number = 0;
  for (const [, step, position] of text.matchAll(/(\d*)(\D)/g)) {
    number += step ? +step : 1;
    found.set(number, (found.get(number) || []).concat(code(position) - 64));
  }
  return found;
}

/** The documents that a question is asked of. */
function ownersOf(number) {
  const of = (owners, count) => Array(count).fill(owners);
  header.owners = header.owners || header.asked.flatMap((count, ordinal) => of([ordinal], count))
    .concat(header.unknowns.flatMap(([, ordinals, count]) => of(ordinals, count)));
  return header.owners[number];
}

const synonymsOf = (unit) => own(shardOf(unit).s, unit) || [];
const namedOf = (unit) => own(shardOf(unit).n, unit) || [];
const elsewhereOf = (unit) => own(shardOf(unit).e, unit) || [];
const isFunctionTerm = (term) => shardOf(term).f.includes(term);
const share = (term) => (isFunctionTerm(term) ? header.function_tenths : 10);
const alike = (blurred) => ofSound(blurred) || {};
const initialsOf = (letters) => ofSound('=' + letters) || [];
const ofCompletions = (key) => file('q/' + spread(key, header.completion_shards) + '.json') || NO_SHARD;
const suggest = () => file('suggest.js') || { corrected: () => null, completions: () => [] };
/** The index words as they are looked up. */
const withLetters = (words) => ({ words, letters: words.map(lettersOf), known: new Set(words) });
const NO_WORDS = withLetters([]);
const wordTable = () => file('words.json') || NO_WORDS;
const indexWords = () => wordTable().words;

/** A Han character that the index has is folded already. */
const simplified = (one) => (!has(one) && own(ofCharacter(one).f, one)) || one;
const sounds = (one) => (own(ofCharacter(one).y, one) || '').split(' ').filter(Boolean);

const langs = (ordinal) => header.texts[ordinal];
const hitText = (ordinal, lang) => file('d/' + ordinal + '.' + lang + '.json') || { cards: [], titles: [{ terms: new Set(), information: 0 }], sections: [], unknowns: [] };

/** The function words of the phrases that are loaded, where each is marked: their own shards need not be. */
const functionWords = new Set();

function unmarked(unit) {
  const word = unit.replace('~', '');
  if (word !== unit) functionWords.add(word);
  return word;
}

/** A shard with the units of its phrases and the places of its units. */
function withUnits(shard) {
  const phrases = (text) => text.split('|').map((phrase) => phrase.match(/~?[a-z0-9]+|[^ ]/gu).map(unmarked));
  const change = (table, one) => Object.keys(table).forEach((key) => { table[key] = one(table[key]); });
  change(shard.a, placesIn);
  change(shard.e, (text) => phrases(text).map((phrase) => [phrase]));
  change(shard.n, (things) => things.map(([name, ...thing]) => phrases(name).concat(thing)));
  change(shard.s, (entries) => entries.map(([text, postings, isRelated]) => [phrases(text)[0], phrases(text).slice(1), postings, isRelated]));
  return shard;
}

/** A stored text with the tokens and terms of its parts. */
function analysed(text) {
  const cut = (words) => tokens(Array.from(words), (one) => own(text.folding, one) || one);
  const termsOf = (words) => cut(words).map(([term]) => term);
  const passages = (parts) => parts.map(([block, words]) => ({ block, points: Array.from(words), tokens: cut(words) }));
  const sections = text.sections.map(([anchor, heading, parts]) => ({ anchor, heading, terms: termsOf(heading), passages: passages(parts) }));
  const titles = text.titles.map(([title, information]) => ({ terms: new Set(termsOf(title)), information }));
  return { ...text, titles, sections, unknowns: text.unknowns.map(([id, question, instead, cards, answer]) => ({ shown: { id, question, instead }, cards, answer })) };
}

// Loading

const esimHelp = window.esimHelp = window.esimHelp || {};
const coming = new Map();

/** A file of the bundle, parsed; another edition may put its own function here. */
esimHelp.files = esimHelp.files || async function (path) {
  const { root = '', search: folder = '' } = document.documentElement.dataset;
  const response = await fetch(root + folder + path);
  if (!response.ok) throw new Error('HTTP ' + response.status);
  return response.json();
};

const prepared = (part, content) => ({ d: analysed, t: withUnits, w: withLetters }[part] || ((one) => one))(content);

function load(path) {
  if (!coming.has(path)) {
    coming.set(path, (path === 'suggest.js' ? script('suggest') : esimHelp.files(path)).then((content) => loaded.set(path, prepared(path[0], content))).catch((error) => {
      coming.delete(path);
      throw new Error('search cannot load ' + path + ': ' + error.message);
    }));
  }
  return coming.get(path);
}

async function ask(step) {
  await load('manifest.json');
  for (;;) {
    header = loaded.get('manifest.json');
    ({ limits } = header);
    ({ weights } = limits);
    lacking = new Set();
    first = ORDER.d;
    const answer = step();
    if (!lacking.size) return answer;
    const done = await Promise.all(Array.from(lacking, (path) => load(path).catch((error) => error)));
    const failed = done.find((one) => one instanceof Error);
    if (failed) throw failed;
  }
}

/** What a script beside this one brings to window.esimHelp by its name. */
async function script(name) {
  const { root = '', [name]: path } = document.documentElement.dataset;
  const wait = (onload) => document.head.appendChild(Object.assign(document.createElement('script'), { src: root + path, onload, onerror: onload }));
  if (!esimHelp[name]) await new Promise(wait);
  if (!esimHelp[name]) throw new Error('search cannot load ' + path);
  return esimHelp[name];
}

esimHelp.search = async function (text, options) {
  const began = performance.now();
  const wanted = options || {};
  if (wanted.explain) await script('explain');
  const outcome = await ask(() => (wanted.explain ? esimHelp.explain : search)(String(text), wanted));
  return { ...outcome, took_ms: Math.round(performance.now() - began) };
};

/** index/notices.py: the texts, by language, of the notices that stand above an outcome on a day such as 2026-11-22. */
esimHelp.notices = ({ hits }, card, day) => header.notices
  .filter(([first, last, cards, , articles]) => first <= day && day <= last && !isOtherCard(cards, card) &&
    (!articles || hits.some(({ id }) => articles.includes(id))))
  .map((notice) => notice[3]);

esimHelp.engine = {
  own, sum, tenths, ask, understand, tokens, stem, fold, SYLLABLES, search, ranking, contributions, confidence, least, postingsOf, indexWords, langs, hitText, file,
  units, segmentations, cuts, isGuess, has, steps, isFunctionTerm, ofCompletions, languages: () => header.languages, isLacking: () => lacking.size > 0, nearestWeight: () => limits.together.nearest_tenths
};
})();
