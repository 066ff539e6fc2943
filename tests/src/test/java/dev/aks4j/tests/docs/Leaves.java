package dev.aks4j.tests.docs;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.SecretValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The places of a document that hold a value, with keys of maps and positions of lists taken out. */
final class Leaves {

    /** Objects whose keys are anybody's to choose. */
    private static final List<Pattern> MAPS = List.of(
            Pattern.compile(".*/(tags|nodeLabels|addonProfiles|userAssignedIdentities|identityProfile|annotations)"),
            Pattern.compile("/properties/labels"),
            Pattern.compile(".*/addonProfiles/\\*/config"),
            Pattern.compile(".*/localDNSProfile/(vnetDNSOverrides|kubeDNSOverrides)"));

    /** Stands for the keys of a map. */
    private static final String KEY = "*";

    private Leaves() {}

    static Set<String> of(Json document) {
        Set<String> leaves = new TreeSet<>();
        collect("", document, leaves);
        return leaves;
    }

    private static void collect(String path, Json node, Set<String> leaves) {
        if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
            node.forEach(element -> collect(path + "[]", element, leaves));
        } else if (node.isObject() && !node.isEmpty() && !isValue(node)) {
            boolean map =
                    MAPS.stream().anyMatch(pattern -> pattern.matcher(path).matches());
            node.properties()
                    .forEach(entry -> collect(path + "/" + (map ? KEY : entry.getKey()), entry.getValue(), leaves));
        } else {
            leaves.add(path);
        }
    }

    /** Late values and secrets stand for a value. */
    private static boolean isValue(Json node) {
        return SecretValue.read(node).isPresent() || LateValue.read(node).isPresent();
    }
}
