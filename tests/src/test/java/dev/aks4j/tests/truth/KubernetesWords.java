package dev.aks4j.tests.truth;

import dev.aks4j.core.kubernetes.NamespaceSpec;
import java.util.List;

/** What can be said of plain objects in a cluster. */
final class KubernetesWords {

    static final List<Part<?>> PARTS = List.of(
            Part.of("namespace", cluster -> NamespaceSpec.builder("inside", cluster.id()), NamespaceSpec.Builder::build)
                    .say("label", space -> space.label("team", "a"))
                    .say("Label", space -> space.label("Team", "a"))
                    .say("restricted", space -> space.podSecurity("restricted"))
                    .say("baseline", space -> space.podSecurity("baseline")));

    private KubernetesWords() {}
}
