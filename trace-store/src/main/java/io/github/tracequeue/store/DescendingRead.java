// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the shards of a key range as one list in descending order, and no more items than needed.
 * Not thread-safe; used once.
 */
final class DescendingRead {

  // For smaller pages, the overhead of a request exceeds what it saves.
  private static final int SMALLEST_READ = 10;
  private static final int LARGEST_READ = 1_000;

  private final int maxExamined;
  private final List<Map<String, AttributeValue>> items = new ArrayList<>();
  private ReadCost cost = ReadCost.NONE;
  private @Nullable String stoppedAt;

  /** Creates a read that ends after {@code maxExamined} items, but makes at least some progress. */
  DescendingRead(int maxExamined) {
    this.maxExamined = maxExamined;
  }

  /**
   * Reads until there are {@code wanted} items.
   *
   * @param tails one for each shard
   * @param after the last sort key of the previous page; null for the first page
   * @param selective whether the filter is expected to remove many items
   */
  void read(
      List<ShardTail> tails,
      int wanted,
      @Nullable String after,
      boolean selective,
      Executor executor) {
    int size = firstRead(wanted - items.size(), tails.size(), selective);
    readAll(tails, size, executor);
    String previous = after;
    while (items.size() < wanted) {
      ShardTail highest = highest(tails);
      if (highest == null) {
        return;
      }
      if (!highest.isReady()) {
        if (cost.examined() >= maxExamined) {
          stoppedAt = highest.head();
          return;
        }
        size = Math.min(2 * size, LARGEST_READ);
        int rest = (int) Math.max(SMALLEST_READ, maxExamined - cost.examined());
        cost = cost.plus(highest.read(Math.min(size, rest)));
        continue;
      }
      String key = highest.head();
      Map<String, AttributeValue> item = highest.take();
      // Skips the cursor's own item, which the key range includes, and a second copy of the event,
      // written after the number of shards was raised.
      if (key != null && !key.equals(previous)) {
        items.add(item);
        previous = key;
      }
    }
  }

  private void readAll(List<ShardTail> tails, int size, Executor executor) {
    List<ReadCost> costs =
        tails.size() == 1
            ? List.of(tails.get(0).read(size))
            : Concurrently.map(tails, tail -> tail.read(size), executor);
    for (ReadCost read : costs) {
      cost = cost.plus(read);
    }
  }

  private int firstRead(int wanted, int shards, boolean selective) {
    int perShard = Math.max(SMALLEST_READ, wanted / shards + SMALLEST_READ);
    int size = shards == 1 ? Math.max(wanted, SMALLEST_READ) : perShard;
    int fair = Math.max(SMALLEST_READ, maxExamined / shards);
    return Math.min(Math.min(selective ? 4 * size : size, LARGEST_READ), fair);
  }

  private static @Nullable ShardTail highest(List<ShardTail> tails) {
    ShardTail highest = null;
    String highestKey = null;
    for (ShardTail tail : tails) {
      String key = tail.head();
      if (key != null && (highestKey == null || key.compareTo(highestKey) > 0)) {
        highest = tail;
        highestKey = key;
      }
    }
    return highest;
  }

  List<Map<String, AttributeValue>> items() {
    return items;
  }

  /** The sort key at which the limit of examined items was reached; null if it was not. */
  @Nullable String stoppedAt() {
    return stoppedAt;
  }

  ReadCost cost() {
    return cost;
  }
}
