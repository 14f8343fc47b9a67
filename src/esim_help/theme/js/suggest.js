// A port of search/correct.py and search/complete.py, loaded by search.js when something is typed or had to be guessed.
(function () {
'use strict';

const { own, sum, units, stem, segmentations, cuts, isGuess, postingsOf, has, steps, isFunctionTerm, ofCompletions, languages, isLacking } = window.esimHelp.engine;

// search/correct.py

function corrected({ points, row, groups, mended }, ordinal) {
  const taken = new Map(groups.map((group) => [group.typed, takenFor(group, ordinal)]));
  const replaced = [];
  let [text, end] = ['', 0];
  for (let at = 0; at < row.length;) {
    const [surface, size] = mendedFrom(row, at, mended) || (row[at].han ? slip(row, at, taken) : wordFor(row, at, taken, mended));
    const next = at + size;
    if (surface) {
      const [start, after] = [row[at].start, row[next - 1].end];
      text += points.slice(end, start).join('') + surface;
      replaced.push([points.slice(start, after).join(''), surface]);
      end = after;
    }
    at = next;
  }
  return replaced[0] ? { text: text + points.slice(end).join(''), replaced } : null;
}

const frequency = (surface) => steps(stem(surface)).length;

function takenFor(group, ordinal) {
  const guesses = isGuess(group) ? group.alternatives : [];
  const [best] = guesses.filter((one) => postingsOf(one).some(([found]) => found === ordinal))
    .sort((a, b) => b[1] - a[1] || frequency(b[4]) - frequency(a[4]));
  return best ? best[4] : '';
}

/** A word that was put right, or a character, with the neighbour that it makes the commoner word with. */
function mendedFrom(row, at, mended) {
  const isMended = ({ start }) => mended.has(start);
  if (!row[at].han) {
    let last = at + 1;
    while (row[last] && row[last].start === row[last - 1].end && !row[last].han) last += 1;
    return isMended(row[at]) ? [row.slice(at, last).map(({ term }) => term).join(' '), last - at] : null;
  }
  const [before, here, after] = [at - 1, at, at + 1].map((place) => frequency(pairAt(row, place)));
  const both = isMended(row[at]) ? here > before : here && here >= after && isMended(row[at + 1]);
  return both || isMended(row[at]) ? [row[at].term + (both ? row[at + 1].term : ''), both ? 2 : 1] : null;
}

function slip(row, at, taken) {
  const surface = [];
  for (;;) {
    const place = at + Math.max(surface.length - 1, 0);
    const pair = pairFor(row, place, taken);
    if (!pair[0] || surface[0] && surface[place - at] !== pair[0]) return [surface.join(''), surface.length || 1];
    surface.push(...pair.slice(surface[0] ? 1 : 0));
  }
}

function pairFor(row, at, taken) {
  const surface = taken.get(pairAt(row, at)) || '';
  const wrong = Array.from(surface).some((one, k) => one !== row[at + k].term &&
    ([pairAt(row, at + k - 1), pairAt(row, at + k)].some((pair) => pair && has(pair)) || isFunctionTerm(one)));
  return wrong || surface && isFunctionTerm(surface) ? [] : Array.from(surface);
}

function pairAt(row, at) {
  const [one, next] = [row[at], row[at + 1]];
  return one && next && one.han && one.run === next.run ? one.term + next.term : '';
}

function wordFor(row, at, taken, mended) {
  const { term } = row[at];
  const surface = taken.get(stem(term)) || '';
  const together = row[at + 1] && surface === term + row[at + 1].term;
  if (at && surface === row[at - 1].term + term || together && mended.has(row[at + 1].start)) return ['', 1];
  return [taken.has(stem(term)) ? surface : apart(term, taken) || sounded(term, taken), together ? 2 : 1];
}

function apart(word, taken) {
  const [cut = []] = cuts(word);
  return cut.some((piece) => taken.get(stem(piece))) ? cut.join(' ') : '';
}

function sounded(word, taken) {
  const two = (way, gap) => way.slice(1).map((second, at) => taken.get(way[at] + gap + second) || '');
  const ways = segmentations(word).map((way) => two(way, ' ')).concat([two(Array.from(word), '')]);
  const value = (pairs) => (chained(pairs) ? sum(pairs.filter(Boolean).map(frequency)) : 0);
  return chained(ways.reduce((best, way) => (value(way) > value(best) ? way : best)));
}

function chained(pairs) {
  const text = [];
  const agree = pairs.every((pair, at) => Array.from(pair).every((one, k) => {
    text[at + k] = text[at + k] || one;
    return text[at + k] === one;
  }));
  return agree && Object.keys(text).length > pairs.length ? text.join('') : '';
}

// search/complete.py

const line = (row) => row.reduce((text, { han, term }) => text + (!text || han && text.slice(-1) > 'z' ? '' : ' ') + term, '');

function completions({ row, lang }) {
  const typed = line(row);
  for (const each of typed ? [lang].concat(languages()) : []) {
    const found = goingOn(typed, each);
    if (found[0] || isLacking()) return found.slice(0, 5).map(([text, id]) => ({ text, id, lang: each }));
  }
  return [];
}

function goingOn(typed, lang) {
  const points = Array.from(typed);
  let [more, phrases, folding] = [2, []];
  do {
    const key = lang + points.slice(0, more).join('');
    const { r, f } = ofCompletions(key);
    [more, phrases] = own(r, key) || [0, []];
    folding = f;
  } while (more && more <= points.length);
  return phrases.filter(([text]) => {
    const all = units(Array.from(text), (one) => own(folding, one) || one);
    return line(all) !== typed && all.some((_, at) => line(all.slice(at)).startsWith(typed));
  });
}

window.esimHelp.suggest = { corrected, completions };
})();
