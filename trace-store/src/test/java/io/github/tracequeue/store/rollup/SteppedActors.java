// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Processes that use one table at the same time, in an order that a seed decides: one request after
 * the other, and any of them may end at any request, before or after the table has carried it out.
 */
final class SteppedActors {

  /** How many requests of others may come before an actor's first one, or while it pauses. */
  private static final int LONGEST_PAUSE = 60;

  private final DynamoDbClient table;
  private final Random random;
  private final double killRate;

  /**
   * Actors over a table.
   *
   * @param killRate how likely a request is an actor's last one
   */
  SteppedActors(DynamoDbClient table, Random random, double killRate) {
    this.table = table;
    this.random = random;
    this.killRate = killRate;
  }

  /** Runs all actors; the result says of each whether it came to its end. */
  List<Boolean> run(List<Consumer<DynamoDbClient>> work) throws InterruptedException {
    List<Actor> actors = new ArrayList<>();
    for (Consumer<DynamoDbClient> one : work) {
      Actor actor = new Actor(one);
      actors.add(actor);
      actor.thread.start();
      actor.arrived.acquire();
    }
    List<Actor> alive = new ArrayList<>(actors);
    alive.removeIf(actor -> actor.ended);
    for (int step = 0; !alive.isEmpty(); step++) {
      Actor next = next(alive, step);
      if (random.nextInt(10) == 0) {
        next.notBefore = step + random.nextInt(LONGEST_PAUSE);
        continue;
      }
      if (random.nextDouble() < killRate) {
        next.fate = random.nextBoolean() ? Fate.DIES_BEFORE : Fate.DIES_AFTER;
      }
      next.mayGo.release();
      next.arrived.acquire();
      alive.removeIf(actor -> actor.ended);
    }
    for (Actor actor : actors) {
      actor.thread.join();
      if (actor.failure != null) {
        throw new AssertionError("an actor failed", actor.failure);
      }
    }
    return actors.stream().map(actor -> actor.fate == Fate.LIVES).toList();
  }

  /** Any of those that do not pause: short work is not always done before long work. */
  private Actor next(List<Actor> alive, int step) {
    List<Actor> awake = alive.stream().filter(actor -> actor.notBefore <= step).toList();
    List<Actor> from = awake.isEmpty() ? alive : awake;
    return from.get(random.nextInt(from.size()));
  }

  private enum Fate {
    LIVES,
    DIES_BEFORE,
    DIES_AFTER
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final class Actor implements DynamoDbClient {

    private int notBefore = random.nextInt(LONGEST_PAUSE);
    private final Thread thread;
    private final Semaphore mayGo = new Semaphore(0);
    private final Semaphore arrived = new Semaphore(0);
    private volatile Fate fate = Fate.LIVES;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    Actor(Consumer<DynamoDbClient> work) {
      thread =
          new Thread(
              () -> {
                try {
                  work.accept(this);
                } catch (Throwable e) {
                  failure = fate == Fate.LIVES ? e : null;
                } finally {
                  ended = true;
                  arrived.release();
                }
              });
    }

    private <T> T step(Supplier<T> request) {
      if (fate != Fate.LIVES) {
        throw new Killed();
      }
      arrived.release();
      mayGo.acquireUninterruptibly();
      if (fate == Fate.DIES_BEFORE) {
        throw new Killed();
      }
      T answer = request.get();
      if (fate == Fate.DIES_AFTER) {
        throw new Killed();
      }
      return answer;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      return step(() -> table.putItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
      return step(() -> table.updateItem(request));
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      return step(() -> table.getItem(request));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      return step(() -> table.query(request));
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
