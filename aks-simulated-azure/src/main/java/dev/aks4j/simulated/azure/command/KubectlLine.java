package dev.aks4j.simulated.azure.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of a {@code kubectl} command, understood. Immutable.
 *
 * @param verb the verb; empty if there is none
 * @param targets the type, and the names after it
 * @param namespace the namespace; {@code default} if none is given
 * @param allNamespaces whether all namespaces are meant
 * @param output the output format; empty for a table
 * @param selector the label selector; empty for none
 * @param unknownFlag the first flag that the simulator does not know
 */
record KubectlLine(
        String verb,
        List<String> targets,
        String namespace,
        boolean allNamespaces,
        String output,
        String selector,
        Optional<String> unknownFlag) {

    static KubectlLine parse(List<String> words) {
        List<String> plain = new ArrayList<>();
        String namespace = "default";
        boolean all = false;
        String output = "";
        String selector = "";
        Optional<String> unknown = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String flag = equals < 0 ? word : word.substring(0, equals);
            switch (flag) {
                case "-A", "--all-namespaces" -> all = true;
                case "-n", "--namespace", "-o", "--output", "-l", "--selector" -> {
                    String value =
                            equals >= 0 ? word.substring(equals + 1) : i + 1 < words.size() ? words.get(++i) : "";
                    namespace = flag.matches("-n|--namespace") ? value : namespace;
                    output = flag.matches("-o|--output") ? value : output;
                    selector = flag.matches("-l|--selector") ? value : selector;
                }
                default -> {
                    if (!word.startsWith("-")) {
                        plain.addAll(plain.size() == 1 ? List.of(word.split("/", 2)) : List.of(word));
                    } else if (unknown.isEmpty()) {
                        unknown = Optional.of(flag);
                    }
                }
            }
        }
        String verb = plain.isEmpty() ? "" : plain.get(0);
        List<String> targets = plain.isEmpty() ? List.of() : List.copyOf(plain.subList(1, plain.size()));
        return new KubectlLine(verb, targets, namespace, all, output, selector, unknown);
    }

    String query() {
        return selector.isEmpty() ? "" : "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    }
}
