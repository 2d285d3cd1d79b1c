/* Keeps the click of a partner's link (?clickId=…) for 90 days and fills it into forms. docs/snippet/README.md */
(function (w, d) {
  'use strict';
  var NAME = 'ledger_click',
    DAYS = 90,
    DAY_MS = 864e5;

  function read() {
    try {
      var kept = JSON.parse(w.localStorage.getItem(NAME));
      if (kept && kept.id && Date.now() - kept.at < DAYS * DAY_MS) return kept.id;
    } catch (e) {} // No storage, or not ours: the cookie may have it.
    var found = d.cookie.match(/(?:^|; )ledger_click=([\w-]{1,128})(?:;|$)/);
    return found ? found[1] : null;
  }

  function keep(id) {
    try {
      w.localStorage.setItem(NAME, JSON.stringify({ id: id, at: Date.now() }));
    } catch (e) {}
    var secure = w.location.protocol === 'https:' ? '; Secure' : '';
    d.cookie = NAME + '=' + id + '; Max-Age=' + DAYS * 86400 + '; Path=/; SameSite=Lax' + secure;
  }

  function fill(root) {
    var id = read();
    if (!id) return;
    [].forEach.call(root.querySelectorAll('[data-ledger-click]'), function (place) {
      if (place.tagName !== 'FORM') return void (place.value = id);
      var name = place.getAttribute('data-ledger-click') || 'clickId';
      var field = place.elements.namedItem(name);
      if (!field) {
        field = d.createElement('input');
        field.type = 'hidden';
        field.name = name;
        place.appendChild(field);
      }
      field.value = id;
    });
  }

  var given = /[?&]clickId=([\w-]{1,128})(?:&|$)/.exec(w.location.search);
  if (given) keep(given[1]);
  function fillAll() {
    fill(d);
  }
  if (d.readyState === 'loading') d.addEventListener('DOMContentLoaded', fillAll);
  else fillAll();
  // Forms that came later are filled as they are sent.
  d.addEventListener('submit', fillAll, true);
  w.ledgerClick = read;
})(window, document);
