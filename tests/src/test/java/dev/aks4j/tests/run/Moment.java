package dev.aks4j.tests.run;

import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request of a run: the n-th of its method and path.
 *
 * @param method its method
 * @param path its path; what the simulator makes up anew each time stands as {@code *}
 * @param nth which of the equal ones it is, from one
 */
record Moment(String method, String path, int nth) {

    /** Reads of an operation's state are all alike; these of them are looked at. */
    private static final List<Integer> POLLS = List.of(1, 2, 9);

    /** Returns the requests to Azure Resource Manager in a log, in order. */
    static List<Moment> of(List<RecordedRequest> log) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<Moment> moments = new ArrayList<>();
        for (RecordedRequest request : log) {
            if (request.path().startsWith("/subscriptions/")) {
                String path = request.path()
                        .replaceFirst("(/operation(s|results)/)[^/]+$", "$1*")
                        .replaceFirst("^/subscriptions/[^/]+", "/subscriptions/*");
                int nth = seen.merge(request.method() + path, 1, Integer::sum);
                if (!path.endsWith("/*") || POLLS.contains(nth)) {
                    moments.add(new Moment(request.method(), path, nth));
                }
            }
        }
        return moments;
    }

    boolean writes() {
        return method.equals("PUT") || method.equals("DELETE");
    }

    /** Returns whether a fault does anything to such a request. */
    boolean meets(Fault fault) {
        if (fault instanceof Fault.DelayRolePropagation) {
            return method.equals("PUT") && path.contains("/roleAssignments/");
        }
        boolean ofOperations = fault instanceof Fault.FailOperation
                || fault instanceof Fault.Slow
                || fault instanceof Fault.ForeignOperation
                || fault instanceof Fault.LoseRace;
        return writes() || !ofOperations;
    }

    @Override
    public String toString() {
        String shown = path.replaceFirst("^/subscriptions/\\*", "")
                .replaceFirst("/resourceGroups/rg-shop/providers", "")
                .replaceAll("Microsoft\\.", "")
                .replaceAll("([0-9a-f]{8})-[0-9a-f-]{27}", "$1");
        return method + " " + shown + (nth > 1 ? " #" + nth : "");
    }
}
