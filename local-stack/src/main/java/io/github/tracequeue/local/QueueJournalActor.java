// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import org.apache.pekko.actor.AbstractActor;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;

/** Passes the events of ElasticMQ's queues to the journal. The queue waits for each answer. */
final class QueueJournalActor extends AbstractActor {
  private final QueueJournal journal;

  /** Called by the actor system. */
  QueueJournalActor(QueueJournal journal) {
    this.journal = journal;
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(
            QueueEvent.MessageAdded.class,
            event -> written(() -> journal.put(event.queueName(), event.message())))
        .match(
            QueueEvent.MessageUpdated.class,
            event -> written(() -> journal.update(event.queueName(), event.message())))
        .match(
            QueueEvent.MessageRemoved.class,
            event -> written(() -> journal.remove(event.queueName(), event.messageId())))
        .match(QueueEvent.QueueDeleted.class, event -> journal.removeAll(event.queueName()))
        .build();
  }

  private void written(Runnable write) {
    write.run();
    getSender().tell(OperationSuccessful$.MODULE$, getSelf());
  }
}
