package dev.aks4j.core.plan.ledger;

import dev.aks4j.core.model.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which runs of a ledger are meant: those of a subscription, those with labels. Without either, all of them. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * aks.runs().list(RunFilter.all().label("tenant", "acme"));
 * }</pre>
 */
public final class RunFilter {

    private static final RunFilter ALL = new RunFilter(Optional.empty(), Map.of());

    private final Optional<String> subscription;
    private final Map<String, String> labels;

    private RunFilter(Optional<String> subscription, Map<String, String> labels) {
        this.subscription = subscription;
        this.labels = labels;
    }

    /** Returns a filter that leaves nothing out. */
    public static RunFilter all() {
        return ALL;
    }

    /** Returns this filter, for runs that work in a subscription only. */
    public RunFilter subscription(String id) {
        return new RunFilter(Optional.of(id.toLowerCase(Locale.ROOT)), labels);
    }

    /** Returns this filter, for runs that have this label too. */
    public RunFilter label(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
        return new RunFilter(subscription, Map.copyOf(more));
    }

    /** Returns this filter, for runs that have all of these labels too. */
    public RunFilter labels(Map<String, String> more) {
        RunFilter all = this;
        for (Map.Entry<String, String> label : more.entrySet()) {
            all = all.label(label.getKey(), label.getValue());
        }
        return all;
    }

    /** Returns the subscription, in lower case, if only runs of one are meant. */
    public Optional<String> subscription() {
        return subscription;
    }

    /** Returns the labels that a run must have. */
    public Map<String, String> labels() {
        return labels;
    }

    /**
     * Returns whether a run is meant, by its first fact: that has {@code subscriptions}, an array, and {@code labels}, an
     * object. One without subscriptions was written by an earlier version and may be of any.
     */
    public boolean matches(Json firstFact) {
        Json known = firstFact.path("subscriptions");
        boolean there = subscription.isEmpty() || known.isMissing();
        for (Json one : known) {
            there |= subscription.filter(one.asText()::equalsIgnoreCase).isPresent();
        }
        return there
                && labels.entrySet().stream()
                        .allMatch(label -> firstFact
                                .path("labels")
                                .path(label.getKey())
                                .asText("")
                                .equals(label.getValue()));
    }

    @Override
    public String toString() {
        return "runs" + subscription.map(id -> " of subscription " + id).orElse("")
                + (labels.isEmpty() ? "" : " with " + labels);
    }
}
