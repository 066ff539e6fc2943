package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.strategy.CronSchedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When a cron job was to start last, and when it is to start next. Immutable.
 *
 * @param due the latest start that was missed; empty if there is none
 * @param missed how many starts were missed, the latest included
 * @param next the next start; empty if the schedule has none
 */
record CronTimes(Optional<Instant> due, int missed, Optional<Instant> next) {

    private static final int MOST = 10_000;

    /** Returns the time zone of a cron job; throws {@link DateTimeException} if there is none of that name. */
    static ZoneId zone(ObjectNode cron) {
        String name = KubeJson.text(cron, "spec", "timeZone");
        return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    }

    /** Looks at a cron job; throws {@link IllegalArgumentException} in the parser's words for a bad schedule. */
    static CronTimes of(ObjectNode cron, Instant now) {
        CronSchedule schedule = CronSchedule.parse(KubeJson.text(cron, "spec", "schedule"));
        ZoneId zone = zone(cron);
        String last = KubeJson.text(cron, "status", "lastScheduleTime");
        Instant from = Instant.parse(last.isEmpty() ? KubeJson.text(cron, "metadata", "creationTimestamp") : last);
        JsonNode deadline = KubeJson.at(cron, "spec", "startingDeadlineSeconds");
        if (deadline.isNumber() && now.minusSeconds(deadline.asLong()).isAfter(from)) {
            from = now.minusSeconds(deadline.asLong());
        }
        Optional<Instant> due = Optional.empty();
        int missed = 0;
        Optional<Instant> next = schedule.next(from, zone);
        while (next.isPresent() && !next.get().isAfter(now)) {
            due = next;
            missed++;
            next = missed < MOST ? schedule.next(next.get(), zone) : schedule.next(now, zone);
        }
        return new CronTimes(due, missed, next);
    }
}
