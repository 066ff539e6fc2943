package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** Where a storage class lets its volumes be made. Stateless. */
final class Topology {

    private Topology() {}

    /** Returns whether a volume of a class may be made for a node: one of its terms fits the node's labels. */
    static boolean allows(ObjectNode storageClass, ObjectNode node) {
        List<ObjectNode> terms = KubeJson.objects(storageClass.path("allowedTopologies"));
        return terms.isEmpty() || terms.stream().anyMatch(term -> fits(term, node));
    }

    private static boolean fits(ObjectNode term, ObjectNode node) {
        for (JsonNode expression : term.path("matchLabelExpressions")) {
            String has = KubeJson.text(node, "metadata", "labels", KubeJson.text(expression, "key"));
            if (!KubeJson.texts(expression.path("values")).contains(has)) {
                return false;
            }
        }
        return true;
    }
}
