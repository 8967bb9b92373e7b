// Curves in panels: decodes the values beside each still picture and draws those in view, with one crosshair, zoom
// and pan. Measures are those of svg_curves.cpp.
(function () {
  'use strict';
  var C = typeof module !== 'undefined' ? require('./chart.js') : window.fwqParts;
  var HANDS = typeof module !== 'undefined' ? require('./hands.js') : window.fwqHands;
  var LEFT = 8, HEADER = 18, TIME = 22;
  var WORDS = {
    en: {chart: 'Interactive chart. Arrow keys read point by point, + and - zoom, Page Up and Page Down move, 0 resets, L changes the scale.'},
    zh: {chart: '可操作的图。左右方向键逐点读数，+ 和 - 缩放，PageUp 和 PageDown 平移，0 复位，L 切换坐标。'}
  };

  // Indices of the points that a line through all of them needs, null for a break: the same as detail.cpp.
  function seenPoints(values, xs, first, end) {
    var seen = [], column = null;
    function flush() {
      if (!column) return;
      column.sort(function (a, b) { return a - b; }).forEach(function (i, at) { if (at === 0 || i !== column[at - 1]) seen.push(i); });
      column = null;
    }
    for (var i = first; i < end; ++i) {
      if (values[i] === null) {
        flush();
        if (seen.length > 0 && seen[seen.length - 1] !== null) seen.push(null);
        continue;
      }
      if (column && Math.floor(xs[i]) !== Math.floor(xs[column[0]])) flush();
      if (!column) column = [i, i, i, i];
      if (values[i] < values[column[1]]) column[1] = i;
      if (values[i] > values[column[2]]) column[2] = i;
      column[3] = i;
    }
    flush();
    return seen;
  }
  // The first index of rising `list` whose value is not below `value`.
  function lowerBound(list, value) {
    var low = 0, high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle] < value) low = middle + 1; else high = middle;
    }
    return low;
  }
  function decode(data) {
    var t = C.sums(data.t);
    data.panels.forEach(function (p) { p.series.forEach(function (s) { s.values = C.sums(s.d); }); });
    return {t: t, at: data.at ? C.sums(data.at) : t.map(function (_, i) { return i; })};
  }

  function Chart(figure) {
    var data = JSON.parse(figure.querySelector('script').textContent), points = decode(data), at = points.at, n = data.bars;
    var W = C.WORDS[data.lang], home = HANDS.clampedView({first: 0, count: n}, n), view = home;
    var hover = null, pointerY = null, layout = null, waiting = false, log = false, log_button = null;

    function make(tag, css, parent) {
      var e = document.createElement(tag);
      e.className = css;
      if (parent) parent.appendChild(e);
      return e;
    }
    var tools = make('div', 'tools'), stage = make('div', 'stage');
    stage.tabIndex = 0;
    stage.setAttribute('role', 'application');
    stage.setAttribute('aria-label', figure.querySelector('svg').getAttribute('aria-label') + '. ' + WORDS[data.lang].chart);
    var base = make('div', 'layer', stage), cross = make('div', 'layer cross', stage), legends = make('div', 'legends', stage);
    var data_box = make('div', 'databox', stage), spoken = make('div', 'hidden-text', stage);
    spoken.setAttribute('aria-live', 'polite');
    data_box.setAttribute('aria-hidden', 'true');
    figure.insertBefore(stage, figure.firstChild);
    figure.insertBefore(tools, stage);
    figure.classList.add('live');
    make('span', 'gap', tools);
    function button(label, title, act) {
      var b = make('button', 'tool', tools);
      b.type = 'button';
      b.textContent = label;
      if (title) { b.title = title; b.setAttribute('aria-label', title); }
      b.addEventListener('click', function () { act(); schedule(); });
      return b;
    }
    button('−', W.zoom_out, function () { view = HANDS.zoomedView(view, 1.5, 1, n); });
    button('+', W.zoom_in, function () { view = HANDS.zoomedView(view, 1 / 1.5, 1, n); });
    button(W.reset, '', reset);
    if (data.panels.some(function (p) { return p.ratios; })) {
      log_button = button(W.log, '', function () { log_button.setAttribute('aria-pressed', String((log = !log))); });
      log_button.setAttribute('aria-pressed', 'false');
    }

    function reset() { view = home; hover = null; schedule(); }
    function schedule() {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () { waiting = false; draw(); });
    }

    // ---- drawing ----
    function x(bar) { return LEFT + (bar - view.first + 0.5) * layout.step; }
    function nearest(bar) {  // The point nearest to a bar.
      var i = Math.min(lowerBound(at, bar), at.length - 1);
      return i > 0 && bar - at[i - 1] < at[i] - bar ? i - 1 : i;
    }
    function barAt(pixel) { return at[nearest(view.first + (pixel - LEFT) / layout.step - 0.5)]; }
    function valueText(panel, series, i) {
      var value = series.values[i];
      return C.shown(value, panel.digits, panel.shown) + (value === null || value === undefined ? '' : panel.unit);
    }
    function legendOf(panel, i) {
      return '<span class="strong">' + C.escaped(panel.name) + '</span> ' + panel.series.map(function (s) {
        return '<span class="tc' + s.color + '">' + C.escaped(s.name + ' ' + valueText(panel, s, i)) + '</span> ';
      }).join('');
    }
    function measure() {
      var width = stage.clientWidth, narrow = width < 600, right = width - (narrow ? 54 : 72);
      layout = {width: width, right: right, step: (right - LEFT) / view.count, parts: [],
        // One point beyond each border, so that lines reach it.
        first: Math.max(0, lowerBound(at, view.first - 0.5) - 1), end: Math.min(at.length, lowerBound(at, view.first + view.count) + 1)};
      layout.xs = at.map(function (bar, i) { return i >= layout.first && i < layout.end ? x(bar) : 0; });
      legends.textContent = '';
      var top = 0, i = hover === null ? at.length - 1 : nearest(hover);
      data.panels.forEach(function (panel) {
        var legend = make('div', 'legend', legends);
        legend.style.top = top + 'px';
        legend.style.width = (right - LEFT) + 'px';
        legend.innerHTML = legendOf(panel, i);
        var from = top + Math.max(HEADER, legend.offsetHeight + 2);
        layout.parts.push({panel: panel, legend: legend, top: from, bottom: from + panel.height});
        top = from + panel.height;
      });
      layout.bottom = top;
      layout.height = top + TIME;
      stage.style.height = layout.height + 'px';
    }
    function draw() {
      if (stage.clientWidth === 0 || at.length === 0) return;
      measure();
      var out = '<svg width="' + layout.width + '" height="' + layout.height + '">', gap = layout.width < 600 ? 62 : 70, taken = -100;
      C.timeTicks(points.t, data.unit, layout.first, layout.end, Math.max(2, Math.floor((layout.right - LEFT) / (gap + 20))), 0)
        .forEach(function (tick) {
          var pixel = x(at[tick.bar]), half = tick.text.length * 3.3, middle = Math.min(Math.max(pixel, LEFT + half), layout.width - half);
          if (pixel < LEFT || pixel > layout.right) return;
          out += C.line(pixel, layout.parts[0].top, pixel, layout.bottom, 'grid');
          if (middle - half < taken + 6) return;
          out += C.words(middle, layout.bottom + 15, tick.text, 'axis', 'middle');
          taken = middle + half;
        });
      layout.parts.forEach(function (part) { out += panelOf(part); });
      base.innerHTML = out + '</svg>';
      drawCross();
    }
    function scaleOf(part) {
      var low = Infinity, high = -Infinity, unit = Math.pow(10, part.panel.digits);
      part.panel.series.forEach(function (s) {
        for (var i = layout.first; i < layout.end; ++i) {
          if (s.values[i] === null) continue;
          if (s.values[i] < low) low = s.values[i];
          if (s.values[i] > high) high = s.values[i];
        }
      });
      part.panel.guides.forEach(function (g) { low = Math.min(low, g * unit); high = Math.max(high, g * unit); });
      return C.fittedScale(low, high, part.top, part.bottom, 5, log && part.panel.ratios);
    }
    function panelOf(part) {
      var panel = part.panel, unit = Math.pow(10, panel.digits), scale = part.scale = scaleOf(part), y = scale.y;
      var ticks = (scale.log ? C.logTicks : C.niceTicks)(scale.low / unit, scale.high / unit, Math.max(2, Math.floor(panel.height / 30))), digits = C.tickDigits(ticks), before = Infinity;
      var width = layout.right - LEFT, out = C.box(LEFT, part.top, width, panel.height, 'frame');
      ticks.forEach(function (tick) {
        var pixel = y(tick * unit);
        out += C.line(LEFT, pixel, layout.right, pixel, 'grid');
        if (before - pixel < 13) return;  // Logarithmic ticks crowd at the top.
        before = pixel;
        if (pixel >= part.top + 5 && pixel <= part.bottom - 3) out += C.words(layout.right + 5, pixel + 4, C.shownValue(tick, digits) + panel.unit, 'axis');
      });
      panel.guides.forEach(function (g) { out += C.line(LEFT, y(g * unit), layout.right, y(g * unit), 'guide'); });
      // What goes beyond the plot is cut off.
      out += '<svg x="' + LEFT + '" y="' + part.top + '" width="' + width + '" height="' + panel.height + '" viewBox="' + [LEFT, part.top, width, panel.height].join(' ') + '">';
      if (panel.area && panel.series.length > 0) out += C.path(pathOf(panel.series[0].values, scale, true), 'area');
      panel.series.slice().reverse().forEach(function (s) {
        out += C.path(pathOf(s.values, scale, false), 'curve c' + s.color + (s.dashed ? ' dashed' : ''));
      });
      return out + '</svg>';
    }
    function pathOf(values, scale, area) {
      var d = '', drawing = false, last = 0, base = C.px(Math.min(Math.max(scale.y(0), scale.top), scale.bottom));
      function close() {
        if (drawing && area) d += 'L' + C.px(last) + ' ' + base + 'Z';
        drawing = false;
      }
      seenPoints(values, layout.xs, layout.first, layout.end).forEach(function (i) {
        if (i === null) { close(); return; }
        var pixel = layout.xs[i];
        if (!drawing && area) d += 'M' + C.px(pixel) + ' ' + base;
        d += (drawing || area ? 'L' : 'M') + C.px(pixel) + ' ' + C.px(scale.y(values[i]));
        drawing = true;
        last = pixel;
      });
      close();
      return d;
    }

    // ---- crosshair ----
    function rowsAt(i) {
      var rows = [];
      data.panels.forEach(function (panel) {
        rows.push(['head', panel.name, '']);
        panel.series.forEach(function (s) { rows.push(['tc' + s.color, s.name, valueText(panel, s, i)]); });
      });
      return rows;
    }
    function drawCross() {
      if (!layout) return;
      var i = hover === null ? at.length - 1 : nearest(hover);
      layout.parts.forEach(function (part) { part.legend.innerHTML = legendOf(part.panel, i); });
      if (hover === null || hover < view.first - 0.5 || hover > view.first + view.count - 0.5) {
        cross.innerHTML = '';
        data_box.style.display = 'none';
        return;
      }
      var pixel = x(hover), out = '<svg width="' + layout.width + '" height="' + layout.height + '">';
      out += C.line(pixel, layout.parts[0].top, pixel, layout.bottom, 'hair');
      layout.parts.forEach(function (part) {
        part.panel.series.forEach(function (s) {
          if (part.scale && s.values[i] !== null) out += '<circle class="dot c' + s.color + '" cx="' + C.px(pixel) + '" cy="' + C.px(part.scale.y(s.values[i])) + '" r="3"/>';
        });
        if (pointerY === null || !part.scale || pointerY < part.top || pointerY > part.bottom) return;
        out += C.line(LEFT, pointerY, layout.right, pointerY, 'hair') + C.box(layout.right + 2, pointerY - 9, layout.width - layout.right - 2, 18, 'hairtag') +
          C.words(layout.right + 5, pointerY + 4, C.shownValue(part.scale.value(pointerY) / Math.pow(10, part.panel.digits), part.panel.shown) + part.panel.unit, 'axis hairtext');
      });
      var date = C.timeText(points.t[i], data.unit), wide = date.length > 10 ? 112 : 76, tag = Math.min(Math.max(pixel - wide / 2, 0), layout.width - wide);
      out += C.box(tag, layout.bottom + 2, wide, 18, 'hairtag') + C.words(tag + wide / 2, layout.bottom + 15, date, 'axis hairtext', 'middle');
      cross.innerHTML = out + '</svg>';
      data_box.innerHTML = '<b>' + date + '</b>' + rowsAt(i).map(function (row) {
        return '<span class="' + row[0] + '"><i>' + C.escaped(row[1]) + '</i><b>' + C.escaped(row[2]) + '</b></span>';
      }).join('');
      data_box.style.display = 'block';
      // The side away from the pointer.
      var left = pixel > (layout.right + LEFT) / 2;
      data_box.style.left = left ? LEFT + 4 + 'px' : 'auto';
      data_box.style.right = left ? 'auto' : layout.width - layout.right + 4 + 'px';
      data_box.style.top = layout.parts[0].top + 4 + 'px';
    }

    HANDS.attach(stage, {
      bars: n, reset: reset, schedule: schedule, barAt: barAt,
      plot: function () { return layout && {left: LEFT, right: layout.right, step: layout.step}; },
      view: function () { return view; },
      setView: function (now) { view = now; },
      hover: function () { return hover; },
      setHover: function (bar, y) { hover = bar; pointerY = y; drawCross(); },
      next: function (bar, step) { return at[Math.min(Math.max(nearest(bar) + step, 0), at.length - 1)]; },
      toggleLog: function () { if (log_button) log_button.click(); },
      speak: function (bar) {
        var i = nearest(bar);
        spoken.textContent = C.timeText(points.t[i], data.unit) + ': ' + rowsAt(i).map(function (r) { return r[2] ? r[1] + ' ' + r[2] : r[1]; }).join(', ');
      }
    });
    return {state: function () { return {first: view.first, count: view.count, hover: hover}; }};
  }

  if (typeof module !== 'undefined') {
    module.exports = {seenPoints: seenPoints, lowerBound: lowerBound, decode: decode};
    return;
  }
  document.querySelectorAll('figure.curves').forEach(function (figure) { figure.fwqChart = Chart(figure); });
})();
