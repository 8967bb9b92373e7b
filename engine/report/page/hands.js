// Hands on a chart over time: pointer, wheel, touch and keys move and zoom its window and read its bars.
(function () {
  'use strict';
  var FEWEST = 15;  // Bars that a window holds at least.

  // Moves the window [first, first + count) of `n` bars to where it may be.
  function clampedView(view, n) {
    var count = Math.min(Math.max(view.count, FEWEST), Math.max(n, 30));
    return {count: count, first: Math.min(Math.max(view.first, 0), Math.max(0, n - count))};
  }
  // Zooms by `factor` so that the bar under `part` of the width (0 … 1) stays there.
  function zoomedView(view, factor, part, n) {
    var count = Math.min(Math.max(view.count * factor, FEWEST), Math.max(n, 30));
    return clampedView({count: count, first: view.first + (view.count - count) * part}, n);
  }

  // `chart` has: bars (their number), plot() -> {left, right, step} once it is drawn, else null; view(), setView(view);
  // hover(), setHover(bar or null, y or null); barAt(x), next(bar, -1 or 1); reset(), schedule(), toggleLog(), speak(bar).
  function attach(stage, chart) {
    var n = chart.bars, pointers = {}, start = null;
    function place(event) {
      var r = stage.getBoundingClientRect();
      return {x: event.clientX - r.left, y: event.clientY - r.top};
    }
    function part(pixel) {
      var plot = chart.plot();
      return Math.min(Math.max((pixel - plot.left) / (plot.right - plot.left), 0), 1);
    }
    function begin() {
      var all = Object.keys(pointers).map(function (id) { return pointers[id]; });
      start = {view: chart.view(), at: all.map(function (p) { return p.x; }), moved: start !== null && start.moved && all.length > 0};
    }
    function move(view) {
      chart.setView(view);
      chart.setHover(null, null);
    }
    stage.addEventListener('pointerdown', function (event) {
      if (!chart.plot() || (event.pointerType === 'mouse' && event.button !== 0)) return;
      pointers[event.pointerId] = place(event);
      begin();
    });
    stage.addEventListener('pointermove', function (event) {
      var at = place(event), ids = Object.keys(pointers);
      if (!chart.plot() || n === 0) return;
      if (!pointers[event.pointerId]) { chart.setHover(chart.barAt(at.x), at.y); return; }
      pointers[event.pointerId] = at;
      if (ids.length === 1) {
        var moved = at.x - start.at[0];
        if (!start.moved && Math.abs(moved) < 4) return;
        if (!start.moved) { start.moved = true; stage.setPointerCapture(event.pointerId); }
        move(clampedView({count: start.view.count, first: start.view.first - moved / chart.plot().step}, n));
      } else {
        var xs = ids.map(function (id) { return pointers[id].x; });
        var was = Math.abs(start.at[1] - start.at[0]), is = Math.abs(xs[1] - xs[0]);
        start.moved = true;
        if (was > 5 && is > 5) chart.setView(zoomedView(start.view, was / is, part((xs[0] + xs[1]) / 2), n));
      }
      chart.schedule();
    });
    function end(event) {
      if (!pointers[event.pointerId]) return;
      var still = start && !start.moved && event.type === 'pointerup', at = place(event);
      delete pointers[event.pointerId];
      begin();
      if (still && event.pointerType !== 'mouse' && n > 0) chart.setHover(chart.barAt(at.x), at.y);
    }
    stage.addEventListener('pointerup', end);
    stage.addEventListener('pointercancel', end);
    stage.addEventListener('pointerleave', function (event) {
      if (event.pointerType === 'mouse') chart.setHover(null, null);
    });
    stage.addEventListener('wheel', function (event) {
      if (!chart.plot() || event.ctrlKey) return;
      event.preventDefault();
      var at = place(event), view = chart.view();
      move(Math.abs(event.deltaX) > Math.abs(event.deltaY)
        ? clampedView({count: view.count, first: view.first + event.deltaX / chart.plot().step}, n)
        : zoomedView(view, event.deltaY > 0 ? 1.25 : 0.8, part(at.x), n));
      chart.schedule();
    }, {passive: false});
    stage.addEventListener('dblclick', chart.reset);
    stage.addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || n === 0 || !chart.plot()) return;
      var key = event.key, view = chart.view(), page = view.count * 0.8;
      if (key === 'ArrowLeft' || key === 'ArrowRight') {
        var hover = chart.hover(), bar = hover === null ? n - 1 : chart.next(hover, key === 'ArrowLeft' ? -1 : 1);
        if (bar < view.first || bar > view.first + view.count - 1) chart.setView(clampedView({count: view.count, first: bar - view.count / 2}, n));
        chart.setHover(bar, null);
        chart.speak(bar);
      } else if (key === '+' || key === '=') { chart.setView(zoomedView(view, 0.8, 1, n)); }
      else if (key === '-') { chart.setView(zoomedView(view, 1.25, 1, n)); }
      else if (key === 'PageUp') { chart.setView(clampedView({count: view.count, first: view.first - page}, n)); }
      else if (key === 'PageDown') { chart.setView(clampedView({count: view.count, first: view.first + page}, n)); }
      else if (key === 'Home') { chart.setView(clampedView({count: view.count, first: 0}, n)); }
      else if (key === 'End') { chart.setView(clampedView({count: view.count, first: n}, n)); }
      else if (key === '0') { chart.reset(); }
      else if (key === 'l' || key === 'L') { chart.toggleLog(); }
      else if (key === 'Escape') { chart.setHover(null, null); }
      else { return; }
      event.preventDefault();
      chart.schedule();
    });
    if (window.ResizeObserver) new ResizeObserver(chart.schedule).observe(stage);
    window.addEventListener('resize', chart.schedule);
    chart.schedule();
  }

  var parts = {clampedView: clampedView, zoomedView: zoomedView, attach: attach};
  if (typeof module !== 'undefined') module.exports = parts;
  else window.fwqHands = parts;
})();
