package dev.aks4j.tests.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.internal.plan.kind.ListForm;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.tests.Jackson;
import dev.aks4j.tests.docs.CoveredPlaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The order of every list that can be declared means something, or it does not; where it does not, it is no difference. */
class ListFormsTest {

    private static final Scope SCOPE =
            new Scope("00000000-0000-4000-8000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());

    @Test
    void whatTheOrderMeansIsSaidOfEveryListOfTheApi() {
        assertThat(CoveredPlaces.lists())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(ListForm.of(name)).as(name).isPresent());
    }

    @Test
    void whatTheOrderMeansIsSaidOfEveryListThatASpecWrites() {
        Set<String> silent = new TreeSet<>();
        everySpec((name, spec) -> lists("", Jackson.json(Said.document(spec, SCOPE)), (list, elements) -> {
            if (ListForm.of(list).isEmpty()) {
                silent.add(list + " of " + name);
            }
        }));
        assertThat(silent).isEmpty();
    }

    @Test
    void anOrderThatMeansNothingIsNoDifference() {
        List<String> differ = new ArrayList<>();
        everySpec((name, spec) -> {
            Json document = Jackson.json(Said.document(spec, SCOPE));
            Json turned = turned("", document);
            if (!turned.equals(document)) {
                for (Difference difference : compare(spec, turned)) {
                    differ.add(name + ": " + difference);
                }
            }
        });
        assertThat(differ).isEmpty();
    }

    @Test
    void anOrderThatMeansSomethingIsADifference() {
        Json one = Json.parse("{\"ipFamilies\":[\"IPv4\",\"IPv6\"]}");
        Json other = Json.parse("{\"ipFamilies\":[\"IPv6\",\"IPv4\"]}");
        assertThat(Documents.same("/ipFamilies", one.path("ipFamilies"), other.path("ipFamilies")))
                .isFalse();
    }

    private static void everySpec(BiConsumer<String, Spec> look) {
        Vocabulary.all().forEach(part -> {
            ClusterSpec cluster = Vocabulary.clusterFor(part);
            look.accept(part.name(), part.spec(cluster, List.of()));
            part.calls().stream()
                    .filter(call -> !call.contains("o.sysctl("))
                    .forEach(call -> look.accept(part + " " + call, part.spec(cluster, List.of(call))));
        });
    }

    private static void lists(String name, Json node, BiConsumer<String, Json> look) {
        if (node.isArray()) {
            look.accept(name, node);
            node.forEach(element -> lists("", element, look));
        } else {
            node.properties().forEach(each -> lists(each.getKey(), each.getValue(), look));
        }
    }

    /** Returns the document with every list the other way round whose order means nothing. */
    private static Json turned(String name, Json node) {
        if (node.isArray()) {
            List<Json> elements = new ArrayList<>();
            node.forEach(element -> elements.add(turned("", element)));
            if (ListForm.of(name).filter(form -> form != ListForm.ORDERED).isPresent()) {
                java.util.Collections.reverse(elements);
            }
            return Json.of(elements);
        }
        if (!node.isObject()) {
            return node;
        }
        Json.ObjectBuilder copy = Json.object();
        node.properties().forEach(each -> copy.put(each.getKey(), turned(each.getKey(), each.getValue())));
        return copy.build();
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static List<Difference> compare(Spec spec, Json live) {
        return ((ResourceKind<Spec>) spec.kind()).compare(spec, live, SCOPE).differences();
    }
}
