// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

/** The hook as CRaC's library, and with it Lambda SnapStart, calls it. */
final class CheckpointHookTest {
  private final AtomicInteger checkpoints = new AtomicInteger();
  private final AtomicInteger restores = new AtomicInteger();

  @Test
  void register_withTheLibrary_isCalledAroundACheckpoint() throws Exception {
    Object hook = register();
    assertThat(hook).isInstanceOf(Resource.class);
    Context<Resource> context = Core.getGlobalContext();
    ((Resource) hook).beforeCheckpoint(context);
    assertThat(checkpoints.get()).isEqualTo(1);
    assertThat(restores.get()).isZero();
    ((Resource) hook).afterRestore(context);

    assertThat(checkpoints.get()).isEqualTo(1);
    assertThat(restores.get()).isEqualTo(1);
  }

  @Test
  void hook_inACollection_isEqualToItselfOnly() throws Exception {
    Object hook = register();

    assertThat(Set.of(hook)).contains(hook).doesNotContain(register());
    assertThat(hook.toString()).contains("CheckpointHook");
  }

  private Object register() throws ReflectiveOperationException {
    return CheckpointHook.register(checkpoints::incrementAndGet, restores::incrementAndGet);
  }
}
