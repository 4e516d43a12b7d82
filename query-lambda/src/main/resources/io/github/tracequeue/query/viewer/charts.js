// SPDX-License-Identifier: Apache-2.0

/* global uPlot */

import {bucketTime, inZone, isUtc} from './format.js';
import {h} from './dom.js';

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
  const box = h('div.chart', {role: 'img', 'aria-label': label});
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
/** The middle of a bucket, where its value is drawn. */
const middle = (bucket) => seconds(bucket.start) + bucket.seconds / 2;
const upFromZero = {range: (plot, low, high) => [0, high > 0 ? high * 1.05 : 1]};

/** A line without axes. */
export function sparkline(label, series, value) {
  const data = [series.map(middle), series.map(value)];
  return chart(label, 28, data, () => ({
    cursor: {show: false},
    select: {show: false},
    padding: [3, 2, 3, 2],
    axes: [{show: false}, {show: false}],
    scales: {x: {time: true}, y: upFromZero},
    series: [{}, line('--accent', data[1])],
  }));
}

/** A line with a gap where there is no value, and a point where it has no neighbours. */
function line(name, values, more = {}) {
  const alone = values.flatMap((value, i) =>
    (value !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null ? [i] : []));
  return {
    stroke: colour(name),
    width: 1.5,
    spanGaps: false,
    points: {show: alone.length > 0, size: 5, fill: colour(name), filter: () => alone},
    ...more,
  };
}

/** Times of day, with the date below the first one of each day; dates if the ticks are days apart. */
function ticks(splits, step, timeZone) {
  const day = (stamp) => inZone('tick day' + timeZone, {day: 'numeric', month: 'short', timeZone},
    new Date(stamp * 1_000));
  if (step >= 86_400) {
    return splits.map(day);
  }
  return splits.map((stamp, i) => {
    const clock = inZone('tick' + timeZone, {hour: '2-digit', minute: '2-digit', timeZone},
      new Date(stamp * 1_000));
    return i === 0 || day(stamp) !== day(splits[i - 1]) ? clock + '\n' + day(stamp) : clock;
  });
}

function axes(format, timeZone, days) {
  const axis = {
    stroke: colour('--muted'),
    font: '12px system-ui, sans-serif',
    grid: {stroke: colour('--line'), width: 1},
    ticks: {show: false},
  };
  return [
    {...axis, grid: {show: false}, space: 64, size: days ? 28 : 42,
      values: (plot, splits, at, space, step) => ticks(splits, step, timeZone)},
    {...axis, size: 62, space: 26, values: (plot, splits) => splits.map(format)},
  ];
}

/** Shows the values of the bucket under the pointer. */
function tooltip(buckets, text) {
  const tip = h('div.tip', {hidden: true});
  return {
    hooks: {
      init: [(plot) => plot.over.append(tip)],
      setCursor: [(plot) => {
        const {idx, left} = plot.cursor;
        tip.hidden = idx === null || idx === undefined || left < 0;
        if (!tip.hidden) {
          const bucket = buckets[idx];
          tip.textContent = [bucketTime(bucket.start, bucket.seconds), ...text(idx)].join('\n');
          tip.style.left = Math.min(Math.max(0, left + 12), Math.max(0, plot.over.clientWidth - tip.offsetWidth)) + 'px';
        }
      }],
    },
  };
}

const cursor = {y: false, drag: {setScale: false, x: false, y: false}, points: {show: false}};

/** The options that all charts over time share: days are UTC days. */
function overTime(buckets, format, marks) {
  const timeZone = isUtc() || buckets[0]?.seconds >= 86_400 ? 'UTC' : undefined;
  const first = buckets.length > 0 ? seconds(buckets[0].start) : 0;
  const last = buckets.length > 0 ? seconds(buckets.at(-1).start) + buckets.at(-1).seconds : 1;
  return {
    select: {show: false},
    cursor,
    tzDate: (stamp) => (timeZone ? uPlot.tzDate(new Date(stamp * 1_000), 'Etc/UTC') : new Date(stamp * 1_000)),
    axes: axes(format, timeZone, buckets[0]?.seconds >= 86_400),
    scales: {x: {time: true, range: () => [first, last]}, y: upFromZero},
    hooks: {draw: [(plot) => drawMarks(plot, marks)]},
  };
}

const withTip = (options, tip) => ({...options, hooks: {...options.hooks, ...tip.hooks}});

function drawMarks(plot, marks) {
  const {ctx, bbox} = plot;
  ctx.save();
  ctx.setLineDash([4, 4]);
  ctx.lineWidth = devicePixelRatio;
  for (const mark of marks) {
    const x = Math.round(plot.valToPos(seconds(mark.at), 'x', true));
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      ctx.strokeStyle = colour(mark.colour);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
  }
  ctx.restore();
}

const COLOURS = 8;
/** The colour of a group by its place; groups after the eighth share one. */
const groupColour = (index) => (index < COLOURS ? '--c' + index : '--muted');

/**
 * Columns over time, stacked by group.
 *
 * @param buckets of {start, seconds, groups: {name: values}}
 * @param names the groups, the largest first; those after the eighth are drawn as one
 * @param value of a group in a bucket
 */
