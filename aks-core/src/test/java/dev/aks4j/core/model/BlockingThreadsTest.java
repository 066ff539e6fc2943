package dev.aks4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockingThreadsTest {

    @Test
    void virtualThreadsAreTakenWhereBlockingInThemHoldsUpNobody() {
        assertThat(BlockingThreads.virtual("v").isPresent())
                .isEqualTo(Runtime.version().feature() >= 24);
    }

    @Test
    void noTaskWaitsForAnother() throws Exception {
        for (Executor executor : new Executor[] {
            BlockingThreads.platform("p", Duration.ofMillis(50)), BlockingThreads.executor("e", Duration.ofMillis(50))
        }) {
            CountDownLatch all = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                executor.execute(() -> {
                    all.countDown();
                    try {
                        all.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void threadsAreDaemonsWithAName() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread[] seen = new Thread[1];
        BlockingThreads.platform("mine", Duration.ofMillis(50)).execute(() -> {
            seen[0] = Thread.currentThread();
            done.countDown();
        });
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(seen[0].isDaemon()).isTrue();
        assertThat(seen[0].getName()).isEqualTo("mine-1");
    }
}
