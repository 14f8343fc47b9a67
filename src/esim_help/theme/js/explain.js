// esimHelp.explain(text, options): the outcome of a search with the account of it. Part X of docs/search.md.
// A port of search/explain.py, loaded when somebody asks. Look-ups work as in search.js: what it returns is whole once
// no file is lacking.
(function () {
'use strict';

const { own, sum, tenths, understand, units, tokens, search, ranking, contributions, confidence, least, postingsOf, indexWords, langs, hitText, file, nearestWeight } =
  window.esimHelp.engine;


/** What a weight is named, where that is not its origin. */
const ORIGINS = { typo2: 'typo', joined: 'typo', initials: 'pinyin', homophone2: 'homophone', near_homophone: 'homophone' };
const NAMING_FIELDS = ['title', 'questions', 'asked', 'keywords'];

function originOf([, , , name], { typed, one: { word } }, isMended) {
  if (name === 'typed' && isMended) return /^[a-z0-9]/.test(typed) ? 'typo' : 'homophone';
  if (name === 'typed' && word && /^[a-z]{2,}$/.test(word) && !indexWords().includes(word)) return 'inflected';
  return own(ORIGINS, name) || name;
}

const lastOf = ({ one: { at, pair } }) => (pair ? at + 1 : at);
const isMended = (group, { row, mended }) => [group.one.at, lastOf(group)].some((at) => mended.has(row[at].start));

function place(group, query) {
  const [{ row, points }, { one: { at } }] = [query, group];
  const [{ start }, { end }] = [row[at], row[lastOf(group)]];
  const within = row[at].han ? query.asWritten.filter((unit) => unit.start >= start && unit.end <= end) : units(points.slice(start, end), (one) => one);
  const written = within.map(({ term }) => term).join('');
  return { typed: isMended(group, query) ? written : group.typed, at: [start, end] };
}

const impactOf = (term, ordinal) => new Map(postingsOf([[[term]]])).get(ordinal) || 0;

/** [terms, the weakest of them, its impact] of the meaning that counts most in a document. */
function strongestMeaning([meanings], ordinal) {
  return meanings.map((terms) => terms.map((term) => [terms, term, impactOf(term, ordinal)]).reduce((a, b) => (b[2] < a[2] ? b : a)))
    .reduce((a, b) => (b[2] > a[2] ? b : a));
}

function fieldsOf({ title, answer, sections }) {
  const lines = (words) => words.join('\n');
  return {
    title,
    answer,
    headings: lines(sections.filter(({ anchor }) => anchor !== 'ui-answered').map(({ heading }) => heading)),
    body: lines([].concat(...sections.map(({ passages }) => passages.map(({ points }) => points.join('')))))
  };
}

/** [field, lang, worth, a function from a term to how often it counts there] of each field of a document. */
function weighed(ordinal) {
  const shown = new Map(langs(ordinal).map((lang) => [lang, hitText(ordinal, lang)]));
  const { fields, folding, named_only: namedOnly } = file('x/' + ordinal + '.json') || { fields: [] };
  return fields.map(([field, lang, worth, words]) => {
    const text = shown.get(lang);
    const folded = (one) => own(folding, one) || own(text.folding || {}, one) || one;
    const counts = new Map();
    tokens(Array.from(words || fieldsOf(text)[field] || ''), folded).forEach(([term]) => counts.set(term, (counts.get(term) || 0) + 1));
    const counting = (term) => NAMING_FIELDS.includes(field) || Array.from(term)[1] || !namedOnly.includes(term);
    return [field, lang, worth, (term) => (counting(term) && counts.get(term)) || 0];
  });
}

/** `impact` cut up over the fields that a term counts in. */
function shares(term, impact, fields) {
  const among = fields.map(([field, lang, worth, count]) => [field, lang, worth * count(term)]).filter(([, , frequency]) => frequency);
  const total = sum(among.map(([, , frequency]) => frequency));
  let reached = 0;
  return among.map(([field, lang, frequency]) => {
    const before = Math.floor(impact * reached / total);
    reached += frequency;
    return { field, lang, impact: Math.floor(impact * reached / total) - before };
  });
}

function accounts({ ordinal, title, nearest }, groups, query) {
  const fields = weighed(ordinal);
  const ofWords = groups.filter(([, best]) => best.has(ordinal)).map(([group, best]) => {
    const [points, , alternative] = best.get(ordinal);
    const [terms, weakest, impact] = strongestMeaning(alternative, ordinal);
    return { ...place(group, query), origin: originOf(alternative, group, isMended(group, query)), terms, weight: alternative[1], impact, points, fields: shares(weakest, impact, fields) };
  });
  const ofPairs = query.together.filter(({ impacts }) => impacts.get(ordinal)).map(({ words, start, end, weight, impacts }) => {
    const impact = impacts.get(ordinal);
    const fields = [{ field: 'questions', lang: '', impact }];
    return { typed: words.join(' '), at: [start, end], origin: 'together', terms: words, weight, impact, points: tenths(impact, weight), fields };
  });
  const weight = nearestWeight();
  const ofQuestion = { typed: '', at: [0, 0], origin: 'question', terms: [], weight, impact: nearest, points: tenths(nearest, weight), fields: [{ field: 'questions', lang: '', impact: nearest }] };
  const ofTitle = { typed: '', at: [0, 0], origin: 'title', terms: [], weight: 10, impact: title, points: title, fields: [{ field: 'title', lang: '', impact: title }] };
  return ofWords.concat(ofPairs, ofQuestion.points ? ofQuestion : [], title ? ofTitle : []);
}

function asked([group, best], ordinal, query) {
  const [, strongest] = best.get(ordinal) || [0, 0];
  const alternatives = group.alternatives.map((one) =>
    ({ origin: originOf(one, group, isMended(group, query)), weight: one[1], meanings: one[0], documents: postingsOf(one).length }));
  return { ...place(group, query), information: group.information, covered: tenths(group.information, strongest), alternatives };
}

window.esimHelp.explain = function (text, options) {
  const outcome = search(text, options);
  if (!outcome) return null;
  const query = understand(text, options);
  const ranked = ranking(query);
  const { best, covered, counted, elsewhere, card, title, pairs, together } = confidence(query, ranked);
  const groups = query.groups.map((group) => [group, contributions(group)]);
  const { id = '' } = ranked.length ? hitText(best.ordinal, langs(best.ordinal)[0]) : {};
  const explanation = {
    card: query.card,
    confidence: { article: id, covered, uncovered: query.total - covered, counted, elsewhere, card, title, pairs, together, least: least(query) },
    groups: groups.map((group) => asked(group, best.ordinal, query))
  };
  const hits = outcome.hits.map((hit, at) => ({ ...hit, explanation: accounts(ranked[at], groups, query) }));
  return { ...outcome, hits, explanation };
};
})();
