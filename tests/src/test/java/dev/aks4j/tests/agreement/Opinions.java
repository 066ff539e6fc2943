package dev.aks4j.tests.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.simulated.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What our rules and the simulator's checks say of one sketch. A new Azure is taken before the old one throttles. */
final class Opinions implements AutoCloseable {

    private static final int WRITES_OF_ONE_AZURE = 150;

    private Surroundings around = new Surroundings();
    private int number;

    /**
     * Two opinions of one cluster.
     *
     * @param rules the rules that refuse it
     * @param answer Azure's refusal, if it is one
     */
    record Both(Set<String> rules, Optional<String> answer) {
        boolean agree() {
            return rules.isEmpty() == answer.isEmpty();
        }

        @Override
        public String toString() {
            return "rules " + rules + ", Azure " + answer.orElse("accepts");
        }
    }

    Both of(List<Variation> variations) {
        Sketch sketch = new Sketch();
        variations.forEach(variation -> variation.change().accept(sketch));
        return of(sketch);
    }

    Both of(Sketch sketch) {
        if (++number % WRITES_OF_ONE_AZURE == 0) {
            around.close();
            around = new Surroundings();
        }
        sketch.named(number);
        return new Both(rules(sketch), answer(sketch));
    }

    private Set<String> rules(Sketch sketch) {
        return problems(sketch).stream()
                .filter(Problem::isError)
                .map(Problem::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns everything that the rules say of a sketch, warnings too. */
    List<Problem> problems(Sketch sketch) {
        List<Problem> problems = new ArrayList<>();
        try {
            ClusterSpec spec = AsSpec.cluster(sketch, around);
            @SuppressWarnings("unchecked")
            ResourceKind<ClusterSpec> kind = (ResourceKind<ClusterSpec>) spec.kind();
            problems.addAll(kind.check(spec, around.scope()));
            problems.addAll(kind.checkNew(spec, around.scope()));
        } catch (InvalidSpecException refused) {
            problems.addAll(refused.problems());
        }
        return problems;
    }

    private Optional<String> answer(Sketch sketch) {
        Response response = around.create(sketch);
        if (response.status() < 300) {
            return Optional.empty();
        }
        JsonNode body = Surroundings.json(response);
        JsonNode error = body.has("error") ? body.get("error") : body;
        return Optional.of(response.status() + " " + error.path("code").asText() + " "
                + error.path("message").asText());
    }

    @Override
    public void close() {
        around.close();
    }
}
