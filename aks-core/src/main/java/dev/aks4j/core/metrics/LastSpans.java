package dev.aks4j.core.metrics;

import io.opentelemetry.api.trace.Span;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The last span of each resource, of the resources that were worked on last. Thread-safe. */
final class LastSpans {

    private static final int MOST = 10_000;

    private final Map<String, Span> spans = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Span> eldest) {
            return size() > MOST;
        }
    };

    synchronized void put(String resource, Span span) {
        spans.put(resource.toLowerCase(Locale.ROOT), span);
    }

    /** Returns the span of the resource that a path names, or of the nearest one above it. */
    synchronized Optional<Span> above(String path) {
        String place = path.toLowerCase(Locale.ROOT);
        while (!place.isEmpty()) {
            Span span = spans.get(place);
            if (span != null) {
                return Optional.of(span);
            }
            place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
        }
        return Optional.empty();
    }
}
