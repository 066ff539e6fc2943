package dev.aks4j.simulated.azure.fault;

import dev.aks4j.simulated.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The faults that wait for their request. A fault belongs to requests by method, path pattern and number, for example
 *
 * <pre>{@code
 * faults.on("PUT", "**" + "/managedClusters/*").nth(1).cause(Fault.dropAfter());
 * faults.on("GET", "**" + "/operations/*").times(3).cause(Fault.answer(503, "ServiceUnavailable", "Try again."));
 * faults.anyRequest().nth(7).cause(Fault.throttle(Duration.ofSeconds(10)));
 * }</pre>
 *
 * <p>In a pattern, {@code *} stands for any text without a slash and {@code **} for any text; letters compare without
 * regard to case, and the query is not part of the path. Only requests to Azure Resource Manager are counted.
 * Thread-safe.
 */
public final class Faults {

    private final List<PlannedFault> planned = new CopyOnWriteArrayList<>();
    private final List<PlannedFault> signIns = new CopyOnWriteArrayList<>();

    /** Begins a fault for requests with a method and a path. */
    public FaultPlan on(String method, String pathPattern) {
        return new FaultPlan(planned::add, method + " " + pathPattern, RequestPattern.of(method, pathPattern), 1, 1);
    }

    /**
     * Begins a fault for requests to Microsoft Entra ID and to the metadata service of virtual machines, which are counted
     * apart from those to Azure Resource Manager. Of the faults, {@link Fault#answer}, {@link Fault#throttle}, {@link
     * Fault#dropBefore}, {@link Fault#dropAfter}, {@link Fault#unknownHost} and {@link Fault#late} happen there.
     */
    public FaultPlan onSignIn() {
        return new FaultPlan(signIns::add, "sign-ins", RequestPattern.of("*", "**"), 1, 1);
    }

    /** Begins a fault for requests of any kind. */
    public FaultPlan anyRequest() {
        return on("*", "**");
    }

    /** Forgets every fault that has not happened yet. */
    public void clear() {
        planned.clear();
        signIns.clear();
    }

    /** Tells whether every planned fault has happened. */
    public boolean allHappened() {
        return Stream.concat(planned.stream(), signIns.stream()).allMatch(PlannedFault::spent);
    }

    /**
     * Returns the planned faults that have not happened at all, in words. A test whose fault never happened says nothing
     * about it: {@code @AksTest} fails it, unless it calls {@link #clear()}.
     */
    public List<String> neverHappened() {
        return Stream.concat(planned.stream(), signIns.stream())
                .filter(fault -> !fault.happened())
                .map(PlannedFault::toString)
                .toList();
    }

    /** Returns the faults that this request meets, and counts it. Each request is asked for once. */
    public List<Fault> met(Request request) {
        return met(request, planned);
    }

    /** Returns the faults that this request to Microsoft Entra ID meets, and counts it. */
    public List<Fault> metAtSignIn(Request request) {
        return met(request, signIns);
    }

    private static List<Fault> met(Request request, List<PlannedFault> all) {
        List<Fault> met = new ArrayList<>();
        for (PlannedFault each : all) {
            each.count(request).ifPresent(met::add);
        }
        return met;
    }
}
