package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Written;
import dev.aks4j.core.testing.FakeScheduler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Questions that a kind asks once for all its resources, and reads that come in pages. */
class AskedTest {

    private static final String SUBSCRIPTION = FakeArm.SUBSCRIPTION;

    private final Map<String, Json> pages = new LinkedHashMap<>();
    private final List<String> sent = new ArrayList<>();

    private record Tenant(String name) implements Spec {
        @Override
        public Address address() {
            return Address.azure(Things.id("Microsoft.Test/tenants", name));
        }

        @Override
        public ResourceKind<?> kind() {
            return TenantKind.INSTANCE;
        }
    }

    private static final class TenantKind extends ArmKind<Tenant> {
        static final TenantKind INSTANCE = new TenantKind();

        @Override
        public String name() {
            return "tenant";
        }

        @Override
        public String apiVersion() {
            return "v1";
        }

        @Override
        public String summary(Tenant spec) {
            return spec.name();
        }

        @Override
        protected Json document(Tenant spec, Scope scope) {
            return FakeArm.json("{}");
        }

        @Override
        public List<Question> sharedQuestions(List<Written<Tenant>> written, Scope scope) {
            Question.Read list = new Question.Collection(
                    ResourceId.subscription(scope.subscriptionId()),
                    "Microsoft.Test/sizes",
                    "v1",
                    Map.of("$filter", "location eq 'westeurope'"));
            Question.Read other = new Question.Collection(
                    ResourceId.subscription(scope.subscriptionId()), "Microsoft.Test/usages", "v1");
            return List.of(
                    Question.of(
                            "sizes",
                            list,
                            answer -> found(written.size() + " for "
                                    + answer.path("value").size())),
                    new Question("both", List.of(list, other), answers -> found(answers.size() + " answers")));
        }

        private static Question.Judgement found(String text) {
            return new Question.Judgement(text, List.of());
        }
    }

    private Asked ask(String... tenants) {
        Scope scope = new Scope(SUBSCRIPTION, Instant.EPOCH, List.of());
        List<Decision> decisions = new ArrayList<>();
        for (String name : tenants) {
            decisions.add(new Decision(
                    Subject.of(new Tenant(name), SUBSCRIPTION),
                    Change.CREATE,
                    List.of(),
                    FakeArm.json("{}"),
                    new Comparison(List.of(), List.of()),
                    List.of()));
        }
        ArmClient arm = new ArmClient() {
            @Override
            public CompletionStage<ArmResponse> send(ArmRequest request) {
                sent.add(request.target());
                Json page = pages.get(request.target());
                return page != null
                        ? CompletableFuture.completedFuture(new ArmResponse(200, Map.of(), page))
                        : CompletableFuture.failedFuture(
                                new ArmException("read", FakeArm.error(403, "AuthorizationFailed", "no right")));
            }

            @Override
            public String subscriptionId() {
                return SUBSCRIPTION;
            }
        };
        Reading reading = new Reading(arm, KubernetesAccess.none(), new FakeScheduler(), Reading::nobody);
        return Asked.of(decisions, scope, reading, PlanOptions.standard())
                .toCompletableFuture()
                .join();
    }

    private static String path(String type) {
        return "/subscriptions/" + SUBSCRIPTION + "/providers/Microsoft.Test/" + type + "?api-version=v1";
    }

    private void sizes() {
        String first = path("sizes") + "&$filter=location+eq+%27westeurope%27";
        pages.put(first, FakeArm.json("{'value':[1,2],'nextLink':'https://arm/second'}"));
        pages.put("https://arm/second", FakeArm.json("{'value':[3],'nextLink':'https://arm/third'}"));
        pages.put("https://arm/third", FakeArm.json("{'value':[4]}"));
    }

    @Test
    void aQuestionOfAKindIsAskedOnceForAllItsResources() {
        sizes();
        pages.put(path("usages"), FakeArm.json("{'value':[]}"));
        Asked asked = ask("one", "two", "three");
        assertThat(asked.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note.toString()).contains("sizes: 3 for 4").contains("both: 2 answers"));
        assertThat(sent).hasSize(4).doesNotHaveDuplicates();
        assertThat(asked.problems()).isEmpty();
    }

    @Test
    void oneReadWithoutAnAnswerLeavesTheOtherQuestionsTheirs() {
        sizes();
        Asked asked = ask("one");
        assertThat(asked.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-PLAN-010");
            assertThat(problem.value()).isEqualTo("both");
            assertThat(problem.what()).contains("AuthorizationFailed");
        });
        assertThat(asked.problems()).noneMatch(Problem::isError);
        assertThat(asked.notes().toString()).contains("sizes: 1 for 4").contains("both: no answer");
    }
}
