// Trades on a K-line: those too near to each other to be told apart share one mark. The same as src/trade_marks.cpp.
(function () {
  'use strict';
  var NEAR = 20, MOST_LINES = 12;

  // Marks of the trades {bar, side, label, target, title} (by bar) with x(bar) inside [left, right].
  function grouped(trades, x, left, right) {
    var open = {}, groups = [];
    trades.forEach(function (trade) {
      var at = x(trade.bar), group = open[trade.side];
      if (at < left || at > right) return;
      if (group && at - group.from < NEAR) { group.trades.push(trade); return; }
      groups.push(open[trade.side] = {from: at, trades: [trade]});
    });
    return groups.map(function (group) {
      var all = group.trades, first = all[0], last = all[all.length - 1];
      var lines = all.slice(0, MOST_LINES).map(function (trade) { return trade.title; });
      if (all.length > MOST_LINES) lines.push('… +' + (all.length - MOST_LINES));
      return {bar: Math.floor((first.bar + last.bar) / 2), side: first.side, target: first.target, strength: 1, main: true, points: [], trade: true,
        label: all.length > 1 ? first.label + all.length : first.label, title: lines.join('\n')};
    });
  }

  var parts = {grouped: grouped};
  if (typeof module !== 'undefined') module.exports = parts;
  else window.fwqTrades = parts;
})();
