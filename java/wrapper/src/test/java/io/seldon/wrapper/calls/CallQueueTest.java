package io.seldon.wrapper.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seldon.wrapper.errors.SeldonException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue of calls: order, bounds, and what becomes of a call that nobody waits for. */
class CallQueueTest {
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final CountDownLatch hold = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    hold.countDown();
  }

  private NotedCall held(CallQueue queue) {
    NotedCall call = new NotedCall("held", new ArrayList<>(), hold, true);
    queue.put(call);
    call.awaitEntered();
    return call;
  }

  private NotedCall put(CallQueue queue, String name) {
    NotedCall call = new NotedCall(name, log);
    queue.put(call);
    return call;
  }

  /** A component that is not thread-safe, or keeps to its thread, is safe (DIS-10). */
  @Test
  void callsAreRunInOrderByOneThread() {
    CallQueue queue = new CallQueue(1, 10);

    List<NotedCall> calls =
        IntStream.range(0, 5).mapToObj(index -> put(queue, "call " + index)).toList();
    calls.forEach(NotedCall::awaitOver);

    assertThat(log)
        .containsExactlyElementsOf(
            IntStream.range(0, 5).mapToObj(i -> "call " + i + " by component-0").toList());
  }

  /** DIS-10: the third waits although there is work for it. */
  @Test
  void noMoreThanThreadsCallsAreInsideAtOnce() {
    CallQueue queue = new CallQueue(2, 10);
    held(queue);
    held(queue);

    NotedCall third = put(queue, "third");

    assertThat(queue.running()).isEqualTo(2);
    assertThat(queue.waiting()).isEqualTo(1);
    assertThat(third.hasEntered()).isFalse();
    hold.countDown();
    third.awaitOver();
  }

  /** LIM-4: better told at once than answered when nobody waits any more. */
  @Test
  void aFullQueueRefuses() {
    CallQueue queue = new CallQueue(1, 2);
    held(queue);
    put(queue, "first");
    put(queue, "second");

    assertThatThrownBy(() -> put(queue, "third"))
        .isInstanceOf(SeldonException.class)
        .hasMessage("overloaded: 2 calls are waiting (expected: fewer)");
  }

  /** QUEUE_SIZE=0 is for an orchestrator that does the queueing. */
  @Test
  void aQueueOfNoneTakesWhatCanRunAtOnce() {
    CallQueue queue = new CallQueue(1, 0);
    held(queue);

    assertThatThrownBy(() -> put(queue, "second"))
        .hasMessage("overloaded: 0 calls are waiting (expected: fewer)");
  }

  /** Who asks again as soon as it is answered finds the place free. */
  @Test
  void anAnsweredCallHasLeftItsPlace() {
    CallQueue queue = new CallQueue(1, 0);

    for (int index = 0; index < 1000; index++) {
      put(queue, "call").awaitOver();
    }

    assertThat(log).hasSize(1000);
  }

  /** LIM-5: work for a client that has left delays all others; its place is free at once. */
  @Test
  void aCallGivenUpWhileItWaitsIsNeverRun() {
    CallQueue queue = new CallQueue(1, 1);
    held(queue);
    NotedCall left = put(queue, "left");

    boolean waited = queue.giveUp(left);
    NotedCall after = put(queue, "after");
    hold.countDown();
    after.awaitOver();

    assertThat(waited).isTrue();
    assertThat(log).containsExactly("after by component-0");
  }

  /** LIM-5: running code can't be stopped from outside, so THREADS must go on counting it. */
  @Test
  void aCallGivenUpWhileItRunsKeepsItsPlace() {
    CallQueue queue = new CallQueue(1, 0);
    NotedCall running = held(queue);

    boolean waited = queue.giveUp(running);

    assertThat(waited).isFalse();
    assertThat(queue.running()).isEqualTo(1);
    assertThatThrownBy(() -> put(queue, "second")).isInstanceOf(SeldonException.class);
  }

  /** The face is asked right before user code starts; leaving twice counts once. */
  @Test
  void aCallThatIsNotWantedAnyMoreIsDropped() {
    CallQueue queue = new CallQueue(1, 10);
    NotedCall gone = new NotedCall("gone", log, hold, false);
    queue.put(gone);
    gone.awaitOver();

    boolean waited = queue.giveUp(gone);

    assertThat(waited).isFalse();
    assertThat(log).containsExactly("gone dropped");
    assertThat(queue.running()).isZero();
    assertThat(queue.waiting()).isZero();
  }

  /** Its client may leave after it was refused: nobody's place is free for that. */
  @Test
  void aCallThatWasRefusedGivesNoPlaceUp() {
    CallQueue queue = new CallQueue(1, 0);
    held(queue);
    NotedCall refused = new NotedCall("refused", log);
    assertThatThrownBy(() -> queue.put(refused)).isInstanceOf(SeldonException.class);

    boolean waited = queue.giveUp(refused);

    assertThat(waited).isFalse();
    assertThat(queue.waiting()).isZero();
    assertThatThrownBy(() -> put(queue, "next")).isInstanceOf(SeldonException.class);
  }

  /** Whatever escapes, its client is told and the next call is answered. */
  @Test
  void aFaultInAFaceCostsNoThread() {
    CallQueue queue = new CallQueue(1, 10);
    NotedCall faulty =
        new NotedCall("faulty", log) {
          @Override
          protected Runnable run() {
            throw new StackOverflowError();
          }
        };
    queue.put(faulty);
    NotedCall after = put(queue, "after");
    faulty.awaitOver();
    after.awaitOver();

    assertThat(log)
        .containsExactly(
            "faulty: the call failed outside the component; the log says how",
            "after by component-0");
  }

  /** A component that interrupts its own thread does no harm to the calls behind it. */
  @Test
  void anInterruptedThreadGoesOn() {
    CallQueue queue = new CallQueue(1, 10);
    NotedCall interrupting =
        new NotedCall("interrupting", log) {
          @Override
          protected Runnable run() {
            Runnable handOver = super.run();
            Thread.currentThread().interrupt();
            return handOver;
          }
        };
    queue.put(interrupting);
    NotedCall after = put(queue, "after");
    after.awaitOver();

    assertThat(log).containsExactly("interrupting by component-0", "after by component-0");
  }
}
