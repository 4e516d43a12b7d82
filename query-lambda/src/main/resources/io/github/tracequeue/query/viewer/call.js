// SPDX-License-Identifier: Apache-2.0

import {address, agentAddress, badge, copyable, h, runAddress, traceAddress} from './dom.js';
import {count, millis, time, usd} from './format.js';

/** The status of a call. */
export const status = (call) =>
  call.status === 'error'
    ? badge(call.error_type ?? 'error', 'bad', 'the call failed')
    : h('span.muted', {}, call.finish_reason ?? 'ok');

export const tokens = (call) => count(call.input_tokens) + ' \u2192 ' + count(call.output_tokens);

/** The badge of a call that represents several calls. */
export const weight = (call) =>
  call.sample_weight > 1
    ? badge('\u00d7' + Math.round(call.sample_weight * 10) / 10, 'plain', 'sampled: represents this number of calls')
    : null;

export const cost = (call) =>
  call.cost_status === 'unpriced'
    ? badge('unpriced', 'warn', call.unpriced_reason)
    : h('span', {title: call.cost_status === 'priced' ? call.price_row : 'reported by the provider'},
      usd(call.cost_usd));

/** All fields of a call. */
export function details(call) {
  const row = (name, value) => (value === null || value === undefined || value === ''
    ? null
    : h('div', {}, h('dt', {}, name), h('dd', {}, value)));
  const link = (href, text) => h('a', {href}, text);
  const cached = [['read', call.cache_read_tokens], ['written, 5 min', call.cache_write_5m_tokens],
    ['written, 1 h', call.cache_write_1h_tokens]].filter(([, n]) => n > 0)
    .map(([name, n]) => count(n) + ' ' + name).join(', ');
  return h('dl.details', {},
    row('Decision', call.decision_summary ? h('span.wrap', {}, call.decision_summary) : null),
    row('Time', time(call.timestamp) + '  (' + call.timestamp + ')'),
    row('Agent', link(agentAddress(call.agent_slug), call.agent_slug)),
    row('Model', [call.provider, call.model].filter(Boolean).join(' / ')),
    row('Operation', call.operation),
    row('Status', status(call)),
    row('Latency', call.latency_ms === 0 ? 'not reported' : millis(call.latency_ms) + (call.time_to_first_token_ms === undefined ? ''
      : ', first token after ' + millis(call.time_to_first_token_ms))),
    row('Tokens', tokens(call) + (call.reasoning_tokens ? ', ' + count(call.reasoning_tokens) + ' of which are reasoning' : '')),
    row('Cached tokens', cached),
    row('Cost', [cost(call), call.price_row ? h('span.note', {}, call.price_row) : null]),
    row('Run', call.run_id ? link(runAddress(call.run_id), call.run_id) : null),
    row('Trace', call.trace_id ? link(traceAddress(call.trace_id, {event: call.event_id}), call.trace_id) : null),
    row('Span', call.span_id ? call.span_id + (call.parent_span_id ? ', parent ' + call.parent_span_id : '') : null),
    row('Session', call.session_id),
    row('Prompt', call.prompt_hash
      ? link(address('prompts', {agent: call.agent_slug, hash: call.prompt_hash}), call.prompt_hash) : null),
    row('Tags', call.tags ? Object.entries(call.tags).map(([name, value]) => name + ':' + value).join('  ') : null),
    row('Service tier', [call.service_tier, call.batch ? 'batch' : null].filter(Boolean).join(', ')),
    row('Represents', call.sample_weight > 1 ? call.sample_weight + ' calls' : null),
    row('Error message', call.error_message ? h('span.wrap', {}, call.error_message) : null),
    row('Repaired', call.repaired ? call.repaired.join(', ') + ' had an invalid value' : null),
    row('Degraded', call.degraded ? 'The producer dropped text fields because its queue was nearly full.' : null),
    row('Response', call.response_id ? copyable(call.response_id) : null),
    row('Event', copyable(call.event_id)));
}
