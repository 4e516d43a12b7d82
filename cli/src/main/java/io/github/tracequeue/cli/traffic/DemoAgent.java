// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traffic;

import java.util.List;
import java.util.Map;

/**
 * A demo agent: its model, prompts and decisions.
 *
 * @param slug the agent's slug
 * @param prompts the first prompt, and later replacements
 * @param decisions the decisions of its calls, one for each call
 */
public record DemoAgent(
    String slug, String provider, String model, List<String> prompts, List<String> decisions) {
  private static final Map<String, DemoAgent> KNOWN =
      Map.of(
          "cto",
          new DemoAgent(
              "cto",
              "anthropic",
              "claude-opus-5-5",
              List.of("Read the week's pull requests and name the three that need a reviewer."),
              List.of(
                  "Asked for a second review of the payment retry change; the other two can wait.",
                  "No pull request needs more eyes this week.",
                  "Split the migration into two releases; told the owners.")),
          "sre",
          new DemoAgent(
              "sre",
              "openai",
              "gpt-6-sol",
              List.of("Summarise the last 24 hours of alarms and say which share a cause."),
              List.of(
                  "Four alarms share one cause: the connection pool of orders. Opened a ticket.",
                  "Quiet night: nothing to do.",
                  "Rolled back release 412; latency is back to normal.")),
          "security",
          new DemoAgent(
              "security",
              "anthropic",
              "claude-sonnet-5-5",
              List.of(
                  "Check the new dependencies of this build against the advisory list.",
                  "Check every dependency of this build, and theirs, against the advisory list;"
                      + " give a reason for each that passes."),
              List.of(
                  "Two advisories, both in test scope; recorded and accepted until Friday.",
                  "No advisory matches.",
                  "Blocked the build: a dependency is taken over by a new owner.")),
          "cost",
          new DemoAgent(
              "cost",
              "anthropic",
              "claude-haiku-4-5",
              List.of("Compare yesterday's bill with the week before and explain what moved."),
              List.of(
                  "Storage rose by 4 percent: the nightly export keeps a second copy.",
                  "Within one percent of last week.",
                  "One idle database found; its owner was asked.")),
          "release",
          new DemoAgent(
              "release",
              "anthropic",
              "claude-haiku-4-5",
              List.of("Look at the checks of the release candidate and say whether it may go out."),
              List.of(
                  "All checks pass: the candidate may go out.",
                  "One flaky test: repeated it, then approved.",
                  "Nothing new since the last hour.")));

  /** The same agent, which never changes its prompt. */
  DemoAgent withFirstPrompt() {
    return new DemoAgent(slug, provider, model, List.of(prompts.get(0)), decisions);
  }

  /** The same agent with another model. */
  DemoAgent withModel(String otherProvider, String otherModel) {
    return new DemoAgent(slug, otherProvider, otherModel, prompts, decisions);
  }

  /** The demo agent with this name; a generic assistant for an unknown name. */
  public static DemoAgent of(String slug) {
    DemoAgent known = KNOWN.get(slug);
    return known != null
        ? known
        : new DemoAgent(
            slug,
            "anthropic",
            "claude-haiku-4-5",
            List.of("Work through the inbox of " + slug + " and answer what can be answered."),
            List.of("Answered what could be answered.", "Nothing new.", "Passed one item on."));
  }
}
