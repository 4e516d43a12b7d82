// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.util.Objects.requireNonNull;

import io.github.tracequeue.consumer.InProcessConsumer;
import io.github.tracequeue.local.Batch.Received;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One process of the consumer, played in this one: the real handler behind links of its own, which
 * are cut at once when it is killed. For one invocation at a time.
 */
final class ChaosConsumer implements AutoCloseable {
  private static final Pattern WRITER = Pattern.compile("\"writer\":\\{\"S\":\"[^\"#]+#([^\"#]+)");
  private static final Pattern RECEIPT = Pattern.compile("\"S\":\"(RECEIPT#[^\"]+)");
  private static final Pattern RESPONSE_ID =
      Pattern.compile("\"response_id\":\\{\"S\":\"([^\"]+)\"");

  private final List<FaultyLink> links = new ArrayList<>();
  private final CompletableFuture<Void> death = new CompletableFuture<>();
  private final FaultDice dice;
  private final MetricIntake metrics;
  private final ChaosLedger ledger;
  private final InProcessConsumer consumer;
  private final Map<String, HttpMessage> metricAnswers = new HashMap<>();
  private final AtomicInteger writesToDeath = new AtomicInteger();
  private volatile KillPoint killPoint = KillPoint.NEVER;
  private volatile ChaosInvocation current = new ChaosInvocation(Set.of());

  ChaosConsumer(
      ServiceEndpoints services,
      FaultDice dice,
      MetricIntake metrics,
      ChaosLedger ledger,
      Map<String, String> environment)
      throws IOException {
    this.dice = dice;
    this.metrics = metrics;
    this.ledger = ledger;
    this.consumer =
        InProcessConsumer.create(
            environment,
            link(services.dynamoDb(), new Mortal(this::faultOfWrite)),
            link(services.sqs(), new Mortal(request -> dice.roll("queue"))),
            link(metrics.endpoint(), new Metering(this::faultOfMetrics)),
            this::print);
  }

  boolean isDead() {
    return death.isDone();
  }

  /**
   * Runs a batch; returns when the function has returned, thrown or been killed.
   *
   * @return the ids of the messages that come again, all of them unless it returned
   */
  Set<String> invoke(
      List<Received> batch,
      Duration remaining,
      KillPoint point,
      int writes,
      ExecutorService threads) {
    Batch messages = new Batch(batch.size());
    batch.forEach(messages::add);
    Set<String> ids = messages.ids();
    String event = messages.event();
    ChaosInvocation invocation = new ChaosInvocation(ids);
    ledger.began(invocation, event);
    current = invocation;
    writesToDeath.set(writes);
    killPoint = point;
    CompletableFuture<Set<String>> answer = new CompletableFuture<>();
    threads.execute(() -> run(event, ids, remaining, answer));
    CompletableFuture.anyOf(answer, death).handle((first, thrown) -> first).join();
    killPoint = KillPoint.NEVER;
    invocation.end();
    takeMetricLines(invocation);
    if (isDead() || answer.isCompletedExceptionally() || !answer.isDone()) {
      return ids;
    }
    Set<String> failed = answer.join();
    invocation.returned(failed);
    return failed;
  }

  @Override
  public void close() {
    links.forEach(FaultyLink::sever);
  }

  private void run(
      String event, Set<String> ids, Duration remaining, CompletableFuture<Set<String>> answer) {
    try {
      answer.complete(BatchResponse.failed(consumer.handle(event, remaining), ids));
    } catch (IOException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private void takeMetricLines(ChaosInvocation invocation) {
    synchronized (metricAnswers) {
      List<String> lines = invocation.metricLines();
      if (!lines.isEmpty() && invocation.isMetered()) {
        // CloudWatch took them, and could not say so.
        ledger.countDoubled();
      } else {
        lines.forEach(metrics::take);
      }
    }
  }

  private void print(String line) {
    if (!isDead()) {
      current.print(line);
    }
  }

  private Fault faultOfWrite(HttpMessage request) {
    String body = request.text();
    Matcher writer = WRITER.matcher(body);
    if (writer.find()) {
      ledger.attempted(writer.group(1), current);
    }
    Matcher receipt = RECEIPT.matcher(body);
    if (receipt.find()) {
      ledger.receipt(receipt.group(1));
    }
    Matcher id = RESPONSE_ID.matcher(body);
    String thing = id.find() ? id.group(1) : "run or receipt";
    if (killPoint == KillPoint.AT_A_WRITE && writesToDeath.decrementAndGet() == 0) {
      return thing.hashCode() % 2 == 0 ? Fault.CALLER_KILLED : Fault.CALLER_KILLED_AFTER_EFFECT;
    }
    return dice.roll(thing);
  }

  private Fault faultOfMetrics(HttpMessage request) {
    return switch (killPoint) {
      case BEFORE_THE_METRICS -> Fault.CALLER_KILLED;
      case BEFORE_THE_ANSWER -> Fault.CALLER_KILLED_AFTER_EFFECT;
      default -> dice.roll("metrics");
    };
  }

  private URI link(URI service, FaultyLink.Script script) throws IOException {
    FaultyLink link = FaultyLink.to(service, script);
    links.add(link);
    return link.endpoint();
  }

  private void die() {
    death.complete(null);
    links.forEach(FaultyLink::sever);
  }

  /** A link of a process that can be killed. */
  private class Mortal implements FaultyLink.Script {
    private final Function<HttpMessage, Fault> faults;

    Mortal(Function<HttpMessage, Fault> faults) {
      this.faults = faults;
    }

    @Override
    public Fault fault(HttpMessage request) {
      return faults.apply(request);
    }

    @Override
    public void kill() {
      die();
    }
  }

  /** The link to CloudWatch, which would count again what the SDK sends again. */
  private final class Metering extends Mortal {

    /** Who sent a request, because a slow one may arrive when the next invocation runs. */
    private final Map<String, ChaosInvocation> senders = new ConcurrentHashMap<>();

    Metering(Function<HttpMessage, Fault> faults) {
      super(faults);
    }

    @Override
    public Fault fault(HttpMessage request) {
      senders.putIfAbsent(call(request), current);
      return super.fault(request);
    }

    private String call(HttpMessage request) {
      return request.header("amz-sdk-invocation-id");
    }

    @Override
    public HttpMessage perform(HttpMessage request, FaultyLink.Service service) throws IOException {
      String call = call(request);
      ChaosInvocation sender = requireNonNull(senders.get(call));
      synchronized (metricAnswers) {
        HttpMessage known = metricAnswers.get(call);
        if (known != null) {
          ledger.countDoubled();
          return known;
        }
        if (sender.isEnded()) {
          throw new IOException("sent by an invocation that is over");
        }
        HttpMessage answer = service.perform(request);
        if (answer.status() == 200) {
          metricAnswers.put(call, answer);
          sender.metered();
        }
        return answer;
      }
    }
  }
}
