package dev.aks4j.tests.truth;

import static dev.aks4j.tests.docs.CoverageCases.GROUP;
import static dev.aks4j.tests.docs.CoverageCases.VNET;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.resource.TrafficControllerAssociationSpec;
import dev.aks4j.network.resource.TrafficControllerFrontendSpec;
import dev.aks4j.network.resource.TrafficControllerSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What can be said of Application Gateways for Containers. */
final class TrafficControllerWords {

    private static final TrafficControllerSpec CONTROLLER =
            TrafficControllerSpec.builder("alb-shop", GROUP).build();

    static final List<Part<?>> PARTS = List.of(
            Part.of(
                            "traffic controller",
                            cluster -> TrafficControllerSpec.builder("alb-shop", GROUP),
                            TrafficControllerSpec.Builder::build)
                    .say("tag", controller -> controller.tag("team", "a"))
                    .say("tag A", controller -> controller.tag("team", "A")),
            frontend("traffic frontend", "web"),
            frontend("other traffic frontend", "site"),
            Part.choice("traffic association", associations()));

    private TrafficControllerWords() {}

    private static Part<?> frontend(String part, String name) {
        return Part.of(
                        part,
                        cluster -> TrafficControllerFrontendSpec.builder(name, CONTROLLER),
                        TrafficControllerFrontendSpec.Builder::build)
                .say("tag", frontend -> frontend.tag("a", "b"));
    }

    private static Map<String, Function<ClusterSpec, ? extends Spec>> associations() {
        Map<String, Function<ClusterSpec, ? extends Spec>> all = new LinkedHashMap<>();
        all.put("one", cluster -> association("alb").build());
        all.put("tagged", cluster -> association("alb").tag("a", "b").build());
        all.put("elsewhere", cluster -> association("alb2").build());
        all.put(
                "of one that exists",
                cluster -> TrafficControllerAssociationSpec.builder(
                                "shop",
                                CONTROLLER.id(),
                                Region.WEST_EUROPE,
                                VNET.id().child("subnets", "alb"))
                        .build());
        return all;
    }

    private static TrafficControllerAssociationSpec.Builder association(String subnet) {
        return TrafficControllerAssociationSpec.builder(
                "shop", CONTROLLER, VNET.id().child("subnets", subnet));
    }
}
