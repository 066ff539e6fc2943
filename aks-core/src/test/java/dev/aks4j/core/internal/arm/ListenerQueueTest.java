package dev.aks4j.core.internal.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Scheduler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing of one caller's holds up another's work, nor ours. */
@Timeout(60)
class ListenerQueueTest {

    private final Scheduler real = Scheduler.standard();

    @Test
    void listenerThatBlocksHoldsUpOnlyItself() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<ListenerQueue> stuck = IntStream.range(0, 20)
                .mapToObj(i -> new ListenerQueue("stuck", real))
                .toList();
        stuck.forEach(queue -> queue.tell(() -> await(go)));
        CountDownLatch heard = new CountDownLatch(3);
        List<Integer> order = new CopyOnWriteArrayList<>();
        ListenerQueue healthy = new ListenerQueue("healthy", real);
        for (int i = 0; i < 3; i++) {
            int number = i;
            healthy.tell(() -> {
                order.add(number);
                heard.countDown();
            });
        }
        assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly(0, 1, 2);
        CompletableFuture<String> worker = new CompletableFuture<>();
        real.executor().execute(() -> worker.complete("free"));
        assertThat(worker.get(30, TimeUnit.SECONDS)).isEqualTo("free");
        go.countDown();
    }

    /** An Error of a listener's stopped a run. */
    @Test
    void listenerThatFailsInWhateverWayHearsWhatComesNext() throws Exception {
        ListenerQueue queue = new ListenerQueue("failing", real);
        queue.tell(() -> {
            throw new StackOverflowError();
        });
        queue.tell(() -> {
            throw new IllegalStateException();
        });
        CountDownLatch heard = new CountDownLatch(1);
        queue.tell(heard::countDown);
        assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void listenerThatDoesNotKeepUpMissesWhatIsTooMuchAndHearsAgainLater() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ListenerQueue queue = new ListenerQueue("slow", real);
        queue.tell(() -> await(go));
        List<Integer> heard = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            queue.tell(() -> heard.add(1));
        }
        go.countDown();
        CountDownLatch last = new CountDownLatch(1);
        while (last.getCount() > 0) {
            queue.tell(last::countDown);
            last.await(10, TimeUnit.MILLISECONDS);
        }
        assertThat(heard.size()).isBetween(9_999, 10_001);
    }

    @Test
    void whatACallerDoesWithAnAnswerIsNotDoneOnOurWorkers() throws Exception {
        CompletableFuture<String> ours = new CompletableFuture<>();
        CompletableFuture<String> thread = new CompletableFuture<>();
        HandOver.of(ours, real)
                .thenAccept(value -> thread.complete(Thread.currentThread().getName()));
        real.executor().execute(() -> ours.complete("x"));
        assertThat(thread.get(30, TimeUnit.SECONDS)).startsWith("aks4j-blocking");
        CompletableFuture<String> failed = HandOver.of(
                        CompletableFuture.<String>failedFuture(new IllegalStateException("why")), real)
                .exceptionally(Throwable::getMessage)
                .toCompletableFuture();
        assertThat(failed.get(30, TimeUnit.SECONDS)).contains("why");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
