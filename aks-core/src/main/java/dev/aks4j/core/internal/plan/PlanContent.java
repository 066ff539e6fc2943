package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.run.Decided;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a plan is, as data. Immutable.
 *
 * @param subscriptionId the subscription that it is for
 * @param apiVersion the version of the cluster API that it was made in
 * @param made when what it saw was read, by the wall clock
 * @param asOf the same by the clock of its process that nobody sets
 * @param deadline how long its run is followed
 * @param regions where its resources lie
 * @param entries its resources
 * @param steps its writes
 * @param findings what stands against it, and warnings
 * @param notes the text blocks below it
 * @param unmanaged live differences that no spec declares
 * @param decided what it decides about
 * @param claims what it takes of what runs out
 */
public record PlanContent(
        String subscriptionId,
        String apiVersion,
        Instant made,
        Duration asOf,
        Duration deadline,
        Set<String> regions,
        List<PlanEntry> entries,
        List<Step> steps,
        List<Problem> findings,
        List<PlanNote> notes,
        Map<String, List<Difference>> unmanaged,
        Decided decided,
        List<Question.Claim> claims) {

    /** Copies the collections. */
    public PlanContent {
        regions = Collections.unmodifiableSet(new LinkedHashSet<>(regions));
        entries = List.copyOf(entries);
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
        unmanaged = Collections.unmodifiableMap(new LinkedHashMap<>(unmanaged));
        claims = List.copyOf(claims);
    }

    PlanContent with(List<Problem> all, Duration time) {
        return new PlanContent(
                subscriptionId,
                apiVersion,
                made,
                time,
                deadline,
                regions,
                entries,
                steps,
                all,
                notes,
                unmanaged,
                decided,
                claims);
    }
}
