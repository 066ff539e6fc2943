package dev.aks4j.simulated.kubernetes.internal.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * A column of a table.
 *
 * @param name its heading
 * @param wide whether it is only shown with {@code -o wide}
 * @param cell what an object shows in it, now
 */
record Column(String name, boolean wide, BiFunction<ObjectNode, Instant, Object> cell) {

    static Column of(String name, BiFunction<ObjectNode, Instant, Object> cell) {
        return new Column(name, false, cell);
    }

    static Column wide(String name, BiFunction<ObjectNode, Instant, Object> cell) {
        return new Column(name, true, cell);
    }
}
