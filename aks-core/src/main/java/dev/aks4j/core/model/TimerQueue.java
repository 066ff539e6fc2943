package dev.aks4j.core.model;

import java.util.Arrays;

/**
 * Tasks by the time at which they are due and, at one time, in the order in which they came: a heap that also removes any of
 * them quickly, because most timers are limits that are called off. Not thread-safe.
 */
final class TimerQueue {

    private static final int SMALLEST = 16;

    /** One task. It knows its place, so that it is found when it is called off. */
    static class Task {
        private final long due;
        private long number;
        private int place = -1;

        Task(long due) {
            this.due = due;
        }

        /** Returns when it is due, on a clock that may pass the largest number; compare by the difference. */
        long due() {
            return due;
        }

        private boolean isBefore(Task other) {
            return due == other.due ? number - other.number < 0 : due - other.due < 0;
        }
    }

    private Task[] heap = new Task[SMALLEST];
    private int size;
    private long added;

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the task that is due first; there must be one. */
    Task first() {
        return heap[0];
    }

    void add(Task task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        task.number = added++;
        up(size++, task);
    }

    /** Removes a task; returns false if it is not there. */
    boolean remove(Task task) {
        int hole = task.place;
        if (hole < 0) {
            return false;
        }
        task.place = -1;
        Task last = heap[--size];
        heap[size] = null;
        if (last != task) {
            down(hole, last);
            up(last.place, last);
        }
        if (heap.length > SMALLEST && size < heap.length / 4) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
        return true;
    }

    private void up(int from, Task task) {
        int hole = from;
        while (hole > 0 && task.isBefore(heap[(hole - 1) / 2])) {
            put(hole, heap[(hole - 1) / 2]);
            hole = (hole - 1) / 2;
        }
        put(hole, task);
    }

    private void down(int from, Task task) {
        int hole = from;
        while (2 * hole + 1 < size) {
            int child = 2 * hole + 1;
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(task)) {
                break;
            }
            put(hole, heap[child]);
            hole = child;
        }
        put(hole, task);
    }

    private void put(int place, Task task) {
        heap[place] = task;
        task.place = place;
    }
}
