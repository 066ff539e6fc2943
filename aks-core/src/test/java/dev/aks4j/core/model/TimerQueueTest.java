package dev.aks4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.testing.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

    /** A task with the order in which it came. */
    private static final class Numbered extends TimerQueue.Task {
        private final int order;

        Numbered(long due, int order) {
            super(due);
            this.order = order;
        }
    }

    @Test
    void handsOutWhatWasNotRemovedByTimeAndThenByArrival() {
        Property.tries(1000).holds(draw -> {
            List<Integer> dues = draw.list(0, 200, each -> each.integer(0, 40));
            List<Integer> off = draw.list(0, 200, each -> each.integer(0, 199));
            TimerQueue queue = new TimerQueue();
            List<Numbered> all = new ArrayList<>();
            dues.forEach(due -> all.add(new Numbered(due, all.size())));
            all.forEach(queue::add);
            List<Numbered> left = new ArrayList<>(all);
            for (int number : off) {
                if (number < all.size()) {
                    Numbered task = all.get(number);
                    assertThat(queue.remove(task)).isEqualTo(left.remove(task));
                }
            }
            left.sort(Comparator.comparingLong(Numbered::due).thenComparingInt(task -> task.order));
            assertThat(drained(queue)).isEqualTo(left);
        });
    }

    /** The clock of a process may pass the largest number. */
    @Test
    void comparesTimesByTheirDifference() {
        Property.tries(1000).holds(draw -> {
            int later = draw.integer(1, 1000);
            TimerQueue queue = new TimerQueue();
            Numbered second = new Numbered(Long.MAX_VALUE - 5 + later, 0);
            Numbered first = new Numbered(Long.MAX_VALUE - 5, 1);
            queue.add(second);
            queue.add(first);
            assertThat(drained(queue)).containsExactly(first, second);
        });
    }

    private static List<TimerQueue.Task> drained(TimerQueue queue) {
        List<TimerQueue.Task> all = new ArrayList<>();
        while (!queue.isEmpty()) {
            all.add(queue.first());
            assertThat(queue.remove(queue.first())).isTrue();
        }
        return all;
    }
}
