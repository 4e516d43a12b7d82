// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.mcp;

import static io.github.tracequeue.cli.mcp.ToolParameter.amount;
import static io.github.tracequeue.cli.mcp.ToolParameter.choice;
import static io.github.tracequeue.cli.mcp.ToolParameter.flag;
import static io.github.tracequeue.cli.mcp.ToolParameter.integer;
import static io.github.tracequeue.cli.mcp.ToolParameter.text;
import static io.github.tracequeue.cli.mcp.ToolParameter.texts;

import java.util.List;

/** The tools of the MCP server. */
final class ApiTools {
  private static final List<ToolParameter> RANGE =
      List.of(
          text("since", "The last time span, for example 1h, 24h or 30d. Not together with from."),
          text("from", "The first UTC time that is included, such as 2026-11-23T00:00:00Z."),
          text("until", "The first UTC time that is excluded."));

  private static final ToolParameter AGENT = text("agent", "Only this agent, for example cto.");
  private static final ToolParameter MODEL = text("model", "Only this model, an exact name.");
  private static final ToolParameter PROVIDER =
      text("provider", "Only this provider, for example anthropic.");
  private static final ToolParameter CURSOR =
      text("cursor", "next_cursor of the page before, with the same filters.");
  private static final ToolParameter LIMIT =
      integer("limit", 1, 1_000, "Maximum number of entries. Default: 50.");
  private static final ToolParameter STEP =
      choice("step", "The length of a bucket of the series.", "hour", "day");

  static final List<ApiTool> ALL =
      List.of(
          ApiTool.of(
              "agents",
              "All agents: their state (active, hung, silent, idle), cost today, this month and in"
                  + " the time range, errors, latency, last decision, budget and open limits.",
              "/agents",
              RANGE),
          ApiTool.of(
              "agent",
              "One agent: the same as in agents, with its models, its cost and latency over time,"
                  + " its prompts, and the history of its limits.",
              "/agents/{agent}",
              RANGE,
              AGENT.must(),
              STEP),
          ApiTool.of(
              "spend",
              "What calls cost, by agent, model or provider, with the time range before to"
                  + " compare.",
              "/spend",
              RANGE,
              choice("by", "The groups. Default: agent.", "agent", "model", "provider"),
              STEP,
              AGENT,
              MODEL,
              PROVIDER),
          ApiTool.of(
              "latency",
              "The latency percentiles of calls over time, with the time range before to compare.",
              "/latency",
              RANGE,
              choice("by", "The groups. Default: all.", "all", "agent", "model", "provider"),
              STEP,
              AGENT,
              MODEL,
              PROVIDER),
          ApiTool.of(
              "calls",
              "Model calls, newest first: model, cost, tokens, latency, errors and what each"
                  + " decided.",
              "/traces",
              RANGE,
              AGENT,
              MODEL,
              PROVIDER,
              choice("status", "Only calls that succeeded or failed.", "ok", "error"),
              text("run_id", "Only calls of this run."),
              amount("min_cost_usd", "Only calls with at least this cost."),
              integer("min_latency_ms", 0, 86_400_000, "Only calls with at least this latency."),
              text("prompt_hash", "Only calls with this prompt: 16 hex digits."),
              texts("tag", "Only calls with these tags, each name:value."),
              LIMIT,
              CURSOR),
          ApiTool.of(
              "runs",
              "Runs of agents, newest first, with their status and result.",
              "/runs",
              List.of(),
              AGENT,
              choice("status", "Only runs with this status.", "running", "succeeded", "failed"),
              flag("sums", "With the number of calls, the errors and the cost of each run."),
              LIMIT,
              CURSOR),
          ApiTool.of(
              "run",
              "One run: its result, its calls in order, and the runs that it started.",
              "/runs/{run_id}",
              RANGE,
              text("run_id", "The run id, as in runs.").must(),
              text("agent", "The agent, if several agents have a run with this id.")),
          ApiTool.of(
              "trace",
              "One trace as a tree: which agent called which, when, at what cost.",
              "/traces/{trace_id}",
              RANGE,
              text("trace_id", "The trace id: 32 hex digits.").must()),
          ApiTool.of(
              "prompts",
              "An agent's prompts by hash: when each was used, and how cost and latency differ."
                  + " Shows whether and when a prompt changed. Prompt texts are not stored.",
              "/agents/{agent}/prompts",
              RANGE,
              AGENT.must(),
              LIMIT),
          ApiTool.of(
              "limits",
              "The limits that are or were breached, with their history, and the daily budgets.",
              "/limits",
              List.of(),
              AGENT));

  private ApiTools() {}
}
