package dev.aks4j.tests.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.tests.Jackson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What our rules and plans, and the simulator's checks, say of a change to a cluster that exists. */
final class ChangeOpinions implements AutoCloseable {

    private static final int CLUSTERS_OF_ONE_AZURE = 40;

    private Surroundings around = new Surroundings();
    private int number;

    /**
     * Two opinions of one change.
     *
     * @param ours what a plan would do, or the rules that refuse the spec
     * @param inPlace whether that is to change the cluster where it is
     * @param answer Azure's refusal, if it is one
     */
    record Both(String ours, boolean inPlace, Optional<String> answer) {
        boolean accepted() {
            return answer.isEmpty();
        }

        boolean agree() {
            return inPlace == answer.isEmpty();
        }

        @Override
        public String toString() {
            return "plan " + ours + ", Azure " + answer.orElse("accepts");
        }
    }

    /** Returns the opinions; nothing if the cluster could not be created as it was to be before the change. */
    Optional<Both> of(List<Alteration> alterations) {
        if (++number % CLUSTERS_OF_ONE_AZURE == 0) {
            around.close();
            around = new Surroundings();
        }
        Altered before = Altered.before(number, alterations);
        String id = around.clusterId(before.name());
        if (around.put(id, before.creation()).status() != 201) {
            return Optional.empty();
        }
        around.advance(Duration.ofMinutes(15));
        ObjectNode live = (ObjectNode) Surroundings.json(around.get(id));
        String ours = plan(before.afterwards(), live);
        boolean inPlace = Set.of(Change.NONE.name(), Change.UPDATE.name()).contains(ours);
        return Optional.of(new Both(ours, inPlace, answer(id, alterations, live)));
    }

    private String plan(Altered altered, JsonNode live) {
        try {
            ClusterSpec spec = altered.spec();
            @SuppressWarnings("unchecked")
            ResourceKind<ClusterSpec> kind = (ResourceKind<ClusterSpec>) spec.kind();
            Set<String> problems = new TreeSet<>();
            kind.check(spec, around.scope()).stream()
                    .filter(Problem::isError)
                    .map(Problem::rule)
                    .forEach(problems::add);
            Comparison comparison = kind.compare(spec, Jackson.json(live), around.scope());
            return problems.isEmpty() ? comparison.change().name() : problems.toString();
        } catch (InvalidSpecException refused) {
            return refused.problems().stream()
                    .map(Problem::rule)
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    /** The control plane first, then each pool by itself, as one change after the other. */
    private Optional<String> answer(String id, List<Alteration> alterations, ObjectNode live) {
        Optional<String> refused = Optional.empty();
        if (alterations.stream().anyMatch(each -> each.pool().isEmpty())) {
            Altered.lay(alterations, Optional.empty(), live, number);
            refused = refusal(around.put(id, live));
            around.advance(Duration.ofHours(3));
        }
        for (String pool : List.of("system", "apps")) {
            if (refused.isEmpty()
                    && alterations.stream().anyMatch(each -> each.pool().equals(Optional.of(pool)))) {
                String poolId = id + "/agentPools/" + pool;
                ObjectNode there = (ObjectNode) Surroundings.json(around.get(poolId));
                Altered.lay(alterations, Optional.of(pool), (ObjectNode) there.path("properties"), number);
                refused = refusal(around.put(poolId, there));
                around.advance(Duration.ofHours(1));
            }
        }
        return refused;
    }

    private static Optional<String> refusal(Response response) {
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
