package dev.aks4j.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.testing.RuleCase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceQuestionsTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg", Region.WEST_EUROPE);
    private static final ResourceId TABLE = GROUP.id().child("Microsoft.Network/routeTables", "rt");
    private static final Scope SCOPE = new Scope("6f2c", Instant.EPOCH, List.of(GROUP));

    private static List<Problem> answered(Json live) {
        List<Question> questions = ReferenceQuestions.of("virtualNetwork vnet", List.of(TABLE), SCOPE);
        assertThat(questions).extracting(Question::what).containsExactly("routeTables rt");
        return questions.get(0).judge().apply(List.of(live)).problems();
    }

    @Test
    void whatIsNamedExists() {
        new RuleCase(
                        "AKS-ARM-020",
                        "",
                        () -> answered(Json.missing()),
                        () -> answered(Json.object().put("name", "rt").build()))
                .holds();
    }

    @Test
    void whatThePlanMakesOrNobodyKnowsAVersionOfIsNotAskedFor() {
        ResourceId vault = GROUP.id().child("Microsoft.KeyVault/vaults", "vault");
        assertThat(ReferenceQuestions.of("x", List.of(GROUP.id(), vault), SCOPE))
                .isEmpty();
    }
}