export function stacked(label, buckets, names, value, format) {
  const drawnNames = names.length > COLOURS + 1 ? [...names.slice(0, COLOURS), null] : names;
  const others = names.slice(COLOURS);
  const of = (bucket, name) => (name === null
    ? others.reduce((sum, other) => sum + (bucket.groups[other] ? value(bucket.groups[other]) : 0), 0)
    : bucket.groups[name] ? value(bucket.groups[name]) : 0);
  const nameOf = (name) => (name === null ? others.length + ' others' : name === '' ? 'no provider' : name);
  let below = buckets.map(() => 0);
  const sums = drawnNames.map((name) => {
    below = buckets.map((bucket, i) => below[i] + of(bucket, name));
    return below;
  });
  // The top of the stack first, so that the lower parts cover it.
  const order = drawnNames.map((name, i) => i).reverse();
  const data = [buckets.map(middle), ...order.map((i) => sums[i])];
  const tip = () => tooltip(buckets, (at) => [
    ...drawnNames.map((name) => [name, of(buckets[at], name)]).filter(([, amount]) => amount > 0)
      .map(([name, amount]) => nameOf(name) + '  ' + format(amount)),
    drawnNames.length > 1 ? 'Total  ' + format(sums.at(-1)?.[at] ?? 0) : null].filter(Boolean));
  const picture = chart(label, 170, data, () => withTip({
    ...overTime(buckets, format, []),
    series: [{}, ...order.map((i) => ({
      stroke: colour(groupColour(i)),
      fill: colour(groupColour(i)),
      width: 0,
      points: {show: false},
      paths: uPlot.paths.bars({size: [0.8, 60]}),
    }))],
  }, tip()));
  return [
    drawnNames.length > 1 ? h('ul.legend', {'aria-label': 'Groups'}, drawnNames.map((name, i) =>
      h('li', {}, h('span.dot.agent-' + (i < COLOURS ? i : 'other'), {}), h('span.clip', {title: nameOf(name)}, nameOf(name))))) : null,
    picture,
    values(label, buckets, [...drawnNames.map((name) => [nameOf(name), (bucket) => format(of(bucket, name))]),
      ...(drawnNames.length > 1 ? [['Total', (bucket, i) => format(sums.at(-1)[i])]] : [])],
    (bucket, i) => (sums.at(-1)?.[i] ?? 0) > 0)];
}

/**
 * Lines over time.
 *
 * @param list of {name, value(bucket), colour}
 * @param marks of {at, colour}: times at which a vertical line is drawn
 */
export function lines(label, buckets, list, format, marks = []) {
  const columns = list.map((one) =>
    buckets.map((bucket) => (bucket.count === 0 ? null : one.value(bucket))));
  const tip = () => tooltip(buckets, (at) => list.map((one, i) =>
    one.name + '  ' + (columns[i][at] === null ? 'no calls' : format(columns[i][at]))));
  return [
    chart(label, 170, [buckets.map(middle), ...columns], () => withTip({
      ...overTime(buckets, format, marks),
      series: [{}, ...list.map((one, i) => line(one.colour, columns[i]))],
    }, tip())),
    list.length > 1 || marks.length > 0 ? h('p.fine.key-line', {}, list.map((one) => [
      h('span.key.' + one.colour.slice(2), {}), one.name + ' ']), markKeys(marks)) : null,
    values(label, buckets, list.map((one, i) => [one.name, (bucket, at) =>
      (columns[i][at] === null ? '' : format(columns[i][at]))]), (bucket) => bucket.count > 0)];
}

function markKeys(marks) {
  const names = new Map(marks.map((mark) => [mark.name, mark.colour]));
  return [...names].map(([name, mark]) => [h('span.key.' + mark.slice(2), {}), name + ' ']);
}

/** The values of a chart as a table, for keyboards and screen readers. It is made when it is opened. */
function values(label, buckets, columns, hasValues) {
  const box = h('div.values', {tabindex: '0', role: 'region', 'aria-label': 'Values: ' + label});
  const details = h('details.values-of', {}, h('summary', {}, 'Values'), box);
  details.addEventListener('toggle', () => {
    if (details.open && box.childElementCount === 0) {
      const rows = buckets.map((bucket, i) => [bucket, i]).filter(([bucket, i]) => hasValues(bucket, i)).reverse();
      box.append(h('table.plain', {},
        h('caption.unseen', {}, label),
        h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Time'), columns.map(([name]) => h('th.num', {scope: 'col'}, name)))),
        h('tbody', {}, rows.map(([bucket, i]) => h('tr', {},
          h('th', {scope: 'row'}, bucketTime(bucket.start, bucket.seconds)),
          columns.map(([, value]) => h('td.num', {}, value(bucket, i))))))));
    }
  });
  return details;
}

/** All buckets of a time range, with those that have calls in their place. */
export function allBuckets({covers, step}, series) {
  const width = {minute: 60, hour: 3_600, day: 86_400}[step];
  const known = new Map(series.map((bucket) => [seconds(bucket.start), bucket]));
  const all = [];
  const first = Math.floor(seconds(covers.from) / width) * width;
  for (let at = first; at < seconds(covers.until); at += width) {
    all.push(known.get(at) ?? {start: new Date(at * 1_000).toISOString(), seconds: width, count: 0, groups: {}});
  }
  return all;
}
