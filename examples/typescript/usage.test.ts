// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { usageOf } from "./usage.js";

const folder = new URL("../../../contract/usage/", import.meta.url);
const rounded = (usage: any) => usage && { ...usage, ...(usage.cost_usd && { cost_usd: usage.cost_usd.toPrecision(12) }) };

for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  for (const vector of JSON.parse(readFileSync(new URL(file, folder), "utf8"))) {
    test(vector.name, () => {
      assert.deepEqual(rounded(usageOf(vector.provider, vector.raw)), rounded(vector.mapped) ?? undefined);
    });
  }
}

test("never throws", () => {
  for (const raw of [undefined, null, 12, "text", [], [[]], { usage: [] }, { usage: { prompt_tokens: {} } }, { response: { response: {} } }]) {
    assert.equal(usageOf("openai", raw), undefined);
  }
});
