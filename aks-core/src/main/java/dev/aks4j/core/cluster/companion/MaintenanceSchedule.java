package dev.aks4j.core.cluster.companion;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;

/** When a maintenance window comes round. Checked when the window is built. Immutable and thread-safe. */
public final class MaintenanceSchedule {

    /** Which of a weekday's days in a month. */
    public enum Week {
        /** The first. */
        FIRST("First"),
        /** The second. */
        SECOND("Second"),
        /** The third. */
        THIRD("Third"),
        /** The fourth. */
        FOURTH("Fourth"),
        /** The last. */
        LAST("Last");

        private final String value;

        Week(String value) {
            this.value = value;
        }
    }

    private final ClusterDocument document;
    private final String text;

    private MaintenanceSchedule(ClusterDocument document, String text) {
        this.document = document;
        this.text = text;
    }

    /** Returns a window every so many days, 1 to 7. */
    public static MaintenanceSchedule daily(int everyDays) {
        ClusterDocument document = new ClusterDocument().set("/daily/intervalDays", everyDays);
        return new MaintenanceSchedule(document, every(everyDays, "day"));
    }

    /** Returns a window on a weekday, every so many weeks, 1 to 4. */
    public static MaintenanceSchedule weekly(int everyWeeks, DayOfWeek day) {
        ClusterDocument document =
                new ClusterDocument().set("/weekly/intervalWeeks", everyWeeks).set("/weekly/dayOfWeek", name(day));
        return new MaintenanceSchedule(document, name(day) + " " + every(everyWeeks, "week"));
    }

    /** Returns a window on a day of the month, 1 to 31, every so many months, 1 to 6. */
    public static MaintenanceSchedule monthly(int everyMonths, int dayOfMonth) {
        ClusterDocument document = new ClusterDocument()
                .set("/absoluteMonthly/intervalMonths", everyMonths)
                .set("/absoluteMonthly/dayOfMonth", dayOfMonth);
        return new MaintenanceSchedule(document, "day " + dayOfMonth + " " + every(everyMonths, "month"));
    }

    /** Returns a window on one of a weekday's days in the month, every so many months, 1 to 6. */
    public static MaintenanceSchedule monthly(int everyMonths, Week week, DayOfWeek day) {
        ClusterDocument document = new ClusterDocument()
                .set("/relativeMonthly/intervalMonths", everyMonths)
                .set("/relativeMonthly/weekIndex", week.value)
                .set("/relativeMonthly/dayOfWeek", name(day));
        return new MaintenanceSchedule(
                document, week.value.toLowerCase(Locale.ROOT) + " " + name(day) + " " + every(everyMonths, "month"));
    }

    private static String every(int count, String unit) {
        return count == 1 ? "every " + unit : "every " + count + " " + unit + "s";
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    Json toJson() {
        return document.toJson();
    }

    /** Returns the schedule in a few words. */
    @Override
    public String toString() {
        return text;
    }
}
