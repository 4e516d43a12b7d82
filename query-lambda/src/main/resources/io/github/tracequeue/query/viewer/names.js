// SPDX-License-Identifier: Apache-2.0

import {ask} from './api.js';
import {h} from './dom.js';

/** The agents and models that were seen in answers since the page was loaded. */
const agents = new Set();
const models = new Set();
let asked = null;

export function learn(answer) {
  for (const agent of answer.agents ?? []) {
    agents.add(agent.agent_slug);
    agent.models.forEach((model) => models.add(model));
  }
  for (const call of answer.traces ?? []) {
    agents.add(call.agent_slug);
    models.add(call.model);
  }
}

/** The names of all agents; asks for them once. */
export async function agentNames(signal) {
  asked ??= ask('agents', {}, signal).then(learn);
  try {
    await asked;
  } catch (error) {
    asked = null;
    throw error;
  }
  return [...agents].sort();
}

/** Suggestions for inputs: lists with the ids "agents" and "models". */
export function suggestions(signal) {
  const lists = [h('datalist', {id: 'agents'}), h('datalist', {id: 'models'})];
  const show = () => [agents, models].forEach((names, i) =>
    lists[i].replaceChildren(...[...names].sort().map((value) => h('option', {value}))));
  show();
  // A list of calls is useful without suggestions.
  agentNames(signal).then(show, () => {});
  return lists;
}
