package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;

/** The rules of a maintenance window: its length, its start, and exactly one schedule. */
final class MaintenanceWindow {

    private static final List<String> SCHEDULES = List.of("daily", "weekly", "absoluteMonthly", "relativeMonthly");

    private MaintenanceWindow() {}

    static void check(ObjectNode properties, String name) {
        if (!properties.path("maintenanceWindow").isObject()) {
            return;
        }
        int hours =
                AzureJson.number(properties, "/maintenanceWindow/durationHours").orElse(0);
        if (hours < 4 || hours > 24) {
            throw refuse("durationHours", "the duration is 4 to 24 hours, not " + hours);
        }
        String start =
                AzureJson.text(properties, "/maintenanceWindow/startTime").orElse("");
        if (!start.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            throw refuse("startTime", "the start is a time of day as HH:mm, not '" + start + "'");
        }
        List<String> given = SCHEDULES.stream()
                .filter(each -> AzureJson.has(properties, "/maintenanceWindow/schedule/" + each))
                .toList();
        if (given.size() != 1) {
            throw refuse("schedule", "exactly one of " + SCHEDULES + " is required, not " + given);
        }
        if (name.equalsIgnoreCase("default") && !given.get(0).equals("weekly")) {
            throw refuse("schedule", "the configuration 'default' only supports a weekly schedule");
        }
        rhythm(properties.at("/maintenanceWindow/schedule/" + given.get(0)), given.get(0));
        String offset =
                AzureJson.text(properties, "/maintenanceWindow/utcOffset").orElse("+00:00");
        if (!offset.matches("[+-](0\\d|1[0-4]):[0-5]\\d")) {
            throw refuse("utcOffset", "the offset is one as +/-HH:mm, not '" + offset + "'");
        }
        properties.at("/maintenanceWindow/notAllowedDates").forEach(MaintenanceWindow::span);
    }

    private static void rhythm(JsonNode schedule, String kind) {
        within(schedule, kind, "intervalDays", 7);
        within(schedule, kind, "intervalWeeks", 4);
        within(schedule, kind, "intervalMonths", 6);
        within(schedule, kind, "dayOfMonth", 31);
    }

    private static void within(JsonNode schedule, String kind, String property, int most) {
        int value = schedule.path(property).asInt(1);
        if (value < 1 || value > most) {
            throw refuse("schedule." + kind + "." + property, "it is 1 to " + most + ", not " + value);
        }
    }

    private static void span(JsonNode span) {
        String start = span.path("start").asText();
        String end = span.path("end").asText();
        if (end.compareTo(start) < 0) {
            throw refuse("notAllowedDates", "the end " + end + " lies before the start " + start);
        }
    }

    private static ArmError refuse(String property, String details) {
        return ArmError.aks(
                        400,
                        "InvalidParameter",
                        "The value of parameter maintenanceWindow." + property + " is invalid. Error details: "
                                + details + ".")
                .target("maintenanceWindow." + property);
    }
}
