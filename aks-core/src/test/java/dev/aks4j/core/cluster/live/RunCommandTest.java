package dev.aks4j.core.cluster.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RunCommandTest {

    private static final String RESULT = "https://management.azure.com/subscriptions/s/commandResults/1?api-version=x";

    private final Deque<ArmResponse> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();

    private CommandResult run(String command) {
        Azure azure = new Azure(new Answers(), null, null, new AtOnce(), null);
        return RunCommand.run(azure, new LiveDocuments("1.35").cluster(azure), command, Duration.ofMinutes(5));
    }

    @Test
    void theResultIsReadWhereTheAnswerSays() {
        answers.add(new ArmResponse(202, Map.of("Location", RESULT), MissingNode.getInstance()));
        answers.add(new ArmResponse(202, Map.of("Location", RESULT), state("Running")));
        ObjectNode done = state("Succeeded");
        ((ObjectNode) done.path("properties"))
                .put("exitCode", 1)
                .put("logs", "no such pod\n")
                .put("startedAt", "2026-11-23T12:00:00Z")
                .put("finishedAt", "2026-11-23T12:00:10Z");
        answers.add(new ArmResponse(200, Map.of(), done));
        CommandResult result = run("kubectl get pod x");
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.logs()).isEqualTo("no such pod\n");
        assertThat(result.finished()).contains(Instant.parse("2026-11-23T12:00:10Z"));
        assertThat(requests)
                .containsExactly(
                        "POST " + LiveDocuments.ID + "/runCommand {\"command\":\"kubectl get pod x\"}",
                        "GET " + RESULT.substring(0, RESULT.indexOf('?')),
                        "GET " + RESULT.substring(0, RESULT.indexOf('?')));
    }

    @Test
    void anAnswerWithoutAPlaceIsToldAndNotSentAgain() {
        answers.add(new ArmResponse(202, Map.of(), MissingNode.getInstance()));
        assertThatThrownBy(() -> run("true"))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("did not say where its result will be");
        assertThat(requests).hasSize(1);
    }

    @Test
    void whatAzureRefusesIsThrownAsItIs() {
        assertThatThrownBy(() -> run("true")).isInstanceOf(AksException.class).hasMessage("refused");
    }

    private static ObjectNode state(String state) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties").put("provisioningState", state);
        return body;
    }

    private final class Answers implements ArmClient {
        @Override
        public CompletionStage<ArmResponse> send(ArmRequest request) {
            requests.add(request
                    + request.body()
                            .map(JsonNode::toString)
                            .map(body -> " " + body)
                            .orElse(""));
            return answers.isEmpty()
                    ? CompletableFuture.failedFuture(new AksException("refused"))
                    : CompletableFuture.completedFuture(answers.remove());
        }

        @Override
        public String subscriptionId() {
            return "s";
        }
    }

    /** Time that passes at once. */
    private static final class AtOnce implements Scheduler {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            task.run();
            return () -> {};
        }

        @Override
        public <T> T await(CompletionStage<T> stage, Duration atMost)
                throws TimeoutException, ExecutionException, InterruptedException {
            return stage.toCompletableFuture().get(0, TimeUnit.SECONDS);
        }
    }
}
