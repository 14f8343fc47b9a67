// Runs before the first paint: what the reader chose earlier, so that nothing jumps. Kept tiny, it blocks the page.
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');
  try {
    var theme = localStorage.getItem('esim-help-theme');
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
    var card = localStorage.getItem('esim-help-card');
    var index = (root.getAttribute('data-card-ids') || '').split(' ').indexOf(card);
    if (card && index >= 0) {
      root.setAttribute('data-card', card);
      root.setAttribute('data-card-index', String(index));
    }
  } catch (error) {
    // Storage is switched off: nothing was remembered.
  }
})();
