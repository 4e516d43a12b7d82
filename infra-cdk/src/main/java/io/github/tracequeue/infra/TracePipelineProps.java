// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a {@link TracePipeline}; immutable.
 *
 * @param stage the short name of the environment, unique in an account and region. Names of queues
 *     and alarms begin with {@code Tracequeue-{stage}}, and metrics are in {@code
 *     Tracequeue/{stage}}
 * @param functions the packaged functions
 * @param functionOptions the options of all functions
 * @param consumer the consumer function and its event source mapping
 * @param prices the team's own price list, which overrides the bundled one; null for none
 * @param storage the stored data
 * @param metrics the metrics that the consumer sends
 * @param notifySettings the targets of alarms and notices
 * @param watch the settings of the watch function
 * @param agentAlarms CloudWatch alarms of single agents, at most 90; limits do not need them
 * @param producerAccounts other accounts whose agents may send
 * @param security the security options
 */
public record TracePipelineProps(
    String stage,
    Functions functions,
    FunctionOptions functionOptions,
    ConsumerSettings consumer,
    @Nullable Path prices,
    StorageSettings storage,
    MetricSettings metrics,
    NotifySettings notifySettings,
    WatchSettings watch,
    List<AgentAlarmSettings> agentAlarms,
    List<String> producerAccounts,
    SecuritySettings security) {

  /** With four alarms for each agent, the stack stays within 500 resources. */
  public static final int MOST_AGENTS_WITH_ALARMS = 90;

  private static final String STAGE = "[A-Za-z][A-Za-z0-9-]{0,48}";

  /** Checks the stage, and that no agent is listed twice. */
  public TracePipelineProps {
    requireNonNull(functions, "functions");
    requireNonNull(functionOptions, "functionOptions");
    requireNonNull(consumer, "consumer");
    requireNonNull(storage, "storage");
    requireNonNull(metrics, "metrics");
    requireNonNull(notifySettings, "notifySettings");
    requireNonNull(watch, "watch");
    requireNonNull(security, "security");
    if (!stage.matches(STAGE)) {
      throw new IllegalArgumentException("stage must match " + STAGE + ", not " + stage);
    }
    producerAccounts = List.copyOf(producerAccounts);
    agentAlarms = List.copyOf(agentAlarms);
    Checks.range("number of agents with alarms", agentAlarms.size(), 0, MOST_AGENTS_WITH_ALARMS);
    Set<String> slugs = new HashSet<>();
    for (AgentAlarmSettings agent : agentAlarms) {
      if (!slugs.add(agent.slug())) {
        throw new IllegalArgumentException("agent listed twice: " + agent.slug());
      }
    }
  }

  /** The prefix of the names of queues and alarms. */
  public String name() {
    return "Tracequeue-" + stage;
  }

  /** The namespace of all metrics of this stage. */
  public String namespace() {
    return "Tracequeue/" + stage;
  }

  /** Creates a builder; all other settings have defaults. */
  public static Builder builder(String stage, Functions functions, NotifySettings notify) {
    return new Builder(stage, functions, notify);
  }

  /**
   * The packaged functions, each a single jar file.
   *
   * @param consumerJar the consumer
   * @param watchJar the watch function
   * @param queryJar the query API; null to leave it out
   * @param snapStart whether to use SnapStart, which some regions do not support; without it, a
   *     cold start takes seconds
   */
  public record Functions(
      Path consumerJar, Path watchJar, @Nullable Path queryJar, boolean snapStart) {

    /** Checks the required paths. */
    public Functions {
      requireNonNull(consumerJar, "consumerJar");
      requireNonNull(watchJar, "watchJar");
    }
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private final String stage;
    private final Functions functions;
    private final NotifySettings notify;
    private FunctionOptions functionOptions = FunctionOptions.defaults();
    private ConsumerSettings consumer = ConsumerSettings.defaults();
    private @Nullable Path prices;
    private StorageSettings storage = StorageSettings.defaults();
    private MetricSettings metrics = MetricSettings.defaults();
    private WatchSettings watch = WatchSettings.defaults();
    private List<AgentAlarmSettings> agentAlarms = List.of();
    private List<String> producerAccounts = List.of();
    private SecuritySettings security = SecuritySettings.defaults();

    private Builder(String stage, Functions functions, NotifySettings notify) {
      this.stage = stage;
      this.functions = functions;
      this.notify = notify;
    }

    /** The log retention and the VPC of the functions. */
    public Builder functionOptions(FunctionOptions options) {
      functionOptions = options;
      return this;
    }

    /** The consumer function. */
    public Builder consumer(ConsumerSettings settings) {
      consumer = settings;
      return this;
    }

    /** The team's own price list, as described in docs/pricing.md. */
    public Builder prices(Path file) {
      prices = file;
      return this;
    }

    /** The stored data. */
    public Builder storage(StorageSettings settings) {
      storage = settings;
      return this;
    }

    /** The metrics that the consumer sends. */
    public Builder metrics(MetricSettings settings) {
      metrics = settings;
      return this;
    }

    /** The settings of the watch function. */
    public Builder watch(WatchSettings settings) {
      watch = settings;
      return this;
    }

    /** CloudWatch alarms of single agents. */
    public Builder agentAlarms(List<AgentAlarmSettings> settings) {
      agentAlarms = settings;
      return this;
    }

    /** Other accounts whose agents may send, each 12 digits. */
    public Builder producerAccounts(List<String> accounts) {
      producerAccounts = accounts;
      return this;
    }

    /** The security options. */
    public Builder security(SecuritySettings settings) {
      security = settings;
      return this;
    }

    /**
     * Builds the props.
     *
     * @throws IllegalArgumentException if a setting is invalid; the message names it
     */
    public TracePipelineProps build() {
      return new TracePipelineProps(
          stage,
          functions,
          functionOptions,
          consumer,
          prices,
          storage,
          metrics,
          notify,
          watch,
          agentAlarms,
          producerAccounts,
          security);
    }
  }
}
