// The report's charts: decodes the bars beside each still picture and draws those in view, with
// crosshair, zoom and pan. Plain script, no library, no network. Measures are those of svg_kline.cpp.
(function () {
  'use strict';
  var LEFT = 8, HEADER = 18, ROOMS = [30, 54, 78], VOLUME = 66, PANE = 86, TIME = 22, TAG = 17;
  var HANDS = typeof module !== 'undefined' ? require('./hands.js') : window.fwqHands;
  var TRADES = typeof module !== 'undefined' ? require('./trades.js') : window.fwqTrades;
  var clampedView = HANDS.clampedView, zoomedView = HANDS.zoomedView;
  var WORDS = {
    en: {open: 'Open', high: 'High', low: 'Low', close: 'Close', change: 'Change', log: 'log scale',
      zoom_in: 'zoom in', zoom_out: 'zoom out', reset: 'reset', all: 'all bars', none: '–',
      patterns: function (n) { return 'all ' + n + ' patterns'; }, signals: 'signals',
      chart: 'Interactive chart. Arrow keys read bar by bar, + and - zoom, Page Up and Page Down move, 0 resets, L changes the scale.',
      units: [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'K']]},
    zh: {open: '开盘', high: '最高', low: '最低', close: '收盘', change: '涨跌', log: '对数坐标',
      zoom_in: '放大', zoom_out: '缩小', reset: '复位', all: '全部K线', none: '–',
      patterns: function (n) { return '全部 ' + n + ' 个形态'; }, signals: '信号',
      chart: '可操作的图。左右方向键逐根读数，+ 和 - 缩放，PageUp 和 PageDown 平移，0 复位，L 切换坐标。',
      units: [[1e12, '万亿'], [1e8, '亿'], [1e4, '万']]}
  };

  // ---- numbers -------------------------------------------------------------------------------

  // n whole units of 10^-digits, rounded half away from zero to `after` digits: the same as report::shown().
  function shown(n, digits, after) {
    if (n === null || n === undefined) return '–';
    var rounded = Math.floor(Math.abs(n) / Math.pow(10, digits - after) + 0.5);
    var text = String(rounded);
    if (after > 0) {
      while (text.length <= after) text = '0' + text;
      text = text.slice(0, -after) + '.' + text.slice(-after);
    }
    return (n < 0 && rounded > 0 ? '-' : '') + text;
  }
  // A value itself, cut off behind one digit more: String() gives the shortest decimal.
  function shownValue(value, after) {
    var size = Math.abs(value), parts = (size < 1e-6 ? '0' : String(size)).split('.');
    var fine = Number(parts[0] + ((parts[1] || '') + '000000').slice(0, after + 1));
    return shown(value < 0 ? -fine : fine, after + 1, after);
  }
  function shownAmount(value, units) {
    if (value === null || value === undefined) return '–';
    for (var i = 0; i < units.length; ++i) {
      if (Math.abs(value) < units[i][0]) continue;
      var part = value / units[i][0], size = Math.abs(part);
      return shownValue(part, size >= 1000 ? 0 : size >= 100 ? 1 : 2) + units[i][1];
    }
    return shownValue(value, 0);
  }
  function two(n) { return (n < 10 ? '0' : '') + n; }
  function escaped(text) {
    return String(text).replace(/[&<>"']/g, function (c) { return '&#' + c.charCodeAt(0) + ';'; });
  }

  // ---- data ----------------------------------------------------------------------------------

  function sums(list) {
    var sum = 0;
    return list.map(function (d) { return d === null ? null : (sum += d); });
  }
  function decode(data) {
    var t = sums(data.t), o = [], h = [], l = [], c = [], last = 0;
    for (var i = 0; i < data.bars; ++i) {
      if (data.o[i] === null) {
        o.push(null); h.push(null); l.push(null); c.push(null);
        continue;
      }
      o.push(last + data.o[i]);
      c.push(last + data.c[i]);
      h.push(Math.max(o[i], c[i]) + data.h[i]);
      l.push(Math.min(o[i], c[i]) - data.l[i]);
      last = c[i];
    }
    data.overlays.concat(data.panes).forEach(function (group) {
      group.series.forEach(function (s) { s.values = sums(s.d); });
    });
    return {t: t, o: o, h: h, l: l, c: c, v: data.v};
  }
  function timeText(t, unit) {
    var date = new Date(t * unit * 1000);
    var day = date.getUTCFullYear() + '-' + two(date.getUTCMonth() + 1) + '-' + two(date.getUTCDate());
    return unit === 60 ? day + ' ' + two(date.getUTCHours()) + ':' + two(date.getUTCMinutes()) : day;
  }

  // ---- geometry: the same as report/scale.hpp --------------------------------------------------

  function fittedScale(low, high, top, bottom, room, log) {
    if (!isFinite(low) || !isFinite(high) || low > high) { low = 0; high = 1; }
    if (low === high) {
      var more = low === 0 ? 1 : Math.abs(low) * 0.01;
      low -= more; high += more;
    }
    log = log && low > 0;
    function make(low, high, top, bottom) {
      return {low: low, high: high, top: top, bottom: bottom, log: log,
        y: function (value) {
          var part = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
          return bottom - part * (bottom - top);
        },
        value: function (y) {
          var part = (bottom - y) / (bottom - top);
          return log ? low * Math.pow(high / low, part) : low + part * (high - low);
        }};
    }
    var inner = make(low, high, top + room, bottom - room);
    return make(inner.value(bottom), inner.value(top), top, bottom);
  }
  function niceTicks(low, high, most) {
    if (!(low < high) || !isFinite(high - low) || most < 1) return [];
    var power = Math.floor(Math.log10((high - low) / most)), steps = [1, 2, 5, 10, 20];
    for (var s = 0; s < steps.length; ++s) {
      var size = steps[s] * Math.pow(10, power);
      var from = Math.ceil(low / size - 1e-9), to = Math.floor(high / size + 1e-9);
      if (to - from + 1 > most) continue;
      var ticks = [];
      for (var k = from; k <= to; ++k) {
        ticks.push(power < 0 ? k * steps[s] / Math.pow(10, -power) : k * steps[s] * Math.pow(10, power));
      }
      return ticks;
    }
    return [];
  }
  function logTicks(low, high, most) {
    if (!(low < high) || low <= 0) return niceTicks(low, high, most);
    var first = Math.floor(Math.log10(low)), last = Math.ceil(Math.log10(high)), ticks = [];
    [[1, 2, 5], [1]].some(function (steps) {
      ticks = [];
      for (var power = first; power <= last; ++power) {
        steps.forEach(function (step) {
          var tick = power < 0 ? step / Math.pow(10, -power) : step * Math.pow(10, power);
          if (tick >= low && tick <= high) ticks.push(tick);
        });
      }
      return ticks.length <= most;
    });
    return ticks.length < 4 || ticks.length > most ? niceTicks(low, high, most) : ticks;
  }
  function tickDigits(ticks) {
    var digits = 0;
    ticks.forEach(function (tick) {
      for (; digits < 8; ++digits) {
        var scaled = tick * Math.pow(10, digits);
        if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, Math.abs(scaled))) break;
      }
    });
    return digits;
  }
  // Units of the time axis, finest first: [number of the unit that a time lies in, letters of its text].
  var UNITS = [
    [function (t) { return Math.floor((t - 1) / 1800); }, 'minute'],
    [function (t) { return Math.floor((t - 1) / 3600); }, 'minute'],
    [function (t) { return Math.floor(t / 86400); }, 'day'],
    [function (t) { return Math.floor((Math.floor(t / 86400) + 3) / 7); }, 'day']
  ].concat([1, 3, 6, 12, 24, 60, 120].map(function (months) {
    return [function (t) {
      var date = new Date(t * 1000);
      return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / months);
    }, months < 12 ? 'month' : 'year'];
  }));
  function tickText(t, unit, kind) {
    var text = timeText(t, unit);
    if (kind === 'minute') return text.slice(5);
    return kind === 'day' ? text.slice(0, 10) : kind === 'month' ? text.slice(0, 7) : text.slice(0, 4);
  }
  function timeTicks(times, unit, first, end, most, gap) {
    for (var u = unit === 60 ? 0 : 2; u < UNITS.length; ++u) {
      var number = UNITS[u][0], starts = [], before;
      for (var i = Math.max(0, first - 1); i < end; ++i) {
        var now = number(times[i] * unit);
        var begins = i === 0 ? u <= 2 : now !== before;
        if (i >= first && begins && (i > 0 || first === 0)) starts.push(i);
        before = now;
      }
      if (starts.length === 0) break;
      if (starts.length > most) continue;
      var last = -Infinity;
      return starts.filter(function (bar) {
        if (bar - last < gap) return false;
        last = bar;
        return true;
      }).map(function (bar) { return {bar: bar, text: tickText(times[bar], unit, UNITS[u][1])}; });
    }
    return first < end ? [{bar: first, text: tickText(times[first], unit, unit === 60 ? 'minute' : 'day')}] : [];
  }

  // ---- places of labels and marks: the same as mark_places.cpp and price_layout.cpp -------------

  // Boxes are [left, top, right, bottom].
  function isFree(box, taken) {
    return !taken.some(function (o) { return box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]; });
  }
  function textWidth(text, size) {
    var width = 0;
    Array.from(text).forEach(function (c) { width += c.codePointAt(0) < 128 ? 0.58 * size : size; });
    return width;
  }
  function halfWidth(mark) { return mark.label > 0 ? Math.max(7, mark.label / 2 + 2) : 4.5; }
  // Marks are {x, edge, below, label: width}; the tips' y, null where a small one found no place near its bar.
  function placeMarks(marks, taken, top, bottom) {
    var tips = marks.map(function () { return null; }), crowded = false;
    taken = taken.slice();
    function tipOf(mark) {
      var way = mark.below ? 1 : -1, start = mark.edge + way * 4, tall = mark.label > 0 ? 22 : 7, half = halfWidth(mark);
      function box(tip) { return [mark.x - half, mark.below ? tip : tip - tall, mark.x + half, mark.below ? tip + tall : tip]; }
      function fits(b) { return b[1] >= top && b[3] <= bottom; }
      for (var away = 0; mark.label > 0 || away <= 44; away += 2) {
        var b = box(start + way * away);
        if (mark.below ? b[3] > bottom : b[1] < top) break;
        if (fits(b) && isFree(b, taken)) { taken.push(b); return start + way * away; }
      }
      if (!(mark.label > 0)) return null;
      crowded = true;
      for (var tip = mark.below ? bottom - 22 : top + 22; fits(box(tip)); tip -= way * 2) {
        if (isFree(box(tip), taken)) { taken.push(box(tip)); return tip; }
      }
      return null;
    }
    [true, false].forEach(function (labelled) {
      marks.forEach(function (mark, i) { if ((mark.label > 0) === labelled) tips[i] = tipOf(mark); });
    });
    return {tips: tips, crowded: crowded};
  }
  // Middles of the tags of levels at pixels `ys`; last: of the last price's tag, null where it is not seen.
  function placeTags(ys, last, top, bottom) {
    var middles = ys.map(function () { return null; }), below = 0, free, i, at;
    while (last !== null && below < ys.length && ys[below] < last) ++below;
    free = last !== null ? last + TAG : top + 8;
    for (i = below; i < ys.length; ++i) {
      at = Math.min(Math.max(ys[i], free), bottom - 8);
      if (at < free) break;
      middles[i] = at;
      free = at + TAG;
    }
    free = last !== null ? last - TAG : bottom;
    for (i = below - 1; i >= 0; --i) {
      at = Math.max(Math.min(ys[i], free), top + 8);
      if (at > free) break;
      middles[i] = at;
      free = at - TAG;
    }
    return middles;
  }
  // Whether two lines look like one among values [first, end): null at the same bars, apart by no more than rounding.
  function coincide(a, b, first, end) {
    var any = false;
    for (var i = first; i < end; ++i) {
      if ((a[i] === null) !== (b[i] === null) || Math.abs(a[i] - b[i]) > 1) return false;
      any = any || a[i] !== null;
    }
    return any;
  }

  // ---- drawing -------------------------------------------------------------------------------

  function px(value) { return String(Math.round(value * 10) / 10); }
  function el(name, css, attributes) {
    return '<' + name + ' class="' + css + '" ' + attributes + '/>';
  }
  function line(x1, y1, x2, y2, css) {
    return el('path', css, 'd="M' + px(x1) + ' ' + px(y1) + 'L' + px(x2) + ' ' + px(y2) + '"');
  }
  function path(d, css) { return d ? el('path', css, 'd="' + d + '"') : ''; }
  function words(x, y, text, css, anchor) {
    return '<text class="' + css + '" x="' + px(x) + '" y="' + px(y) + '"' +
      (anchor ? ' text-anchor="' + anchor + '"' : '') + '>' + escaped(text) + '</text>';
  }
  function box(x, y, width, height, css) {
    return el('rect', css, 'x="' + px(x) + '" y="' + px(y) + '" width="' + px(width) + '" height="' + px(height) + '"');
  }

  function Chart(figure) {
    var source = figure.querySelector('script');
    var data = JSON.parse(source.textContent), bars = decode(data), n = data.bars;
    var offset = Number(source.getAttribute('data-offset'));
    var unitPrice = Math.pow(10, data.digits), W = WORDS[data.lang];
    var home = null, view = null, log = false, hover = null, pointerY = null, layout = null, waiting = false;
    var all_patterns = false, signals = false, focus = null;  // What is marked beside the main patterns.

    // The elements, made here so that without a script nothing of them shows.
    function make(tag, css, parent) {
      var e = document.createElement(tag);
      e.className = css;
      if (parent) parent.appendChild(e);
      return e;
    }
    var tools = make('div', 'tools'), stage = make('div', 'stage');
    stage.tabIndex = 0;
    stage.setAttribute('role', 'application');
    stage.setAttribute('aria-label', figure.querySelector('svg').getAttribute('aria-label') + '. ' + W.chart);
    var base = make('div', 'layer', stage), cross = make('div', 'layer cross', stage);
    var legends = make('div', 'legends', stage), data_box = make('div', 'databox', stage);
    var spoken = make('div', 'hidden-text', stage);
    spoken.setAttribute('aria-live', 'polite');
    data_box.setAttribute('aria-hidden', 'true');
    figure.insertBefore(stage, figure.firstChild);
    figure.insertBefore(tools, stage);
    figure.classList.add('live');

    function button(label, title, act, pressed) {
      var b = make('button', 'tool', tools);
      b.type = 'button';
      b.textContent = label;
      if (title) { b.title = title; b.setAttribute('aria-label', title); }
      if (pressed !== undefined) b.setAttribute('aria-pressed', String(pressed));
      b.addEventListener('click', function () {
        var on = act();
        if (pressed !== undefined) b.setAttribute('aria-pressed', String(on));
        schedule();
      });
      return b;
    }
    data.overlays.forEach(function (o) {
      o.visible = true;
      button(o.name, '', function () { return (o.visible = !o.visible); }, true);
    });
    data.panes.forEach(function (p) {
      button(p.name, '', function () { return (p.visible = !p.visible); }, p.visible);
    });
    var numbered = data.marks.filter(function (m) { return m.label; });
    if (numbered.some(function (m) { return !m.main; })) {
      button(W.patterns(numbered.length), '', function () { return (all_patterns = !all_patterns); }, false);
    }
    if (data.marks.some(function (m) { return !m.label && !m.main; })) {
      button(W.signals, '', function () { return (signals = !signals); }, false);
    }
    make('span', 'gap', tools);
    button('−', W.zoom_out, function () { zoom(1.5, 1); });
    button('+', W.zoom_in, function () { zoom(1 / 1.5, 1); });
    button(W.all, '', function () { view = clampedView({first: 0, count: n}, n); });
    button(W.reset, '', reset);
    var log_button = button(W.log, '', function () { return (log = !log); }, false);

    function zoom(factor, part) { if (view) view = zoomedView(view, factor, part, n); schedule(); }
    function reset() { view = home; hover = null; focus = null; schedule(); }
    function schedule() {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () { waiting = false; draw(); });
    }

    // ---- parts ----
    function x(bar) { return LEFT + (bar - view.first + 0.5) * layout.step; }
    function barAt(pixel) {
      var bar = Math.round(view.first + (pixel - LEFT) / layout.step - 0.5);
      return Math.min(Math.max(bar, Math.ceil(view.first - 0.5), 0), Math.min(n, Math.ceil(view.first + view.count - 0.5)) - 1);
    }
    function legendOf(part, bar) {
      var out = '';
      function item(name, text, css) { out += '<span class="' + css + '">' + escaped(name + ' ' + text) + '</span> '; }
      if (part.kind === 'price') {
        data.overlays.forEach(function (o) {
          if (!o.visible) return;
          item(o.name, '', 'strong');
          o.series.forEach(function (s) { item(s.name, shown(s.values[bar], data.digits, data.price_digits), 'tc' + s.color); });
        });
      } else if (part.kind === 'volume') {
        item(data.volume_name, shownAmount(bars.v[bar], W.units), 'strong');
      } else {
        item(part.pane.name, '', 'strong');
        part.pane.series.forEach(function (s) { item(s.name, shown(s.values[bar], part.pane.digits, part.pane.shown), 'tc' + s.color); });
      }
      return out;
    }
    function measure() {
      var width = stage.clientWidth, narrow = width < 600;
      var right = width - (narrow ? 54 : 72), end = Math.min(n, Math.ceil(view.first + view.count));
      layout = {width: width, right: right, narrow: narrow, step: (right - LEFT) / view.count,
        first: Math.max(0, Math.floor(view.first)), end: end, parts: []};
      var kinds = [{kind: 'price', height: narrow ? 260 : 322}];
      if (data.volume_name) kinds.push({kind: 'volume', height: VOLUME});
      data.panes.forEach(function (p) { if (p.visible) kinds.push({kind: 'pane', pane: p, height: PANE}); });
      legends.textContent = '';
      var top = 0, bar = hover === null ? n - 1 : hover;
      kinds.forEach(function (part) {
        part.legend = make('div', 'legend', legends);
        part.legend.style.top = top + 'px';
        part.legend.style.width = (right - LEFT) + 'px';
        part.legend.innerHTML = legendOf(part, bar);
        part.top = top + Math.max(HEADER, part.legend.offsetHeight + 2);
        part.bottom = part.top + part.height;
        top = part.bottom;
        layout.parts.push(part);
      });
      layout.bottom = top;
      layout.height = top + TIME;
      stage.style.height = layout.height + 'px';
      // Bars nearer than two pixels share a candle, so that any history draws at once.
      layout.group = Math.max(1, Math.ceil(2 / layout.step));
    }

    function draw() {
      if (stage.clientWidth === 0) return;
      if (home === null) {  // As many bars as the width has room for.
        var count = Math.max(30, Math.min(data.shown, Math.floor(stage.clientWidth / 5)));
        home = clampedView({first: n - count, count: count}, n);
      }
      if (view === null) view = home;
      measure();
      var out = '<svg width="' + layout.width + '" height="' + layout.height + '">';
      var gap = layout.narrow ? 62 : 70, taken = -100;
      timeTicks(bars.t, data.unit, layout.first, layout.end, Math.max(2, Math.floor((layout.right - LEFT) / (gap + 20))), gap / layout.step)
        .forEach(function (tick) {
          var at = x(tick.bar);
          if (at < LEFT || at > layout.right) return;
          out += line(at, layout.parts[0].top, at, layout.bottom, 'grid');
          var half = tick.text.length * 3.3;
          var middle = Math.min(Math.max(at, LEFT + half), layout.width - half);
          if (middle - half < taken + 6) return;
          out += words(middle, layout.bottom + 15, tick.text, 'axis', 'middle');
          taken = middle + half;
        });
      layout.parts.forEach(function (part) {
        out += box(LEFT, part.top, layout.right - LEFT, part.height, 'frame');
        out += part.kind === 'price' ? price(part) : part.kind === 'volume' ? volume(part) : pane(part);
      });
      base.innerHTML = out + '</svg>';
      drawCross();
    }

    // Calls with (index of a group's last bar, its first, middle in pixels) for the groups in view.
    function eachGroup(call) {
      var size = layout.group;
      for (var i = layout.first - layout.first % size; i < layout.end; i += size) {
        var last = Math.min(i + size, n) - 1, from = Math.max(i, layout.first);
        var at = x((from + last) / 2);
        if (at >= LEFT - 0.5 && at <= layout.right + 0.5) call(last, from, at);
      }
    }
    function isUp(i) {
      if (bars.o[i] !== bars.c[i] || i === 0) return bars.c[i] >= bars.o[i];
      return !(bars.c[i] < bars.c[i - 1]);
    }
    function curve(values, y) {
      var d = '', on = false;
      eachGroup(function (i, from, at) {
        if (values[i] === null) { on = false; return; }
        d += (on ? 'L' : 'M') + px(at) + ' ' + px(y(values[i]));
        on = true;
      });
      return d;
    }
    function range(lists) {
      var low = Infinity, high = -Infinity;
      lists.forEach(function (list) {
        for (var i = layout.first; i < layout.end; ++i) {
          if (list[i] === null) continue;
          if (list[i] < low) low = list[i];
          if (list[i] > high) high = list[i];
        }
      });
      return [low, high];
    }
    function axis(part, digits, scale, most, free) {
      var out = '', before = Infinity;
      (part.scale.log ? logTicks : niceTicks)(part.scale.low / scale, part.scale.high / scale, most).forEach(function (tick) {
        var at = part.scale.y(tick * scale), near = before - at < 13;
        out += line(LEFT, at, layout.right, at, 'grid');
        if (!near) before = at;
        var tagged = free.some(function (tag) { return Math.abs(at - tag) < 16; });
        if (near || tagged || at < part.top + 5 || at > part.bottom - 3) return;
        out += words(layout.right + 5, at + 4, shownValue(tick, digits), 'axis');
      });
      return out;
    }
    function price(part) {
      var seen = data.overlays.filter(function (o) { return o.visible; });
      var lists = [bars.l, bars.h];
      seen.forEach(function (o) { o.series.forEach(function (s) { lists.push(s.values); }); });
      var r = range(lists);
      var placed = null;
      ROOMS.some(function (room) {
        part.scale = fittedScale(r[0], r[1], part.top, part.bottom, room, log);
        var seen_last = seenTag(part);
        placed = places(part, seen_last);
        return !placed.crowded;
      });
      var y = part.scale.y, tag = seenTag(part), taken = tag === null ? [] : [tag];
      placed.levels.forEach(function (l) { if (l.at !== null) taken.push(l.at); });
      var out = axis(part, data.price_digits, unitPrice, 7, taken) + cutLines(part), drawn = [];
      seen.forEach(function (o) {
        if (o.band && o.series.length > 1) {
          var s = o.series, d = '', back = '';
          eachGroup(function (i, from, at) {
            var a = s[s.length - 2].values[i], b = s[s.length - 1].values[i];
            if (a === null || b === null) { if (back) d += back + 'Z'; back = ''; return; }
            d += (back ? 'L' : 'M') + px(at) + ' ' + px(y(a));
            back = 'L' + px(at) + ' ' + px(y(b)) + back;
          });
          if (back) d += back + 'Z';
          out += path(d, 'band c' + s[0].color);
        }
        o.series.forEach(function (s) {
          // A line that another lies under is drawn in dashes: both colours are seen.
          var over = drawn.some(function (below) { return coincide(s.values, below, layout.first, layout.end); });
          drawn.push(s.values);
          out += path(curve(s.values, y), 'curve c' + s.color + (s.stroke === 'dashed' ? ' dashed' : '') + (over ? ' over' : ''));
        });
      });
      placed.levels.forEach(function (l) { out += level(l, y); });
      out += candles(y) + labels(placed) + marks(part, placed);
      if (tag !== null) {
        out += box(layout.right + 2, tag - 9, layout.width - layout.right - 2, 18, 'tag');
        out += words(layout.right + 5, tag + 4, shown(bars.c[n - 1], data.digits, data.price_digits), 'axis tagtext');
      }
      return out;
    }
    // The middle of the last price's tag; null where it is not seen.
    function seenTag(part) {
      var last = bars.c[n - 1], tag = last === null || last === undefined ? NaN : part.scale.y(last);
      return tag > part.top && tag < part.bottom ? tag : null;
    }
    // Its line, bent to its tag where that had to move.
    function level(l, y) {
      var at = y(l.price), price = shown(l.price, data.digits, data.price_digits), out = line(LEFT, at, layout.right, at, 'level');
      if (l.at !== null) {
        out += line(layout.right, at, layout.right + 4, l.at, 'bend') + box(layout.right + 4, l.at - 8, layout.width - layout.right - 5, 16, 'leveltag') +
          words(layout.right + 7, l.at + 4, layout.narrow ? price : l.tag || price, 'axis leveltext');
      }
      return titled(l.label, out);
    }
    function candles(y) {
      var d = ['', ''], half = Math.max(0.5, layout.step * layout.group * 0.36);
      eachGroup(function (last, from, at) {
        var o = null, h = -Infinity, l = Infinity, c = null;
        for (var i = from; i <= last; ++i) {
          if (bars.o[i] === null) continue;
          if (o === null) o = bars.o[i];
          c = bars.c[i];
          h = Math.max(h, bars.h[i]);
          l = Math.min(l, bars.l[i]);
        }
        if (o === null) return;
        var top = px(y(Math.max(o, c))), bottom = px(y(Math.min(o, c)));
        d[(layout.group === 1 ? isUp(last) : c >= o) ? 1 : 0] += 'M' + px(at) + ' ' + px(y(h)) + 'V' + top + 'M' + px(at) + ' ' + bottom +
          'V' + px(y(l)) + 'M' + px(at - half) + ' ' + top + 'H' + px(at + half) + 'V' + bottom + 'H' + px(at - half) + 'Z';
      });
      return path(d[1], 'candle up') + path(d[0], 'candle down');
    }
    function inView(bar) { var at = x(bar); return at >= LEFT && at <= layout.right; }
    function cutX(note) { return x(note.bar) - layout.step / 2; }
    // Where labels and marks stand: none on another.
    function isDrawn(mark) { return mark.main || mark.target === focus || (mark.label ? all_patterns : signals); }
    // The pixel of the farthest price within `half` pixels of a bar; null: no price there.
    function edgeOf(y, bar, half, below) {
      var reach = Math.ceil(half / layout.step), values = below ? bars.l : bars.h, edge = null;
      for (var i = Math.max(layout.first, bar - reach); i < Math.min(layout.end, bar + reach + 1); ++i) {
        if (values[i] !== null && (edge === null || (below ? values[i] < edge : values[i] > edge))) edge = values[i];
      }
      return edge === null ? null : y(edge);
    }
    function places(part, last) {
      var y = part.scale.y, taken = [], out = {levels: [], notes: [], points: [], marks: []}, used = -100, spaces = [];
      var seen = data.lines.filter(function (l) { return l.price > part.scale.low && l.price < part.scale.high; })
        .sort(function (a, b) { return b.price - a.price; });
      var middles = placeTags(seen.map(function (l) { return y(l.price); }), last, part.top, part.bottom);
      out.levels = seen.map(function (l, i) { return {price: l.price, label: l.label, tag: l.tag, at: middles[i]}; });
      data.notes.forEach(function (note) {
        var middle = x(note.bar), width = textWidth(note.label, 10), at = note.cut ? cutX(note) + 4 : middle - width / 2;
        // Where events crowd, one letter stands for them.
        if (!inView(note.bar) || (!note.cut && middle <= used + 22)) return;
        if (at + width > layout.right - 3) at = note.cut ? cutX(note) - 4 - width : layout.right - 3 - width;
        at = Math.max(at, LEFT + 3);
        for (var foot = part.bottom - (note.cut ? 17 : 5); foot > part.top + 12; foot -= 12) {
          var box = [at - 1, foot - 9, at + width + 1, foot + 2];
          if (!isFree(box, taken)) continue;
          taken.push(box);
          out.notes.push({note: note, x: at, foot: foot});
          if (!note.cut) used = middle;
          break;
        }
      });
      data.marks.forEach(function (mark) {
        if (!isDrawn(mark)) return;
        mark.points.forEach(function (p) {
          if (!p[2] || !inView(p[0])) return;
          var below = p[1] - bars.l[p[0]] < bars.h[p[0]] - p[1], half = textWidth(p[2], 11.5) / 2 + 1, at = x(p[0]);
          var edge = edgeOf(y, p[0], half, below);
          for (var away = 5; away <= 45 && edge !== null; away += 4) {
            var foot = below ? edge + away + 9 : edge - away, b = [at - half, foot - 10, at + half, foot + 2];
            if (b[1] < part.top || b[3] > part.bottom || !isFree(b, taken)) continue;
            taken.push(b);
            out.points.push({text: p[2], x: at, foot: foot});
            break;
          }
        });
      });
      data.marks.concat(TRADES.grouped(data.trades, x, LEFT, layout.right)).forEach(function (mark) {
        if (!isDrawn(mark) || !inView(mark.bar)) return;
        var below = mark.side === 'up', space = {x: x(mark.bar), below: below, label: textWidth(mark.label, 11.5)};
        space.edge = edgeOf(y, mark.bar, halfWidth(space), below);
        if (space.edge === null) return;
        spaces.push(space);
        out.marks.push(mark);
      });
      var found = placeMarks(spaces, taken, part.top + 2, part.bottom - 2);
      out.tips = found.tips;
      out.crowded = found.crowded;
      return out;
    }
    function titled(title, content) { return '<g><title>' + escaped(title) + '</title>' + content + '</g>'; }
    function cutLines(part) {
      var out = '';
      data.notes.forEach(function (note) {
        if (!note.cut || !inView(note.bar)) return;
        out += titled(note.title, line(cutX(note), part.top, cutX(note), part.bottom, 'cut'));
      });
      return out;
    }
    // Over the candles, so that they can be read.
    function labels(placed) {
      var out = '';
      placed.points.forEach(function (p) { out += words(p.x, p.foot, p.text, 'axis pointtext', 'middle'); });
      placed.notes.forEach(function (n) {
        out += titled(n.note.title, words(n.x, n.foot, n.note.label, n.note.cut ? 'axis cuttext' : 'axis event'));
      });
      return out;
    }
    function marks(part, placed) {
      var out = '', y = part.scale.y;
      placed.marks.forEach(function (mark) {
        var lines = mark.outline || [mark.points], d = '';
        lines.forEach(function (points) {
          var part = '';
          points.forEach(function (p) { if (inView(p[0])) part += (part ? 'L' : 'M') + px(x(p[0])) + ' ' + px(y(p[1])); });
          if (points.length > 1) d += part;
        });
        out += path(d, 'outline');
        mark.points.forEach(function (p) {
          if (inView(p[0])) out += el('circle', 'knot', 'cx="' + px(x(p[0])) + '" cy="' + px(y(p[1])) + '" r="2.4"');
        });
      });
      placed.marks.forEach(function (mark, i) {
        var at = placed.tips[i], below = mark.side === 'up', size = mark.label ? 5.5 : 3.5, tall = size * 1.6 * (below ? 1 : -1);
        if (at === null) return;
        out += '<a href="#' + escaped(mark.target) + '" class="mark ' + mark.side + (mark.label ? '' : ' small') + (mark.trade ? ' trade' : '') + '" style="opacity:' +
          (mark.strength >= 0.8 ? 1 : mark.strength >= 0.6 ? 0.85 : 0.7) + '"><title>' + escaped(mark.title) + '</title>' +
          (mark.side === 'neutral' ? '<circle cx="' + px(x(mark.bar)) + '" cy="' + px(at + tall / 2) + '" r="' + px(size * 0.8) + '"/>'
            : '<path d="M' + px(x(mark.bar)) + ' ' + px(at) + 'l' + px(size) + ' ' + px(tall) + 'h' + px(-2 * size) + 'Z"/>') +
          (mark.label ? words(x(mark.bar), at + tall + (below ? 10 : -3), mark.label, 'axis', 'middle') : '') + '</a>';
      });
      return out;
    }
    function volume(part) {
      var d = ['', ''], half = Math.max(0.5, layout.step * layout.group * 0.36), tops = [], high = 0;
      eachGroup(function (last, from, at) {
        var most = 0;
        for (var i = from; i <= last; ++i) most = Math.max(most, bars.v[i] || 0);
        high = Math.max(high, most);
        tops.push([last, at, most]);
      });
      part.scale = fittedScale(0, high, part.top, part.bottom, 0, false);
      tops.forEach(function (v) {
        if (v[2] > 0) d[isUp(v[0]) ? 1 : 0] += 'M' + px(v[1] - half) + ' ' + px(part.bottom) + 'V' + px(part.scale.y(v[2])) + 'H' + px(v[1] + half) + 'V' + px(part.bottom) + 'Z';
      });
      return path(d[1], 'volume up') + path(d[0], 'volume down') +
        (high > 0 ? words(layout.right + 5, part.top + 10, shownAmount(high, W.units), 'axis') : '');
    }
    function pane(part) {
      var p = part.pane, unit = Math.pow(10, p.digits), guides = p.guides.map(function (g) { return g * unit; });
      var r = range(p.series.map(function (s) { return s.values; }));
      guides.forEach(function (g) { r[0] = Math.min(r[0], g); r[1] = Math.max(r[1], g); });
      part.scale = fittedScale(r[0], r[1], part.top, part.bottom, 5, false);
      var y = part.scale.y, out = axis(part, tickDigits(niceTicks(part.scale.low / unit, part.scale.high / unit, 4)), unit, 4, []);
      guides.forEach(function (g) { out += line(LEFT, y(g), layout.right, y(g), 'guide'); });
      p.series.forEach(function (s) {
        if (s.stroke !== 'histogram') { out += path(curve(s.values, y), 'curve c' + s.color); return; }
        var d = ['', ''];
        eachGroup(function (i, from, at) {
          if (s.values[i] !== null) d[s.values[i] >= 0 ? 1 : 0] += 'M' + px(at) + ' ' + px(y(0)) + 'V' + px(y(s.values[i]));
        });
        out += path(d[1], 'sticks up') + path(d[0], 'sticks down');
      });
      return out;
    }

    // ---- crosshair ----
    function rowsAt(bar) {
      var rows = [], before = bar > 0 ? bars.c[bar - 1] : null;
      var cut = data.notes.some(function (note) { return note.cut && note.bar === bar; });
      function p(list) { return shown(list[bar], data.digits, data.price_digits); }
      rows.push([W.open, p(bars.o)], [W.high, p(bars.h)], [W.low, p(bars.l)], [W.close, p(bars.c)]);
      if (before !== null && bars.c[bar] !== null && !cut && before > 0) {
        var change = (bars.c[bar] / before - 1) * 100;
        rows.push([W.change, (change < 0 ? '' : '+') + shownValue(change, 2) + '%', change > 0 ? 'tone-up' : change < 0 ? 'tone-down' : '']);
      } else {
        rows.push([W.change, W.none]);
      }
      if (data.volume_name) rows.push([data.volume_name, shownAmount(bars.v[bar], W.units)]);
      data.overlays.concat(data.panes).forEach(function (group) {
        if (!group.visible) return;
        group.series.forEach(function (s) {
          rows.push([s.name, group.shown === undefined ? shown(s.values[bar], data.digits, data.price_digits)
            : shown(s.values[bar], group.digits, group.shown), 'ind']);
        });
      });
      data.marks.concat(data.trades, data.notes).forEach(function (m) { if (m.bar === bar) rows.push(['', m.title, 'mark-title']); });
      return rows;
    }
    function drawCross() {
      if (!view) return;
      layout.parts.forEach(function (part) { part.legend.innerHTML = legendOf(part, hover === null ? n - 1 : hover); });
      if (hover === null || n === 0 || hover < view.first - 0.5 || hover > view.first + view.count - 0.5) {
        cross.innerHTML = '';
        data_box.style.display = 'none';
        return;
      }
      var at = x(hover), out = '<svg width="' + layout.width + '" height="' + layout.height + '">';
      out += line(at, layout.parts[0].top, at, layout.bottom, 'hair');
      layout.parts.forEach(function (part) {
        if (pointerY === null || pointerY < part.top || pointerY > part.bottom) return;
        var value = part.scale.value(pointerY);
        var text = part.kind === 'price' ? shownValue(value / unitPrice, data.price_digits)
          : part.kind === 'volume' ? shownAmount(value, W.units) : shownValue(value / Math.pow(10, part.pane.digits), part.pane.shown);
        out += line(LEFT, pointerY, layout.right, pointerY, 'hair') + box(layout.right + 2, pointerY - 9, layout.width - layout.right - 2, 18, 'hairtag') +
          words(layout.right + 5, pointerY + 4, text, 'axis hairtext');
      });
      var date = timeText(bars.t[hover], data.unit), wide = date.length > 10 ? 112 : 76;
      var tag = Math.min(Math.max(at - wide / 2, 0), layout.width - wide);
      out += box(tag, layout.bottom + 2, wide, 18, 'hairtag') + words(tag + wide / 2, layout.bottom + 15, date, 'axis hairtext', 'middle');
      cross.innerHTML = out + '</svg>';
      data_box.innerHTML = '<b>' + date + '</b>' + rowsAt(hover).map(function (row) {
        return '<span class="' + (row[2] || '') + '"><i>' + escaped(row[0]) + '</i><b>' + escaped(row[1]) + '</b></span>';
      }).join('');
      data_box.style.display = 'block';
      // The side away from the pointer.
      var left = at > (layout.right + LEFT) / 2;
      data_box.style.left = left ? LEFT + 4 + 'px' : 'auto';
      data_box.style.right = left ? 'auto' : layout.width - layout.right + 4 + 'px';
      data_box.style.top = layout.parts[0].top + 4 + 'px';
    }
    function setHover(bar, y) {
      hover = bar;
      pointerY = y;
      if (layout) drawCross();
    }

    HANDS.attach(stage, {
      bars: n, reset: reset, schedule: schedule, barAt: barAt, setHover: setHover,
      plot: function () { return layout && {left: LEFT, right: layout.right, step: layout.step}; },
      view: function () { return view; },
      setView: function (now) { view = now; },
      hover: function () { return hover; },
      next: function (bar, step) { return Math.min(Math.max(bar + step, 0), n - 1); },
      toggleLog: function () { log_button.click(); },
      speak: function (bar) {
        spoken.textContent = timeText(bars.t[bar], data.unit) + ': ' + rowsAt(bar).map(function (r) { return r[0] + ' ' + r[1]; }).join(', ');
      }
    });

    return {
      show: function (first, last, target) {  // Bars as the document counts them.
        focus = target;
        first -= offset; last -= offset;
        var count = Math.max(60, (last - first) * 2.5);
        view = clampedView({count: count, first: (first + last) / 2 - count / 2}, n);
        hover = Math.min(Math.max(last, 0), n - 1);
        pointerY = null;
        schedule();
        figure.scrollIntoView({block: 'nearest'});
      },
      state: function () { return view && {first: view.first, count: view.count, hover: hover, log: log}; }
    };
  }

  var parts = {shown: shown, shownValue: shownValue, shownAmount: shownAmount, sums: sums, decode: decode, fittedScale: fittedScale, niceTicks: niceTicks, logTicks: logTicks,
    tickDigits: tickDigits, timeTicks: timeTicks, clampedView: clampedView, zoomedView: zoomedView, placeMarks: placeMarks, placeTags: placeTags, textWidth: textWidth, coincide: coincide,
    timeText: timeText, escaped: escaped, px: px, line: line, path: path, words: words, box: box, WORDS: WORDS};
  if (typeof module !== 'undefined') {  // A test runs the pure part without a page.
    module.exports = parts;
    return;
  }
  window.fwqParts = parts;

  var charts = {};
  document.querySelectorAll('figure.kline').forEach(function (figure) {
    charts[figure.id] = figure.fwqChart = Chart(figure);
  });
  document.querySelectorAll('button.find').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      charts[button.dataset.chart].show(Number(button.dataset.first), Number(button.dataset.last), button.closest('.card').id);
    });
  });
  var root = document.documentElement, look = document.getElementById('look');
  look.hidden = false;
  look.addEventListener('click', function () {
    var now = root.getAttribute('data-look');
    if (now === 'auto') now = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    root.setAttribute('data-look', now === 'dark' ? 'light' : 'dark');
  });
})();
