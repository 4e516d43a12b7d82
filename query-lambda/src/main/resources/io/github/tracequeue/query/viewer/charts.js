// SPDX-License-Identifier: Apache-2.0

/* global uPlot */

const drawn = new Set();

/** The current value of a colour variable in viewer.css, because a canvas cannot use CSS variables. */
function colour(name) {
  const probe = document.body;
  probe.style.outlineColor = 'var(' + name + ')';
  const value = getComputedStyle(probe).outlineColor;
  probe.style.outlineColor = '';
  return value;
}

/** Redraws all charts in the colours of another theme. */
export function redrawAll() {
  for (const chart of [...drawn]) {
    if (chart.box.isConnected) {
      chart.draw();
    } else {
      drawn.delete(chart);
    }
  }
}

const resized = new ResizeObserver((entries) => {
  for (const entry of entries) {
    const chart = [...drawn].find((one) => one.box === entry.target);
    const width = Math.floor(entry.contentRect.width);
    if (chart?.plot && width > 0 && width !== chart.plot.width) {
      chart.plot.setSize({width, height: chart.height});
    }
  }
});

/**
 * An element that contains a chart.
 *
 * @param label the text alternative of the chart
 * @param options creates uPlot's options without the size, for each theme
 */
function chart(label, height, data, options) {
  const box = document.createElement('div');
  box.className = 'chart';
  box.setAttribute('role', 'img');
  box.setAttribute('aria-label', label);
  box.style.minHeight = height + 'px';
  const one = {box, height, plot: null, draw() {
    one.plot?.destroy();
    const width = Math.max(40, Math.floor(box.clientWidth));
    one.plot = new uPlot({...options(), width, height, legend: {show: false}}, data, box);
  }};
  drawn.add(one);
  // The width is known once the box is in the page.
  requestAnimationFrame(() => {
    if (box.isConnected) {
      one.draw();
      resized.observe(box);
    }
  });
  return box;
}

const seconds = (text) => new Date(text).getTime() / 1_000;

/** A line without axes. */
export function sparkline(label, series, value) {
  const data = [series.map((bucket) => seconds(bucket.start)), series.map(value)];
  return chart(label, 28, data, () => ({
    cursor: {show: false},
    select: {show: false},
    padding: [3, 2, 3, 2],
    axes: [{show: false}, {show: false}],
    scales: {x: {time: true}, y: {range: (plot, low, high) => [0, high || 1]}},
    series: [{}, {
      stroke: colour('--accent'),
      width: 1.5,
      spanGaps: true,
      points: {show: series.length < 3, size: 4, fill: colour('--accent')},
    }],
  }));
}

const formats = new Map();

/** Dates if the ticks are days apart, else times of day. */
function ticks(step, timeZone) {
  const key = (step >= 86_400 ? 'day' : step >= 60 ? 'minute' : 'second') + timeZone;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat('en-GB', step >= 86_400
      ? {day: 'numeric', month: 'short', timeZone}
      : {hour: '2-digit', minute: '2-digit', second: step >= 60 ? undefined : '2-digit', timeZone}));
  }
  return formats.get(key);
}

/** @param timeZone the time zone of the days; by default the browser's */
function axes(format, timeZone) {
  const axis = {
    stroke: colour('--muted'),
    font: '12px system-ui, sans-serif',
    grid: {stroke: colour('--line'), width: 1},
    ticks: {show: false},
  };
  return [
    {...axis, grid: {show: false}, space: 64, size: 30, values: (plot, splits, at, space, step) =>
      splits.map((stamp) => ticks(step, timeZone).format(new Date(stamp * 1_000)))},
    {...axis, size: 62, space: 26, values: (plot, splits) => splits.map(format)},
  ];
}

/** Columns by day. */
export function columns(label, days, value, format) {
  const data = [days.map((day) => seconds(day.day)), days.map(value)];
  return chart(label, 130, data, () => ({
    cursor: {show: false},
    select: {show: false},
    tzDate: (stamp) => uPlot.tzDate(new Date(stamp * 1_000), 'Etc/UTC'),
    axes: axes(format, 'UTC'),
    scales: {
      x: {time: true, range: (plot, low, high) => [low - 43_200, high + 43_200]},
      y: {range: (plot, low, high) => [0, high || 1]},
    },
    series: [{}, {
      stroke: colour('--accent'),
      fill: colour('--accent'),
      width: 0,
      points: {show: false},
      paths: uPlot.paths.bars({size: [0.7, 28]}),
    }],
  }));
}

/**
 * Lines over time.
 *
 * @param lines of {value(bucket), colour}
 * @param marks times at which a vertical line is drawn
 */
export function lines(label, series, list, format, marks = []) {
  const data = [series.map((bucket) => seconds(bucket.start)), ...list.map((line) =>
    series.map((bucket) => (bucket.count === 0 ? null : line.value(bucket))))];
  const drawMarks = (plot) => {
    const {ctx, bbox} = plot;
    ctx.save();
    ctx.strokeStyle = colour('--warn');
    ctx.setLineDash([4, 4]);
    ctx.lineWidth = devicePixelRatio;
    for (const mark of marks) {
      const x = Math.round(plot.valToPos(seconds(mark), 'x', true));
      if (x >= bbox.left && x <= bbox.left + bbox.width) {
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
      }
    }
    ctx.restore();
  };
  return chart(label, 170, data, () => ({
    cursor: {show: false},
    select: {show: false},
    axes: axes(format),
    hooks: {draw: [drawMarks]},
    scales: {x: {time: true}, y: {range: (plot, low, high) => [0, high || 1]}},
    series: [{}, ...list.map((line) => ({
      stroke: colour(line.colour),
      width: 1.5,
      spanGaps: true,
      points: {show: series.length < 30, size: 5, fill: colour(line.colour)},
    }))],
  }));
}
