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
            if (ListForm.of("HTTPRoute", list).isEmpty()) {
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
            Json turned = turned(document.path("kind").asText(), "", document);
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

    @Test
    void whatSomebodyAddedToAnElementOfAListThatIsOneValueIsADifference() {
        List<String> same = new ArrayList<>();
        everySpec((name, spec) -> {
            Json document = Jackson.json(Said.document(spec, SCOPE));
            if (document.has("kind") && document.has("metadata")) {
                widened(document).forEach(live -> {
                    if (compare(spec, live).isEmpty()) {
                        same.add(name + ": " + live);
                    }
                });
            }
        });
        assertThat(same).isEmpty();
    }

    /** Returns the document once for each element of a list of one value, with a member that nobody declares. */
    private static List<Json> widened(Json object) {
        List<Json> all = new ArrayList<>();
        places("", object, (place, list) -> {
            String name = place.substring(place.lastIndexOf('/') + 1);
            // subjects have four members, which are compared by their meaning
            boolean whole = !name.equals("subjects")
                    && ListForm.of(object.path("kind").asText(), name)
                            .filter(form -> form != ListForm.NAMED)
                            .isPresent();
            for (int i = 0; whole && i < list.size(); i++) {
                if (list.get(i).isObject()) {
                    all.add(object.with(
                            place + "/" + i,
                            list.get(i).edit().put("somebodys", "own").build()));
                }
            }
        });
        return all;
    }

    private static void places(String at, Json node, BiConsumer<String, Json> look) {
        if (node.isArray()) {
            look.accept(at, node);
            for (int i = 0; i < node.size(); i++) {
                places(at + "/" + i, node.get(i), look);
            }
        } else {
            node.properties()
                    .forEach(each -> places(at + "/" + Documents.escape(each.getKey()), each.getValue(), look));
        }
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
    private static Json turned(String kind, String name, Json node) {
        if (node.isArray()) {
            List<Json> elements = new ArrayList<>();
            node.forEach(element -> elements.add(turned(kind, "", element)));
            if (ListForm.of(kind, name).filter(form -> form != ListForm.ORDERED).isPresent()) {
                java.util.Collections.reverse(elements);
            }
            return Json.of(elements);
        }
        if (!node.isObject()) {
            return node;
        }
        Json.ObjectBuilder copy = Json.object();
        node.properties().forEach(each -> copy.put(each.getKey(), turned(kind, each.getKey(), each.getValue())));
        return copy.build();
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static List<Difference> compare(Spec spec, Json live) {
        return ((ResourceKind<Spec>) spec.kind()).compare(spec, live, SCOPE).differences();
    }
}
