package dev.aks4j.core.cluster.companion;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.List;

/** What a maintenance window may be. */
final class MaintenanceRules {

    private static final String SOURCE =
            "swagger 2025-07-01, maintenanceWindow; azure-aks-docs, planned-maintenance, 2026";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");

    static final Rule<MaintenanceSpec> DURATION = Rule.<MaintenanceSpec>error(
                    "AKS-MNT-001", "A maintenance window is open for 4 to 24 whole hours.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((spec, findings) -> {
                Json hours = spec.of("durationHours");
                if (!hours.isIntegralNumber() || hours.asInt() < 4 || hours.asInt() > 24) {
                    findings.report(
                            "duration", hours.asText() + " hours", "are not 4 to 24 whole hours", "Use 4 to 24.");
                }
            });

    static final Rule<MaintenanceSpec> INTERVAL = Rule.<MaintenanceSpec>error(
                    "AKS-MNT-002",
                    "A window comes every 1 to 7 days, 1 to 4 weeks or 1 to 6 months, on a day from 1 to 31.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((spec, findings) -> {
                Json schedule = spec.of("schedule");
                Json day = schedule.at("/absoluteMonthly/dayOfMonth");
                boolean interval = isWithin(schedule.at("/daily/intervalDays"), 7)
                        && isWithin(schedule.at("/weekly/intervalWeeks"), 4)
                        && isWithin(schedule.at("/absoluteMonthly/intervalMonths"), 6)
                        && isWithin(schedule.at("/relativeMonthly/intervalMonths"), 6);
                if (!interval || !isWithin(day, 31)) {
                    findings.report(
                            "schedule",
                            spec.scheduleText(),
                            "is out of its limits",
                            "Use an interval of 1 to 7 days, 1 to 4 weeks or 1 to 6 months, and a day from 1 to 31.");
                }
            });

    static final Rule<MaintenanceSpec> WEEKLY = Rule.<MaintenanceSpec>error(
                    "AKS-MNT-003",
                    "The window for releases is weekly; a daily one is for Kubernetes or node OS upgrades.")
            .prevents(REFUSED)
            .source("azure-aks-docs, planned-maintenance, 2026")
            .check((spec, findings) -> {
                if (spec.window() == MaintenanceKind.RELEASES
                        && !spec.of("schedule").has("weekly")) {
                    findings.report(
                            "schedule", spec.scheduleText(), "is not weekly", "Use MaintenanceSchedule.weekly(...).");
                }
            });

    static final Rule<MaintenanceSpec> CLOSED = Rule.<MaintenanceSpec>error(
                    "AKS-MNT-004", "The days on which a window stays closed end after they begin.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((spec, findings) -> spec.of("notAllowedDates").forEach(span -> {
                String start = span.path("start").asText();
                String end = span.path("end").asText();
                if (start.compareTo(end) > 0) {
                    findings.report("notOn", start + " to " + end, "ends before it begins", "Exchange the two days.");
                }
            }));

    static final Rule<MaintenanceSpec> OFFSET = Rule.<MaintenanceSpec>error(
                    "AKS-MNT-005", "The offset from UTC has hours and minutes only.")
            .prevents(REFUSED)
            .source(SOURCE)
            .check((spec, findings) -> {
                String offset = spec.of("utcOffset").asText();
                if (!offset.matches("[+-]\\d{2}:\\d{2}")) {
                    findings.report("utcOffset", offset, "has seconds", "Use for example ZoneOffset.ofHours(1).");
                }
            });

    static final List<Rule<MaintenanceSpec>> ALL = List.of(DURATION, INTERVAL, WEEKLY, CLOSED, OFFSET);

    private MaintenanceRules() {}

    private static boolean isWithin(Json number, int most) {
        return number.isMissing() || number.asInt() >= 1 && number.asInt() <= most;
    }
}
