// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link TracePipeline} can be told; immutable.
 *
 * @param name start of the names of queues and alarms, unique in an account and region
 * @param functions the packaged functions
 * @param consumer the consumer function and how its queue feeds it
 * @param prices the team's own price list, which goes before the bundled one; null for none
 * @param storage what is kept, where and how long
 * @param alarms who is told, and thresholds that belong to no single agent
 * @param agents the agents with alarms of their own, at most 500
 * @param security what some organisations ask for beyond the defaults
 */
public record TracePipelineProps(
    String name,
    Functions functions,
    ConsumerSettings consumer,
    @Nullable Path prices,
    StorageSettings storage,
    AlarmSettings alarms,
    List<AgentSettings> agents,
    SecuritySettings security) {

  private static final String NAME = "[A-Za-z][A-Za-z0-9-]{0,59}";

  /** Checks the name and that no agent is listed twice. */
  public TracePipelineProps {
    requireNonNull(functions, "functions");
    requireNonNull(consumer, "consumer");
    requireNonNull(storage, "storage");
    requireNonNull(alarms, "alarms");
    requireNonNull(security, "security");
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException("name must match " + NAME + ", not " + name);
    }
    agents = List.copyOf(agents);
    Checks.range("number of agents", agents.size(), 0, 500);
    Set<String> slugs = new HashSet<>();
    for (AgentSettings agent : agents) {
      if (!slugs.add(agent.slug())) {
        throw new IllegalArgumentException("agent listed twice: " + agent.slug());
      }
    }
  }

  /**
   * A builder with the defaults of every other setting.
   *
   * @param name start of the names of queues and alarms
   * @param consumerJar the packaged consumer
   * @param alarms who is told
   */
  public static Builder builder(String name, Path consumerJar, AlarmSettings alarms) {
    return new Builder(name, new Functions(consumerJar, null, true), alarms);
  }

  /**
   * The packaged functions, each a single jar file.
   *
   * @param consumerJar the consumer
   * @param queryJar the read API; null leaves it out
   * @param snapStart whether they start from a snapshot, which some regions do not have
   */
  public record Functions(Path consumerJar, @Nullable Path queryJar, boolean snapStart) {

    /** Checks that there is a path. */
    public Functions {
      requireNonNull(consumerJar, "consumerJar");
    }
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final String name;
    private final AlarmSettings alarms;
    private Functions functions;
    private ConsumerSettings consumer = ConsumerSettings.defaults();
    private @Nullable Path prices;
    private StorageSettings storage = StorageSettings.defaults();
    private List<AgentSettings> agents = List.of();
    private SecuritySettings security = SecuritySettings.defaults();

    private Builder(String name, Functions functions, AlarmSettings alarms) {
      this.name = name;
      this.functions = functions;
      this.alarms = alarms;
    }

    /** Deploys the read API, too. */
    public Builder queryJar(Path jar) {
      functions = new Functions(functions.consumerJar(), jar, functions.snapStart());
      return this;
    }

    /** Whether functions start from a snapshot; without it, a cold start takes seconds. */
    public Builder snapStart(boolean enabled) {
      functions = new Functions(functions.consumerJar(), functions.queryJar(), enabled);
      return this;
    }

    /** How the consumer runs. */
    public Builder consumer(ConsumerSettings settings) {
      consumer = settings;
      return this;
    }

    /** The team's own price list, a file as docs/pricing.md describes it. */
    public Builder prices(Path file) {
      prices = file;
      return this;
    }

    /** What is kept, where and how long. */
    public Builder storage(StorageSettings settings) {
      storage = settings;
      return this;
    }

    /** The agents with alarms of their own. */
    public Builder agents(List<AgentSettings> settings) {
      agents = settings;
      return this;
    }

    /** Keys, boundary and code signing. */
    public Builder security(SecuritySettings settings) {
      security = settings;
      return this;
    }

    /** The props; throws {@link IllegalArgumentException} naming what does not hold. */
    public TracePipelineProps build() {
      return new TracePipelineProps(
          name, functions, consumer, prices, storage, alarms, agents, security);
    }
  }
}
