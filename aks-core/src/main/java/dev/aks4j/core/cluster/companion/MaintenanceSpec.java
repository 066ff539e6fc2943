package dev.aks4j.core.cluster.companion;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says when Azure may work on a cluster by itself. Azure keeps to it as well as it can, without a guarantee. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * MaintenanceSpec.builder(cluster, MaintenanceKind.KUBERNETES_UPGRADES, MaintenanceSchedule.weekly(1, SATURDAY))
 *     .startTime(LocalTime.of(2, 0)).duration(Duration.ofHours(6)).build();
 * }</pre>
 */
public final class MaintenanceSpec extends CompanionSpec {

    private final MaintenanceKind window;
    private final MaintenanceSchedule schedule;

    private MaintenanceSpec(Builder builder) {
        super(
                builder.cluster.id().child("maintenanceConfigurations", builder.window.value()),
                builder.cluster.id(),
                builder.document,
                builder.raw);
        window = builder.window;
        schedule = builder.schedule;
        refuse(Rule.all(MaintenanceRules.ALL, this));
    }

    /**
     * Starts a maintenance window of 4 hours from 0:00 UTC.
     *
     * @param cluster the cluster
     * @param window what it is for
     * @param schedule when it comes round
     */
    public static Builder builder(ClusterSpec cluster, MaintenanceKind window, MaintenanceSchedule schedule) {
        return new Builder(cluster, window, schedule);
    }

    /** Returns what the window is for. */
    public MaintenanceKind window() {
        return window;
    }

    /** Returns the schedule in a few words. */
    String scheduleText() {
        return schedule.toString();
    }

    Json of(String name) {
        return property("/properties/maintenanceWindow/" + name);
    }

    @Override
    CompanionKind companionKind() {
        return CompanionKind.MAINTENANCE;
    }

    @Override
    String summary() {
        return schedule + ", " + of("startTime").asText() + " "
                + of("utcOffset").asText() + ", " + of("durationHours").asText() + " hours";
    }

    /** Builds a {@link MaintenanceSpec}. Not thread-safe. */
    public static final class Builder {
        private static final String AT = "/properties/maintenanceWindow/";

        private final ClusterSpec cluster;
        private final MaintenanceKind window;
        private final MaintenanceSchedule schedule;
        private final ClusterDocument document = new ClusterDocument();
        private final Map<String, Object> raw = new LinkedHashMap<>();
        private final Json.ArrayBuilder closed = Json.array();

        private Builder(ClusterSpec cluster, MaintenanceKind window, MaintenanceSchedule schedule) {
            this.cluster = cluster;
            this.window = window;
            this.schedule = schedule;
            set("schedule", schedule.toJson());
            document.setDefault(AT + "startTime", "00:00");
            document.setDefault(AT + "utcOffset", "+00:00");
            document.setDefault(AT + "durationHours", 4);
        }

        private Builder set(String name, Object value) {
            document.set(AT + name, value);
            return this;
        }

        /** Sets when the window opens, in hours and minutes. */
        public Builder startTime(LocalTime time) {
            return set("startTime", time.format(DateTimeFormatter.ofPattern("HH:mm")));
        }

        /** Sets how far that clock is from UTC, in hours and minutes. */
        public Builder utcOffset(ZoneOffset offset) {
            return set("utcOffset", offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId());
        }

        /** Sets how long the window is open: whole hours, 4 to 24. */
        public Builder duration(Duration open) {
            return set("durationHours", open.toMinutes() % 60 == 0 ? (Object) open.toHours() : open.toMinutes() / 60.0);
        }

        /** Sets the day from which the schedule holds; today without it. */
        public Builder startDate(LocalDate day) {
            return set("startDate", day.toString());
        }

        /** Keeps the window closed from a day to a day, both included. */
        public Builder notOn(LocalDate from, LocalDate to) {
            closed.addObject().put("start", from.toString()).put("end", to.toString());
            return set("notAllowedDates", closed);
        }

        /**
         * Sets a property that this builder has no method for. Rules, plans and comparisons see it like any other, and
         * it wins over what a method set at the same place.
         *
         * @param pointer JSON pointer in Azure's document, for example {@code /properties/newProperty}
         * @param value a string, number, boolean, list or map
         * @throws dev.aks4j.core.model.AksException if the pointer is none
         */
        public Builder raw(String pointer, Object value) {
            raw.put(ClusterDocument.place(pointer), value);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws dev.aks4j.core.model.InvalidSpecException with every problem
         */
        public MaintenanceSpec build() {
            return new MaintenanceSpec(this);
        }
    }
}
