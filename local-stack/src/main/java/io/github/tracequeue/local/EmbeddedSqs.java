// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.http.scaladsl.Http;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.msg.LookupQueue;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/** ElasticMQ in this process, with SQS's limits. Listens on the loopback address only. */
final class EmbeddedSqs implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ActorSystem system;
  private final ActorRef queues;
  private final @Nullable QueueJournal journal;
  private final URI endpoint;

  private EmbeddedSqs(
      ActorSystem system, ActorRef queues, @Nullable QueueJournal journal, URI endpoint) {
    this.system = system;
    this.queues = queues;
    this.journal = journal;
    this.endpoint = endpoint;
  }

  /**
   * Starts SQS without any queue.
   *
   * @param port the port; 0 for any free one
   * @param region the region in queue ARNs
   * @param file where messages are stored; null to keep them in memory
   */
  static EmbeddedSqs start(int port, String region, @Nullable Path file) {
    QueueJournal journal = file == null ? null : QueueJournal.open(file);
    ActorSystem system =
        ActorSystem.create(
            "sqs",
            ConfigFactory.parseMap(
                    Map.of(
                        "pekko.loglevel", "WARNING",
                        "pekko.daemonic", "on",
                        "pekko.jvm-exit-on-fatal-error", "off",
                        "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", "off"))
                .withFallback(ConfigFactory.load()));
    Option<ActorRef> listener =
        journal == null
            ? Option.empty()
            : Option.apply(system.actorOf(Props.create(QueueJournalActor.class, journal)));
    ActorRef queues =
        system.actorOf(
            Props.create(
                QueueManagerActor.class,
                () ->
                    new QueueManagerActor(new NowProvider(), StrictSQSLimits$.MODULE$, listener)));
    SQSRestServer server =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withPort(port)
            .withAWSRegion(region)
            .withActorSystem(system)
            .withQueueManagerActor(queues)
            .start();
    Http.ServerBinding binding = server.waitUntilStarted();
    URI endpoint = URI.create("http://127.0.0.1:" + binding.localAddress().getPort());
    return new EmbeddedSqs(system, queues, journal, endpoint);
  }

  URI endpoint() {
    return endpoint;
  }

  /** Restores the messages that a queue held when the file was last written. */
  void restore(String queue) {
    if (journal == null) {
      return;
    }
    Option<?> actor = (Option<?>) ask(queues, new LookupQueue(queue));
    ask(
        (ActorRef) actor.get(),
        new RestoreMessages(CollectionConverters.asScala(journal.messages(queue)).toList()));
  }

  @Override
  public void close() {
    try {
      FutureConverters.asJava(system.terminate())
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new LocalStackException("cannot stop SQS", e);
    }
    if (journal != null) {
      journal.close();
    }
  }

  private static Object ask(ActorRef actor, Object message) {
    return Patterns.ask(actor, message, PATIENCE).toCompletableFuture().join();
  }
}
