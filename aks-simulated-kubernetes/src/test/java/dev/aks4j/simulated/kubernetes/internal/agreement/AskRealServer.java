package dev.aks4j.simulated.kubernetes.internal.agreement;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a running Kubernetes API server all that the tests compare, and writes down what it answered.
 *
 * <p>Arguments: its address, a token of a member of system:masters, and the file to write. The server needs its controller
 * manager, and no nodes.
 */
public final class AskRealServer {

    private static final int AT_ONCE = 6;

    private AskRealServer() {}

    /** Asks. */
    public static void main(String[] args) throws Exception {
        Targets.Target target = Targets.real(args[0], args[1]);
        Map<String, List<Step>> scenarios = new LinkedHashMap<>();
        Requests.each(step -> scenarios
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
        Lines.save(Path.of(args[2]), all);
        System.out.println(all.size() + " requests answered, " + scenarios.size() + " scenarios");
    }
}
