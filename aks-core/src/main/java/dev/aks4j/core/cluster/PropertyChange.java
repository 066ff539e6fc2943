package dev.aks4j.core.cluster;

import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What it takes to change one property, as data. Of several that fit, the first counts; a property that none fits
 * changes in place.
 *
 * @param place which properties, matched against the whole path
 * @param change what it takes
 * @param reason why, for the plan
 */
record PropertyChange(Pattern place, Change change, String reason) {

    static PropertyChange of(String place, Change change, String reason) {
        return new PropertyChange(Pattern.compile(place), change, reason);
    }

    /** Judges a difference by a table. */
    static Difference judge(List<PropertyChange> table, String place, Difference difference) {
        Optional<PropertyChange> found =
                table.stream().filter(row -> row.place.matcher(place).matches()).findFirst();
        return found.map(row -> difference.with(row.change, row.reason)).orElse(difference);
    }
}
