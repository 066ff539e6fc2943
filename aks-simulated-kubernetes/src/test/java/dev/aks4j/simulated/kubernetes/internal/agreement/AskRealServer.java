package dev.aks4j.simulated.kubernetes.internal.agreement;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a running Kubernetes API server all that the tests compare, and writes down what it answered.
 *
 * <p>Arguments: its address, a token of a member of system:masters, the file to write, {@code all}, the name of one
 * list of scenarios ({@code scenarios-NAME.txt}) or {@code as:} with the name of what was answered before, and, if the same was asked before, the file of that time: what was answered differently then depends on the moment, and is asked but not compared. The
 * server needs its controller manager, no nodes, and an empty store.
 */
public final class AskRealServer {

    private static final int AT_ONCE = 6;

    private AskRealServer() {}

    /** Asks. */
    public static void main(String[] args) throws Exception {
        Targets.Target target = Targets.real(args[0], args[1]);
        Map<String, List<SentRequest>> scenarios = new LinkedHashMap<>();
        List<SentRequest> asked = asked(args[3]);
        asked.forEach(step -> scenarios
                .computeIfAbsent(step.scenario(), key -> new ArrayList<>())
                .add(step));
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        List<Future<List<Lines.Exchange>>> results = new ArrayList<>();
        scenarios
                .values()
                .forEach(steps -> results.add(workers.submit(() -> {
                    List<Lines.Exchange> exchanges = new ArrayList<>();
                    steps.forEach(step -> exchanges.add(new Lines.Exchange(step, target.ask(step))));
                    return exchanges;
                })));
        List<Lines.Exchange> all = new ArrayList<>();
        for (Future<List<Lines.Exchange>> result : results) {
            all.addAll(result.get());
        }
        workers.shutdown();
        if (args.length > 4) {
            all = steady(all, Lines.load(Path.of(args[4])));
        }
        Lines.save(Path.of(args[2]), all);
        System.out.println(all.size() + " requests answered, " + scenarios.size() + " scenarios");
    }

    private static List<SentRequest> asked(String list) {
        if (list.startsWith("as:")) {
            return Lines.load(list.substring(3), scenario -> true).stream()
                    .map(Lines.Exchange::step)
                    .toList();
        }
        return list.equals("all") ? Requests.all() : Requests.of("scenarios-" + list + ".txt");
    }

    private static List<Lines.Exchange> steady(List<Lines.Exchange> now, List<Lines.Exchange> before) {
        Map<SentRequest, Answer> then = new HashMap<>();
        before.forEach(exchange -> then.put(exchange.step(), exchange.answer()));
        List<Lines.Exchange> steady = new ArrayList<>();
        for (Lines.Exchange exchange : now) {
            boolean same = exchange.answer().status() > 0 && exchange.answer().equals(then.get(exchange.step()));
            steady.add(same ? exchange : new Lines.Exchange(exchange.step(), Answer.of(0, "", List.of())));
        }
        return steady;
    }
}
