package dev.aks4j.simulated.kubernetes.internal.agreement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Replays what a real server was asked to a simulated cluster. */
final class Compare {

    /** A request that two answered. */
    record Pair(SentRequest step, Answer real, Answer simulated) {}

    private Compare() {}

    /** Asks what a release was asked in the scenarios that are wanted. */
    static List<Pair> run(String version, String cluster, Predicate<String> scenarios) {
        Map<String, Targets.Target> targets = new LinkedHashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (Lines.Exchange exchange : Lines.load(version, scenarios)) {
            Targets.Target target = targets.computeIfAbsent("", key -> Targets.simulated(cluster));
            Answer answer;
            try {
                answer = target.ask(exchange.step());
            } catch (RuntimeException e) {
                answer =
                        Answer.of(-1, "\"" + String.valueOf(e).replace('"', ' ').replace('\n', ' ') + "\"", List.of());
            }
            if (!exchange.step().method().equals("WAIT") && exchange.answer().status() > 0) {
                pairs.add(new Pair(exchange.step(), exchange.answer(), answer));
            }
        }
        return pairs;
    }

    /**
     * Prints the shares and the differences; for use by hand. Arguments: the data, the version of the cluster, and anything
     * more for only the names of the requests whose status or reason differ.
     */
    public static void main(String[] args) {
        List<Pair> pairs = run(args[0], args[1], scenario -> true);
        if (args.length > 2) {
            pairs.stream()
                    .filter(pair -> !pair.real().sameOutcome(pair.simulated()))
                    .map(pair -> AgreementTest.name(args[0], pair))
                    .distinct()
                    .sorted()
                    .forEach(System.out::println);
            return;
        }
        long outcome = pairs.stream()
                .filter(pair -> pair.real().sameOutcome(pair.simulated()))
                .count();
        long body = pairs.stream()
                .filter(pair -> pair.real().same(pair.simulated()))
                .count();
        for (Pair pair : pairs) {
            if (!pair.real().same(pair.simulated())) {
                String kind = !pair.real().sameOutcome(pair.simulated())
                        ? pair.real().status() < 400 && pair.simulated().status() >= 400
                                ? "REFUSED"
                                : pair.real().status() >= 400
                                                && pair.simulated().status() < 400
                                        ? "ACCEPTED"
                                        : "OUTCOME"
                        : "BODY";
                System.out.println(kind + "\t" + pair.step().scenario() + "\t"
                        + pair.step().name() + "\t"
                        + pair.step().method() + " " + pair.step().path() + "\n  real "
                        + pair.real().status() + " " + pair.real().body() + " "
                        + pair.real().warnings() + "\n  sim  "
                        + pair.simulated().status() + " " + pair.simulated().body() + " "
                        + pair.simulated().warnings());
            }
        }
        System.out.printf(
                "%nTOTAL %d outcome %.1f%% body %.1f%%%n",
                pairs.size(), 100.0 * outcome / pairs.size(), 100.0 * body / pairs.size());
    }
}
